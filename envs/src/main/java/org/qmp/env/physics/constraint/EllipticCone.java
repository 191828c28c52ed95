package org.qmp.env.physics.constraint;

/**
 * The cost of the rows x of one elliptic contact, with friction μ_k and μ = μ₁ √(R_t/R_n).
 *
 * <pre>
 *   U₀ = μ x₀,  U_k = μ_k x_k,  N = U₀,  T = |U₁ U₂ …|
 *   top     N ≥ μ T        0
 *   bottom  μ N + T ≤ 0    ½ Σ D_k x_k²
 *   middle  otherwise      ½ D_m (N − μ T)²,  D_m = D₀ / (μ² (1 + μ²))
 * </pre>
 *
 * <p>Source: MuJoCo documentation, Computation, Constraint model, Friction cones.
 */
final class EllipticCone {
  private static final double TINY = 1e-15;

  private EllipticCone() {}

  /** Writes forces, and D of the rows that are quadratic, and returns the cost. */
  static double update(Rows rows, int row) {
    int dim = rows.dimension[row];
    double mu = rows.slope[row];
    double n = mu * rows.residual[row];
    double t = tangent(rows, row);
    for (int k = 0; k < dim; k++) {
      rows.force[row + k] = 0;
      rows.active[row + k] = 0;
    }
    if (n >= mu * t) {
      return 0;
    }
    if (mu * n + t <= 0) {
      double cost = 0;
      for (int k = row; k < row + dim; k++) {
        rows.force[k] = -rows.stiffness[k] * rows.residual[k];
        rows.active[k] = rows.stiffness[k];
        cost -= 0.5 * rows.force[k] * rows.residual[k];
      }
      return cost;
    }
    double dm = middle(rows, row, mu);
    double gap = n - mu * t;
    rows.force[row] = -dm * gap * mu;
    for (int k = 1; k < dim; k++) {
      double u = rows.friction[row + k] * rows.residual[row + k];
      rows.force[row + k] = dm * gap * mu / t * u * rows.friction[row + k];
    }
    return 0.5 * dm * gap * gap;
  }

  /** Whether the rows are in the middle zone, where the cost is not a sum over rows. */
  static boolean inMiddle(Rows rows, int row) {
    return rows.force[row] > 0 && rows.active[row] == 0;
  }

  /** T. */
  private static double tangent(Rows rows, int row) {
    double square = 0;
    for (int k = row + 1; k < row + rows.dimension[row]; k++) {
      double u = rows.friction[k] * rows.residual[k];
      square += u * u;
    }
    return Math.sqrt(square);
  }

  private static double middle(Rows rows, int row, double mu) {
    return rows.stiffness[row] / Math.max(TINY, mu * mu * (1 + mu * mu));
  }

  /**
   * The second derivatives in the middle zone, dim × dim.
   *
   * <pre>
   *   in U:  ∂²/∂N²        = D_m
   *          ∂²/∂N ∂U_k    = −D_m μ U_k / T
   *          ∂²/∂U_i ∂U_k  = D_m (μ N U_i U_k / T³ + δ_ik (μ² − μ N / T))
   * </pre>
   */
  static void curvature(Rows rows, int row, double[] out) {
    int dim = rows.dimension[row];
    double mu = rows.slope[row];
    double dm = middle(rows, row, mu);
    double n = mu * rows.residual[row];
    double t = Math.max(TINY, tangent(rows, row));
    out[0] = dm * mu * mu;
    for (int i = 1; i < dim; i++) {
      double ui = rows.friction[row + i] * rows.residual[row + i];
      double first = -dm * mu * ui / t * mu * rows.friction[row + i];
      out[i] = first;
      out[i * dim] = first;
      for (int k = 1; k < dim; k++) {
        double uk = rows.friction[row + k] * rows.residual[row + k];
        double diagonal = i == k ? mu * mu - mu * n / t : 0;
        out[i * dim + k] =
            dm
                * (mu * n * ui * uk / (t * t * t) + diagonal)
                * rows.friction[row + i]
                * rows.friction[row + k];
      }
    }
  }

  /** Adds the first and second derivative of the cost along the search at a step α to out. */
  static void along(Rows rows, int row, double alpha, double[] out) {
    int dim = rows.dimension[row];
    double mu = rows.slope[row];
    double rateN = mu * rows.rate[row];
    double n = mu * rows.residual[row] + alpha * rateN;
    double square = 0;
    double mixed = 0;
    double rates = 0;
    for (int k = 1; k < dim; k++) {
      double v = rows.friction[row + k] * rows.rate[row + k];
      double u = rows.friction[row + k] * rows.residual[row + k] + alpha * v;
      square += u * u;
      mixed += u * v;
      rates += v * v;
    }
    double t = Math.sqrt(square);
    if (n >= mu * t) {
      return;
    }
    if (mu * n + t <= 0) {
      for (int k = row; k < row + dim; k++) {
        double d = rows.stiffness[k];
        out[0] += d * (rows.residual[k] + alpha * rows.rate[k]) * rows.rate[k];
        out[1] += d * rows.rate[k] * rows.rate[k];
      }
      return;
    }
    double safe = Math.max(TINY, t);
    double rateT = mixed / safe;
    double bendT = (rates - rateT * rateT) / safe;
    double dm = middle(rows, row, mu);
    double gap = n - mu * t;
    double rateGap = rateN - mu * rateT;
    out[0] += dm * gap * rateGap;
    out[1] += dm * (rateGap * rateGap - gap * mu * bendT);
  }
}
