package org.qmp.rl.sac;

import org.qmp.autograd.Var;

/**
 * A diagonal Gaussian through tanh: the policy of SAC (Haarnoja et al. 2018, arXiv:1812.05905,
 * appendix C, eq. 26), with the logarithm of the Jacobian in its exact, stable form.
 *
 * <pre>
 *   z = μ + σ ∘ ε,   ε ~ N(0, I)          a = tanh z
 *   log π(a|s) = Σ_d [ log N(z_d; μ_d, σ_d) − log(1 − tanh² z_d) ]
 *   log(1 − tanh² z) = 2 (log 2 − z − softplus(−2z))
 * </pre>
 *
 * @param mean μ (B×A)
 * @param logStd log σ (B×A)
 */
public record SquashedGaussian(Var mean, Var logStd) {
  private static final double LOG_2 = StrictMath.log(2);
  private static final double HALF_LOG_2_PI = 0.5 * StrictMath.log(2 * Math.PI);

  /**
   * A reparameterised sample.
   *
   * @param action a (B×A), in [−1, 1]: tanh rounds to ±1 from |z| = 9.02 in FLOAT, 19.07 in DOUBLE
   * @param logProb log π(a|s) (B×1)
   */
  public record Sample(Var action, Var logProb) {}

  /** The sample for standard normal noise ε (B×A). */
  public Sample sample(Var noise) {
    Var z = mean.plus(logStd.exp().times(noise));
    Var gaussian = noise.square().times(-0.5).minus(logStd).minus(HALF_LOG_2_PI);
    Var jacobian = z.plus(z.times(-2).softplus()).minus(LOG_2).times(-2);
    return new Sample(z.tanh(), gaussian.minus(jacobian).sumColumns());
  }

  /**
   * Entropy of the Gaussian before tanh (B×1).
   *
   * <pre>
   *   H = Σ_d [ log σ_d + ½ log 2πe ]
   * </pre>
   */
  public Var gaussianEntropy() {
    return logStd.plus(0.5 + HALF_LOG_2_PI).sumColumns();
  }

  /** tanh μ (B×A): the mean action of evaluation and of the Q-switch. */
  public Var mode() {
    return mean.tanh();
  }
}
