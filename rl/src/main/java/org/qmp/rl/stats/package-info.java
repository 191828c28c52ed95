/**
 * Statistics of a few runs: what can be concluded about a method from five seeds, and how surely.
 *
 * <p>After Agarwal et al. 2021, Deep Reinforcement Learning at the Edge of the Statistical
 * Precipice, arXiv:2108.13264: {@link org.qmp.rl.stats.Scores} holds one number for each task and
 * seed; {@link org.qmp.rl.stats.Averages} summarises them, above all by the interquartile mean;
 * {@link org.qmp.rl.stats.Bootstrap} gives its interval; {@link
 * org.qmp.rl.stats.Scores#probabilityOfImprovement} is the chance that one method beats another on
 * a task. {@link org.qmp.rl.stats.PermutationTest} says how likely chance alone would put it as far
 * ahead. {@link org.qmp.rl.stats.Wilson} is the interval of a success rate, and {@link
 * org.qmp.rl.stats.LearningCurve} summarises a curve.
 *
 * <p>An interval over seeds holds for these tasks; it says nothing about other tasks.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.stats;
