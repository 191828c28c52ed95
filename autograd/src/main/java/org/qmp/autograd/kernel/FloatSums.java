package org.qmp.autograd.kernel;

/** Sums whose order of additions is part of their definition, see {@link Kernels#rowSums}. */
final class FloatSums {
  private FloatSums() {}

  /**
   * Sum of count elements from an index on: in order if they are fewer than two strides, else as
   * partial sums p over the residues modulo the stride s, combined pairwise.
   *
   * <pre>
   *   p_i = Σ_k x_(i + k s)          p_i ← p_i + p_(i + h)  for i &lt; h,   h = s/2, s/4, …, 1
   * </pre>
   */
  static float interleaved(float[] x, int from, int count) {
    if (count < 2 * FloatLanes.STRIDE) {
      float sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += x[i];
      }
      return sum;
    }
    return folded(x, from, count, 0, 1);
  }

  /** Partial sum number index after folding to the given width. */
  private static float folded(float[] x, int from, int count, int index, int width) {
    if (width == FloatLanes.STRIDE / 4) {
      return foldedTwice(x, from, count, index);
    }
    return folded(x, from, count, index, 2 * width)
        + folded(x, from, count, index + width, 2 * width);
  }

  /** The same after the first two foldings: four partial sums that run side by side. */
  private static float foldedTwice(float[] x, int from, int count, int index) {
    int quarter = FloatLanes.STRIDE / 4;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int at = from + index;
    int end = from + count;
    for (; at + 3 * quarter < end; at += FloatLanes.STRIDE) {
      a += x[at];
      b += x[at + quarter];
      c += x[at + 2 * quarter];
      d += x[at + 3 * quarter];
    }
    if (at < end) {
      a += x[at];
    }
    if (at + quarter < end) {
      b += x[at + quarter];
    }
    if (at + 2 * quarter < end) {
      c += x[at + 2 * quarter];
    }
    return (a + c) + (b + d);
  }
}
