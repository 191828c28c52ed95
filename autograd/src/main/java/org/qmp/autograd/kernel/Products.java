package org.qmp.autograd.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The three products of {@link Kernels}, restricted to the output rows from (inclusive) to
 * (exclusive). All implementations give the same bits.
 */
interface Products extends AutoCloseable {

  void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to);

  void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to);

  void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to);

  /** Ends helper threads, if there are any. */
  @Override
  default void close() {}
}
