/** Comparisons of methods on the same seeds: parallel runs, numbers, tables and sentences. */
@NullMarked
package org.qmp.cli.compare;

import org.jspecify.annotations.NullMarked;
