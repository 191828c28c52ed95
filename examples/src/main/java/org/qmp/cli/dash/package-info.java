/** A server that shows runs on a page of the report while they go on; it only reads their files. */
@NullMarked
package org.qmp.cli.dash;

import org.jspecify.annotations.NullMarked;
