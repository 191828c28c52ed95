package org.qmp.rl.sac;

import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Mat;
import org.qmp.rl.replay.Batch;

/**
 * The page of equations (Haarnoja et al. 2018, arXiv:1812.05905, sections 4.2 and 5, with two
 * critics). Every per-sample quantity is a column (B×1); an expectation is the sum over the batch
 * with the rows' weights w, a mean where these are equal.
 *
 * @param noiseNext ε′ (B×A), which makes ã′
 * @param noiseNew ε (B×A), which makes ã
 */
record SacLosses(SacConfig config, Sac.Nets nets, Batch batch, Mat noiseNext, Mat noiseNew) {

  /**
   * The soft Bellman residual of both critics. The target y is a constant, and the tape's output.
   * Of c: a termination ends the sum of rewards, a truncation still bootstraps. ρ is the reward
   * scale.
   *
   * <pre>
   *   y = ρ r + γ c ( min_i Q̄_i(s′, ã′) − α log π(ã′|s′) ),   ã′ ~ π(·|s′),   c = 0 if terminated else 1
   *   J_Q(φ) = Σ w (Q_φ(s, a) − y)²
   * </pre>
   */
  Var critics(Tape t) {
    Var r = t.input("reward", batch.reward()).times(config.rewardScale());
    Var c = t.input("continues", batch.continues());
    Var next = t.input("nextObs", batch.nextObs());
    Var alpha = nets.temperature().alpha(t, batch.rows());
    var sample = nets.actor().policy(next).sample(t.input("noiseNext", noiseNext));
    Var target = nets.targets().min(next.beside(sample.action()));
    Var value = target.minus(sample.logProb().times(alpha));
    Var y = t.output("y", r.plus(c.times(config.gamma()).times(value))).detach();

    Var sa = t.input("obs", batch.obs()).beside(t.input("action", batch.action()));
    Var w = t.input("weight", batch.weight());
    Var first = nets.critics().first().apply(sa).minus(y).square().times(w).sum();
    Var second = nets.critics().second().apply(sa).minus(y).square().times(w).sum();
    return first.plus(second);
  }

  /**
   * The loss of the policy; only its own parameters are updated. log π is the tape's output.
   *
   * <pre>
   *   J_π(θ) = Σ w ( α log π(ã|s) − min_i Q_i(s, ã) ),   ã = tanh(μ + σ ε)
   * </pre>
   */
  Var actor(Tape t) {
    Var s = t.input("obs", batch.obs());
    var sample = nets.actor().policy(s).sample(t.input("noiseNew", noiseNew));
    Var logProb = t.output("logProb", sample.logProb());
    Var q = nets.critics().min(s.beside(sample.action()));
    Var alpha = nets.temperature().alpha(t, batch.rows());
    Var w = t.input("weight", batch.weight());
    return logProb.times(alpha).minus(q).times(w).sum();
  }

  /**
   * The loss of a learned temperature; H̄ is the target entropy.
   *
   * <pre>
   *   J_α = Σ w ( −α (log π(ã|s) + H̄) ),   or Σ w ( −log α (log π(ã|s) + H̄) )
   * </pre>
   *
   * @param logProb log π(ã|s) of the actor's step, a constant here
   */
  Var temperature(Tape t, Temperature.Loss loss, Mat logProb) {
    double entropy = config.targetEntropy().orElse(-noiseNew.cols());
    Var factor = nets.temperature().factor(t, loss, batch.rows());
    Var w = t.input("weight", batch.weight());
    return factor.times(t.input("logProb", logProb).plus(entropy)).times(w).sum().negate();
  }
}
