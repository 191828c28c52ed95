package org.qmp.autograd.kernel;

/**
 * One pass of an elementary function over a chunk of its arguments; the passes of a function hand
 * their results on in a scratch array.
 *
 * <p>The compiler keeps vectors in registers only where it inlines every operation. It loses
 * courage in methods with more than some forty vector operations, its own inlining of one loop into
 * another's caller included, and leaves some of them as calls, whose vectors are then boxed for
 * good. Short passes behind an interface avoid both: with three or more to a function the call is
 * megamorphic and no pass is ever inlined.
 */
interface VectorDoublePass {
  /** Elements of a chunk; the scratch array stays in the first-level cache. */
  int CHUNK = 512;

  /** Where the passes keep exponents, reduced arguments, intermediate results, and exponentials. */
  int EXPONENT = 0;

  int REDUCED = CHUNK;
  int MIDDLE = 2 * CHUNK;
  int ARGUMENT = 3 * CHUNK;

  /** Length of a scratch array. */
  int SCRATCH = 4 * CHUNK;

  /** Whole vectors of n elements; the last pass of a function also sees to the elements left. */
  void run(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch);

  /** Runs all passes on each chunk; y may be x. */
  static void run(
      VectorDoublePass[] passes,
      double[] x,
      int xFrom,
      double[] y,
      int yFrom,
      int n,
      double[] scratch) {
    for (int at = 0; at < n; at += CHUNK) {
      int count = Math.min(CHUNK, n - at);
      for (VectorDoublePass pass : passes) {
        pass.run(x, xFrom + at, y, yFrom + at, count, scratch);
      }
    }
  }
}
