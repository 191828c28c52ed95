/**
 * Soft actor-critic (Haarnoja et al. 2018, arXiv:1801.01290 and arXiv:1812.05905).
 *
 * <p>{@code SacLosses} is the page of equations. {@link org.qmp.rl.sac.Sac} records them once and
 * replays them in the order of an update. One learner serves one task or many: a batch is
 * task-major, and {@link org.qmp.rl.sac.Wiring} says which networks the tasks share.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.sac;
