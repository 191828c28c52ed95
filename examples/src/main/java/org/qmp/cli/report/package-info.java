/** Pages of HTML that show runs and comparisons, and need nothing but themselves. */
@NullMarked
package org.qmp.cli.report;

import org.jspecify.annotations.NullMarked;
