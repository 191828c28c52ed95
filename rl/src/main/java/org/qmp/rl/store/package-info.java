/**
 * The files of a run, from which it can be continued after a kill or a loss of power at any moment:
 * replay buffers, checkpoints and the directory that holds them.
 *
 * <p>{@link RunDirectory} is the entry point. It claims a directory for one specification and one
 * process; its {@link CheckpointStore} saves and restores a {@link Checkpoint} together with the
 * {@link org.qmp.rl.replay.ReplayBuffer}s.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.store;
