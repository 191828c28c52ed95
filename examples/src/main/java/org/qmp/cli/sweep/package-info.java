/** Search for settings: the candidates, the runs they need, and how they rank. */
@NullMarked
package org.qmp.cli.sweep;

import org.jspecify.annotations.NullMarked;
