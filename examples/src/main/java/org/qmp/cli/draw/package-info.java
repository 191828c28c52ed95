/** Charts, matrices, maps and films. */
@NullMarked
package org.qmp.cli.draw;

import org.jspecify.annotations.NullMarked;
