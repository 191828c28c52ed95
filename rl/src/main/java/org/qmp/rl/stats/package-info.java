/**
 * Statistics of a few runs: what may be said of a method after five seeds, and how surely.
 *
 * <p>After Agarwal et al. 2021, Deep Reinforcement Learning at the Edge of the Statistical
 * Precipice, arXiv:2108.13264: {@link org.qmp.rl.stats.Scores} holds one number for each task and
 * seed; {@link org.qmp.rl.stats.Averages} makes one number of them, the interquartile mean before
 * all; {@link org.qmp.rl.stats.Bootstrap} says how far that number may be trusted; {@link
 * org.qmp.rl.stats.Scores#probabilityOfImprovement} is the chance that one method beats another on
 * a task. {@link org.qmp.rl.stats.PermutationTest} says whether chance alone could have put it
 * ahead as far. {@link org.qmp.rl.stats.Wilson} is the interval of a success rate, and {@link
 * org.qmp.rl.stats.LearningCurve} makes a number of a curve.
 *
 * <p>An interval over seeds speaks of these tasks: it does not say what another task would show.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.stats;
