/**
 * Environments without Java: a model file, and a text that defines observations, actions and
 * rewards. Start at {@link org.qmp.env.taskfile.TaskFile}.
 */
@NullMarked
package org.qmp.env.taskfile;

import org.jspecify.annotations.NullMarked;
