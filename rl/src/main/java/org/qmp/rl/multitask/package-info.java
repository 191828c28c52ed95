/**
 * What tasks can share besides behaviour: transitions ({@link
 * org.qmp.rl.multitask.SharedTransitions}), closeness of policies ({@link
 * org.qmp.rl.multitask.DncPenalty}, {@link org.qmp.rl.multitask.Distillation}), critics ({@link
 * org.qmp.rl.multitask.Decaf}) and the direction of a step ({@link org.qmp.rl.multitask.PcGrad}).
 *
 * <p>Each is a piece that a learner of {@link org.qmp.rl.sac} takes in where it is open; none knows
 * of the others. Tasks are numbered as their replay buffers are.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.multitask;
