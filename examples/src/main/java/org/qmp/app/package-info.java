/** The command line {@code qmp}: trains, evaluates, draws. */
@NullMarked
package org.qmp.app;

import org.jspecify.annotations.NullMarked;
