package org.qmp.autograd.kernel;

/** The one number in which the DOUBLE kernels differ from the FLOAT kernels. */
final class DoubleLanes {
  /** Partial sums of an interleaved sum (see {@link Kernels#rowSums}): 64 bytes of elements. */
  static final int STRIDE = 8;

  private DoubleLanes() {}
}
