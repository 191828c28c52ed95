package org.qmp.rl.tabular;

import org.qmp.nn.Xoshiro256;

/**
 * Tabular soft Q-learning (Haarnoja et al. 2017, arXiv:1702.08165, with sums for integrals), off
 * policy: the target uses the best continuation, whichever policy gathers the data.
 *
 * <pre>
 *   Q(s,a) ← Q(s,a) + η ( r + γ α log Σ_b exp(Q(s′,b)/α) − Q(s,a) )
 *   η = (1 + n(s,a))^{−ω},   n(s,a) the number of earlier updates of this entry
 * </pre>
 *
 * For ω in (½, 1] the step sizes satisfy Σ η = ∞ and Σ η² &lt; ∞, so that Q converges to Q* for
 * every behaviour that takes every action in every state infinitely often (Jaakkola, Jordan and
 * Singh 1994).
 */
final class SoftQLearning {
  /**
   * One step of experience.
   *
   * @param reward the reward of the learner's own task
   * @param collector the policy that acted; no learner reads it
   */
  record Transition(int state, int action, double reward, int next, int collector) {}

  private final Soft soft;
  private final double discount;
  private final double decay;
  private final double[][] q;
  private final int[][] updates;

  /**
   * A learner that starts from Q = 0.
   *
   * @param decay ω
   * @throws IllegalArgumentException unless ω is in (½, 1] and γ in [0, 1)
   */
  SoftQLearning(int states, int actions, Soft soft, double discount, double decay) {
    if (!(decay > 0.5 && decay <= 1)) {
      throw new IllegalArgumentException(
          "step sizes (1 + n)^-ω converge for ω in (1/2, 1], not for " + decay);
    }
    if (!(discount >= 0 && discount < 1)) {
      throw new IllegalArgumentException("a discount is in [0, 1), not " + discount);
    }
    this.soft = soft;
    this.discount = discount;
    this.decay = decay;
    q = new double[states][actions];
    updates = new int[states][actions];
  }

  /** r + γ α log Σ_b exp(Q(s′,b)/α): it does not depend on the collector. */
  double target(Transition t) {
    return t.reward() + discount * soft.softMaximum(q[t.next()]);
  }

  /** Learns from one transition. */
  void update(Transition t) {
    int n = updates[t.state()][t.action()]++;
    double eta = StrictMath.pow(1.0 + n, -decay);
    double before = q[t.state()][t.action()];
    q[t.state()][t.action()] = before + eta * (target(t) - before);
  }

  /**
   * Acts and learns for a number of steps.
   *
   * @param rng two numbers are drawn in each step, whatever the behaviour: one for the action and
   *     one for the next state
   * @return the state in which the walk ends
   */
  int walk(Mdp mdp, ActingPolicy behavior, int start, int steps, Xoshiro256 rng) {
    int s = start;
    for (int step = 0; step < steps; step++) {
      int a = behavior.policy(q, s).action(s, rng.nextDouble());
      int next = mdp.next(s, a, rng.nextDouble());
      update(new Transition(s, a, mdp.reward(s, a), next, 0));
      s = next;
    }
    return s;
  }

  /** A copy of the present Q(s,a). */
  double[][] q() {
    return Tables.copy(q);
  }
}
