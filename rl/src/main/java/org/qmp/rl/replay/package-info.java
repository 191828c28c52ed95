/**
 * Experience: a {@link org.qmp.rl.replay.ReplayBuffer} keeps a task's latest transitions, from
 * which a {@link org.qmp.rl.replay.Batch} of all tasks is drawn for each update.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.replay;
