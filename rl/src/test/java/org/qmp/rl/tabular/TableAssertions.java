package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.qmp.rl.tabular.PolicyMixture.Score;

/** Inequalities and equalities between tables, at every entry. */
final class TableAssertions {
  private TableAssertions() {}

  /** min over all (s,a) of x − y: if negative, by how much x ≥ y is violated. */
  static double margin(double[][] x, double[][] y) {
    double least = Double.POSITIVE_INFINITY;
    for (int s = 0; s < x.length; s++) {
      for (int a = 0; a < x[s].length; a++) {
        least = Math.min(least, x[s][a] - y[s][a]);
      }
    }
    return least;
  }

  /** −D_KL( π_j(·|s) ‖ exp(Q(s,·)/α) / Z ): equation (1) in its other form, for α &gt; 0. */
  static final Score DIVERGENCE =
      (soft, q, candidate, s) -> -divergence(candidate, PolicyImprovement.boltzmann(q, soft), s);

  /** D_KL(π(·|s) ‖ other(·|s)) = Σ_a π(a|s) (log π(a|s) − log other(a|s)), in nats. */
  static double divergence(TabularPolicy pi, TabularPolicy other, int s) {
    double sum = 0;
    for (int a = 0; a < pi.actions(); a++) {
      sum += pi.probability(s, a) * (pi.log(s, a) - other.log(s, a));
    }
    return sum;
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
