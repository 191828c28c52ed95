/** Rotations, spatial vectors and symmetric matrices, in ranges of flat arrays. */
@org.jspecify.annotations.NullMarked
package org.qmp.env.physics.math;
