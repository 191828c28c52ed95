/**
 * Who acts. While a task collects, a {@link org.qmp.rl.behavior.Behavior} decides which policy
 * chooses the action: the task's own, or another one's. This is all that QMP changes: learners,
 * losses, targets and replay buffers do not depend on it.
 *
 * <p>Read {@link org.qmp.rl.behavior.QSwitch} for the switch, then {@link
 * org.qmp.rl.behavior.BehaviorPolicy}, which carries out any behaviour for all tasks at once.
 */
@NullMarked
package org.qmp.rl.behavior;

import org.jspecify.annotations.NullMarked;
