/** The command line {@code qmp}: its commands. */
@NullMarked
package org.qmp.cli;

import org.jspecify.annotations.NullMarked;
