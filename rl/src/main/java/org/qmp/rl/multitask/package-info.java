/**
 * What tasks can share besides behaviour. Each type is a piece that a learner of {@link
 * org.qmp.rl.sac} takes in where it is open; none knows of the others. Tasks are numbered as their
 * replay buffers are.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.multitask;
