/** A process and its runs: what it prints, how it stops, and the files of a run's directory. */
@NullMarked
package org.qmp.cli.run;

import org.jspecify.annotations.NullMarked;
