/**
 * Learning: the loop between collecting and updating, and what it keeps.
 *
 * <p>A {@link org.qmp.rl.RunSpec} is a value that determines every bit of a run's result. A {@link
 * org.qmp.rl.Trainer} carries it out, saves itself in an {@code org.qmp.rl.store.RunDirectory}, and
 * goes on from there as if it had never stopped. The losses are in {@code org.qmp.rl.sac}, learners
 * of several tasks in {@code org.qmp.rl.multitask}, the Q-switch and the other behaviours in {@code
 * org.qmp.rl.behavior}, what was kept and what is read back in {@code org.qmp.rl.store}, the
 * intervals of comparisons in {@code org.qmp.rl.stats}, and exact examples of the theory in {@code
 * org.qmp.rl.tabular}.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl;
