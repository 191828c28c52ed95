/**
 * Learning in worlds: the loop between collecting and updating, and what it keeps.
 *
 * <p>A {@link org.qmp.rl.RunSpec} is a value that determines every bit of a run's result. A {@link
 * org.qmp.rl.Trainer} carries it out, saves itself in an {@code org.qmp.rl.store.RunDirectory}, and
 * goes on from there as if it had never stopped. Losses and learners are in {@code org.qmp.rl.sac}.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl;
