/** One process and its run: what it says, how it stops, what the directory of a run holds. */
@NullMarked
package org.qmp.cli.run;

import org.jspecify.annotations.NullMarked;
