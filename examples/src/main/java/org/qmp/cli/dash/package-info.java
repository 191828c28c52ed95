/** A server that shows the report's page of runs in progress; it only reads their files. */
@NullMarked
package org.qmp.cli.dash;

import org.jspecify.annotations.NullMarked;
