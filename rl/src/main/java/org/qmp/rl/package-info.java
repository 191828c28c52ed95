/**
 * Learning: the loop of collecting and updating, and what it keeps.
 *
 * <p>A {@link org.qmp.rl.RunSpec} is a value that determines every bit of a run's result. An {@link
 * org.qmp.rl.Agent} runs it in memory; a {@link org.qmp.rl.Trainer} does so in a directory, and can
 * be stopped and resumed with the same bits. What was learned is used elsewhere as a {@link
 * org.qmp.rl.Policy} or a {@link org.qmp.rl.MixturePolicy}. {@code Training} is the loop itself;
 * {@link org.qmp.rl.SpecKeys} lists all choices of a run.
 *
 * <ul>
 *   <li>{@code org.qmp.rl.replay}: transitions, and the batches that are drawn from them
 *   <li>{@code org.qmp.rl.sac}: the losses of one learner
 *   <li>{@code org.qmp.rl.multitask}: learners of several tasks
 *   <li>{@code org.qmp.rl.behavior}: the Q-switch and the other behaviours
 *   <li>{@code org.qmp.rl.store}: files
 *   <li>{@code org.qmp.rl.stats}: intervals of comparisons
 *   <li>{@code org.qmp.rl.tabular}: the theory, with exact values
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl;
