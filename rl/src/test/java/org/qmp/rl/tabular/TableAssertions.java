package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Inequalities and equalities between tables, at every entry. */
final class TableAssertions {
  private TableAssertions() {}

  /** min over all (s,a) of x − y: how badly x ≥ y is violated, where negative. */
  static double margin(double[][] x, double[][] y) {
    double least = Double.POSITIVE_INFINITY;
    for (int s = 0; s < x.length; s++) {
      for (int a = 0; a < x[s].length; a++) {
        least = Math.min(least, x[s][a] - y[s][a]);
      }
    }
    return least;
  }

  static void assertNowhereLess(double[][] x, double[][] y, double tolerance) {
    double margin = margin(x, y);
    assertTrue(margin >= -tolerance, () -> "less by " + -margin + " somewhere");
  }

  static void assertClose(double[][] x, double[][] y, double tolerance) {
    assertEquals(0, Tables.distance(x, y), tolerance);
  }

  static void assertSameBits(double[][] x, double[][] y) {
    assertEquals(x.length, y.length);
    for (int s = 0; s < x.length; s++) {
      assertArrayEquals(x[s], y[s]);
    }
  }
}
