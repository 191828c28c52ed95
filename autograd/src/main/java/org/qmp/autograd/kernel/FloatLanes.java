package org.qmp.autograd.kernel;

/** The one number in which the FLOAT kernels differ from the DOUBLE kernels. */
final class FloatLanes {
  /** Partial sums of an interleaved sum (see {@link Kernels#rowSums}): 64 bytes of elements. */
  static final int STRIDE = 16;

  private FloatLanes() {}
}
