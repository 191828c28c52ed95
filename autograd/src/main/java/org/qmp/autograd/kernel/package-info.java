/**
 * The ground floor: matrices and the loops over their elements.
 *
 * <p>{@link org.qmp.autograd.kernel.Kernels} is the one seam below which all loops live. Float and
 * double, plain Java and SIMD, one thread and many are interchangeable behind it, because all of
 * them perform the same IEEE-754 operations in the same order: the bits of every result are equal.
 * Products are fused sums over the contracted index, left to right; long row sums use a fixed tree
 * of partial sums; transcendental functions are our own.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.autograd.kernel;
