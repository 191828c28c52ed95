/**
 * Worlds without Java: a model file, and a text that says what is seen, done and rewarded in it.
 * Start at {@link org.qmp.env.taskfile.TaskFile}.
 */
@NullMarked
package org.qmp.env.taskfile;

import org.jspecify.annotations.NullMarked;
