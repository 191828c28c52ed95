package org.qmp.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Comparisons and kernels that tests share. */
final class Comparisons {
  static final Kernels DOUBLE = Backend.plain().kernels(Precision.DOUBLE);
  static final Kernels FLOAT = Backend.plain().kernels(Precision.FLOAT);

  private Comparisons() {}

  /** The tolerance is relative to the largest of 1 and both magnitudes. */
  static void assertClose(double expected, double actual, double tolerance, String what) {
    double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(actual)));
    assertEquals(expected / scale, actual / scale, tolerance, what);
  }

  static void assertClose(double[][] expected, Mat actual, double tolerance, String what) {
    assertEquals(expected.length, actual.rows(), what);
    assertEquals(expected[0].length, actual.cols(), what);
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        String where = what + "[" + i + "][" + j + "]";
        assertClose(expected[i][j], actual.get(i, j), tolerance, where);
      }
    }
  }
}
