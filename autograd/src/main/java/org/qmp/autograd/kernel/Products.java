package org.qmp.autograd.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The three products of an affine layer: its value and the gradients of its two factors.
 *
 * <p>Every sum is fused, in the order of the contracted index: it starts from s (the bias, +0, or
 * what the output holds) and becomes
 *
 * <pre>
 *   c ← fma(a_k, b_k, c)      k = 0, 1, 2, …      fma(a, b, c) = a b + c, rounded once
 * </pre>
 *
 * <p>All implementations give the same bits. Each call writes the output rows from (inclusive) to
 * (exclusive) and no others.
 */
public interface Products extends AutoCloseable {

  /**
   * Grouped affine map, optionally through a ReLU.
   *
   * <pre>
   *   Y_g = b_g + X_g W_g,  with ReLU max(0, b_g + X_g W_g)
   *
   *   X (G·n×k), W (G·k×m), b (G×m), Y (G·n×m), G = rows(W) / k
   * </pre>
   *
   * The sum starts from the bias (or from +0). With m = 1 it is the fixed tree of partial sums of
   * {@link Kernels#rowSums}, each of them fused, which is added to the bias last.
   */
  void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to);

  /**
   * Gradient with respect to the left factor.
   *
   * <pre>
   *   X̄_g = Ȳ_g W_gᵀ   or, when adding,   X̄_g += Ȳ_g W_gᵀ
   * </pre>
   *
   * A row of Ȳ that is all zero is left out: its row of X̄ is +0 or, when adding, stays as it is.
   */
  void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to);

  /**
   * Gradient with respect to the right factor.
   *
   * <pre>
   *   W̄_g = X_gᵀ Ȳ_g   or, when adding,   W̄_g += X_gᵀ Ȳ_g       G = rows(W̄) / cols(X)
   * </pre>
   */
  void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to);

  /** Releases helper threads, if there are any. */
  @Override
  default void close() {}
}
