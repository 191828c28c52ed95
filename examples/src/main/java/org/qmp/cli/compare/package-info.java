/** Several methods on the same seeds: runs side by side, numbers, tables and sentences. */
@NullMarked
package org.qmp.cli.compare;

import org.jspecify.annotations.NullMarked;
