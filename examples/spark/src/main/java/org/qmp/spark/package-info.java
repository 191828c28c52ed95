/** Runs on a Spark cluster. */
@NullMarked
package org.qmp.spark;

import org.jspecify.annotations.NullMarked;
