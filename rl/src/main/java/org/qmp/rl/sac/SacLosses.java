package org.qmp.rl.sac;

import org.qmp.autograd.Var;

/**
 * The page of equations (Haarnoja et al. 2018, arXiv:1812.05905, sections 4.2 and 5, with two
 * critics). Every per-sample quantity is a column (B×1); an expectation is the sum over the batch
 * with the rows' weights w, a mean where these are equal. A critic's input is [observation,
 * action].
 */
final class SacLosses {
  private SacLosses() {}

  /**
   * The soft Bellman target.
   *
   * <pre>
   *   y = r + γ c ( min_i Q̄_i(s′, ã′) − α log π(ã′|s′) ),   ã′ ~ π(·|s′)
   * </pre>
   *
   * @param reward r, already scaled
   * @param continues c: 0 after a termination, else 1; a truncation still bootstraps
   * @param next ã′ and log π(ã′|s′)
   */
  static Var target(
      Var reward,
      Var continues,
      Var nextObs,
      SquashedGaussian.Sample next,
      TwinQ target,
      Var alpha,
      double gamma) {
    Var q = target.min(nextObs.beside(next.action()));
    Var softValue = q.minus(next.logProb().times(alpha));
    return reward.plus(continues.times(gamma).times(softValue));
  }

  /**
   * The soft Bellman residual of one critic; y is a constant.
   *
   * <pre>
   *   J_Q(φ) = Σ w (Q_φ(s, a) − y)²
   * </pre>
   */
  static Var critic(Var q, Var y, Var weight) {
    return q.minus(y.detach()).square().times(weight).sum();
  }

  /**
   * What the policy descends on; only its own parameters move.
   *
   * <pre>
   *   J_π(θ) = Σ w ( α log π(ã|s) − min_i Q_i(s, ã) ),   ã = tanh(μ + σ ε)
   * </pre>
   */
  static Var actor(Var obs, SquashedGaussian.Sample sample, TwinQ q, Var alpha, Var weight) {
    Var value = q.min(obs.beside(sample.action()));
    return sample.logProb().times(alpha).minus(value).times(weight).sum();
  }
}
