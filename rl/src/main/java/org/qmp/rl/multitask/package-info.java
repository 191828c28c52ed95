/**
 * How tasks are learned at once. A {@link org.qmp.rl.multitask.Method} says what they share, {@link
 * org.qmp.rl.multitask.LearnerFactory} makes learners of it, {@link org.qmp.rl.multitask.Learners}
 * updates them. Besides behaviour, tasks can share transitions ({@code SharedTransitions}),
 * closeness of policies ({@code DncPenalty}, {@code Distillation}), critics ({@code Decaf}) and the
 * direction of a step ({@code PcGrad}): these parts do not depend on each other.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.multitask;
