package org.qmp.rl.tabular;

/**
 * Soft values at a temperature α (Haarnoja et al. 2018, arXiv:1801.01290, section 4.1).
 *
 * <pre>
 *   V^π(s)   = Σ_a π(a|s) [ Q^π(s,a) − α log π(a|s) ]
 *   Q^π(s,a) = r(s,a) + γ Σ_{s′} P(s′|s,a) V^π(s′)
 * </pre>
 *
 * @param temperature α ≥ 0; with α = 0 all values are the ordinary, hard ones
 */
public record Soft(double temperature) {
  /** Some twenty roundings; rewards, expectations and logarithms of one step take fewer. */
  private static final double ROUNDING = 4e-15;

  public Soft {
    if (!(temperature >= 0 && temperature <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a temperature is finite and not negative, not " + temperature);
    }
  }

  /** J(Q, π)(s) = E_{a~π(·|s)}[ Q(s,a) ] + α H[ π(·|s) ]. Then V^π = J(Q^π, π). */
  public double j(double[][] q, TabularPolicy pi, int s) {
    return pi.expectation(s, q[s]) + temperature * pi.entropy(s);
  }

  /** J(Q, π) at every state. */
  public double[] v(double[][] q, TabularPolicy pi) {
    double[] v = new double[q.length];
    for (int s = 0; s < v.length; s++) {
      v[s] = j(q, pi, s);
    }
    return v;
  }

  /**
   * Q^π, exactly up to rounding: nothing is iterated.
   *
   * <pre>
   *   (I − γ P^π) V = r^π + α H[π],   P^π(s,s′) = Σ_a π(a|s) P(s′|s,a),   r^π(s) = Σ_a π(a|s) r(s,a)
   *   Q = r + γ P V
   * </pre>
   *
   * The matrix is strictly diagonally dominant by rows, since γ &lt; 1, and so never singular.
   */
  public double[][] evaluate(Mdp mdp, TabularPolicy pi) {
    int n = mdp.states();
    double[][] matrix = new double[n][n];
    double[] right = new double[n];
    for (int s = 0; s < n; s++) {
      right[s] = temperature * pi.entropy(s);
      for (int a = 0; a < mdp.actions(); a++) {
        double p = pi.probability(s, a);
        right[s] += p * mdp.reward(s, a);
        for (int next = 0; next < n; next++) {
          matrix[s][next] -= mdp.discount() * p * mdp.transition(s, a, next);
        }
      }
      matrix[s][s] += 1;
    }
    return backup(mdp, Tables.solve(matrix, right));
  }

  /** T^π Q(s,a) = r(s,a) + γ E_{s′}[ J(Q, π)(s′) ], a γ-contraction in the sup-norm. */
  public double[][] evaluationStep(Mdp mdp, TabularPolicy pi, double[][] q) {
    return backup(mdp, v(q, pi));
  }

  /** T Q(s,a) = r(s,a) + γ E_{s′}[ max_π J(Q, π)(s′) ], a γ-contraction in the sup-norm. */
  public double[][] optimalityStep(Mdp mdp, double[][] q) {
    double[] v = new double[q.length];
    for (int s = 0; s < v.length; s++) {
      v[s] = softMaximum(q[s]);
    }
    return backup(mdp, v);
  }

  /**
   * Q*, the fixed point of Q ← T Q, by iteration from 0.
   *
   * <pre>
   *   ‖T Q − Q‖ ≤ tolerance (1 − γ) / γ    implies    ‖T Q − Q*‖ ≤ tolerance
   * </pre>
   *
   * @param tolerance how far the result may be from Q* in the sup-norm, apart from rounding
   * @throws IllegalArgumentException if the tolerance is too small ever to be reached in doubles
   */
  public double[][] optimum(Mdp mdp, double tolerance) {
    double bound =
        mdp.scale() + temperature * StrictMath.log(mdp.actions()) / (1 - mdp.discount()); // ≥ |Q*|
    double enough = tolerance * (1 - mdp.discount()) / Math.max(mdp.discount(), 0.5);
    if (!(tolerance > 0 && enough >= ROUNDING * bound)) {
      throw new IllegalArgumentException(
          "values of up to " + bound + " cannot be found to within " + tolerance);
    }
    double[][] q = new double[mdp.states()][mdp.actions()];
    while (true) {
      double[][] better = optimalityStep(mdp, q);
      if (Tables.distance(better, q) <= enough) {
        return better;
      }
      q = better;
    }
  }

  /**
   * max_π J(Q, π)(s) = α log Σ_a exp(Q(s,a) / α), or max_a Q(s,a) at α = 0.
   *
   * <pre>
   *   = m + α log Σ_a exp((Q(s,a) − m) / α),   m = max_a Q(s,a)      however small α is
   * </pre>
   */
  public double softMaximum(double[] q) {
    double m = q[Tables.argmax(q)];
    if (temperature == 0) {
      return m;
    }
    double sum = 0;
    for (double value : q) {
      sum += StrictMath.exp((value - m) / temperature);
    }
    return m + temperature * StrictMath.log(sum);
  }

  private static double[][] backup(Mdp mdp, double[] v) {
    double[][] q = new double[mdp.states()][mdp.actions()];
    for (int s = 0; s < q.length; s++) {
      for (int a = 0; a < q[s].length; a++) {
        q[s][a] = mdp.reward(s, a) + mdp.discount() * mdp.expected(s, a, v);
      }
    }
    return q;
  }
}
