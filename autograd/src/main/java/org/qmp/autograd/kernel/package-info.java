/**
 * Matrices and the loops over their elements.
 *
 * <p>{@link org.qmp.autograd.kernel.Kernels} is the interface to all loops. Plain Java and SIMD,
 * one thread and many are interchangeable behind it, because they perform the same IEEE-754
 * operations in the same order and so give the same bits. Products are fused sums over the
 * contracted index, left to right; long row sums use a fixed tree of partial sums; elementary
 * functions are implemented here with exactly specified operations only.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.autograd.kernel;
