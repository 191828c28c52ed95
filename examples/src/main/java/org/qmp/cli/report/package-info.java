/** Self-contained HTML pages that show runs and comparisons. */
@NullMarked
package org.qmp.cli.report;

import org.jspecify.annotations.NullMarked;
