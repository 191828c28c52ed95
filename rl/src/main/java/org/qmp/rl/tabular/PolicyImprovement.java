package org.qmp.rl.tabular;

/**
 * Soft policy improvement (Haarnoja et al. 2018, arXiv:1801.01290, section 4.1): every policy made
 * here from Q = Q^{π_old} satisfies J(Q, π_new) ≥ J(Q, π_old) in every state, and therefore
 * Q^{π_new} ≥ Q^{π_old}.
 */
public final class PolicyImprovement {
  private PolicyImprovement() {}

  /**
   * π(a|s) ∝ exp(Q(s,a) / α), the maximiser of J(Q, ·) in every state.
   *
   * @throws IllegalArgumentException unless α &gt; 0, or if Q / α is not finite
   */
  public static TabularPolicy boltzmann(double[][] q, Soft soft) {
    return TabularPolicy.softmax(scaled(q, 1, soft));
  }

  /**
   * A step on the geometric path from π_old to the Boltzmann policy:
   *
   * <pre>
   *   π(a|s) ∝ π_old(a|s)^{1−β} exp(β Q(s,a) / α)
   * </pre>
   *
   * The divergence from the Boltzmann policy only falls along this path, so that any β &gt; 0 is an
   * improvement.
   *
   * @param beta β in [0, 1]; 0 stays, 1 arrives
   * @throws IllegalArgumentException unless β is in [0, 1] and α &gt; 0, or if Q / α is not finite
   */
  public static TabularPolicy step(TabularPolicy old, double[][] q, Soft soft, double beta) {
    if (!(beta >= 0 && beta <= 1)) {
      throw new IllegalArgumentException("a step is in [0, 1], not " + beta);
    }
    double[][] x = scaled(q, beta, soft);
    for (int s = 0; s < x.length; s++) {
      for (int a = 0; a < x[s].length; a++) {
        x[s][a] += (1 - beta) * old.log(s, a);
      }
    }
    return TabularPolicy.softmax(x);
  }

  private static double[][] scaled(double[][] q, double beta, Soft soft) {
    if (soft.temperature() == 0) {
      throw new IllegalArgumentException(
          "at temperature 0 the Boltzmann policy has no full support; soft improvement needs α > 0");
    }
    double[][] x = Tables.copy(q);
    for (double[] row : x) {
      for (int a = 0; a < row.length; a++) {
        row[a] = beta * (row[a] / soft.temperature());
      }
    }
    return x;
  }
}
