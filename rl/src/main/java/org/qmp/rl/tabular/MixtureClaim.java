package org.qmp.rl.tabular;

import java.util.Optional;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.tabular.PolicyMixture.Score;

/**
 * Claims "the mixture is nowhere worse": those that the theorem proves, and one for each premise
 * that is dropped. The former always hold; each of the latter has counter-examples.
 */
@SuppressWarnings("ImmutableEnumChecker") // scores have no state
public enum MixtureClaim {
  /** Equation (1) with the exact critic of π_i. */
  THEOREM("E[Q] + α H by the own critic", Score.SOFT, Critic.OWN, Critic.OWN),
  /** The other end of inequality (3). */
  THEOREM_FROM_OLD(
      "  the same, against the policy before", Score.SOFT, Critic.OWN, Critic.PREVIOUS),
  /** A critic of π_i^old, with which the mixture is no worse than π_i^old … */
  OLD_CRITIC_FROM_OLD(
      "E[Q] + α H by the critic before, against it", Score.SOFT, Critic.PREVIOUS, Critic.PREVIOUS),
  /** … but may be worse than π_i. */
  OLD_CRITIC("E[Q] + α H by the critic before", Score.SOFT, Critic.PREVIOUS, Critic.OWN),
  /** Proved for α = 0 only. */
  NO_ENTROPY("E[Q] without the entropy", Score.WITHOUT_ENTROPY, Critic.OWN, Critic.OWN),
  /** What deep learners do. */
  AT_MODE("Q at the likeliest action", Score.AT_MODE, Critic.OWN, Critic.OWN),
  /** All candidates equally likely. */
  NO_CRITIC("nothing: the uniform mixture", Score.SOFT, Critic.NONE, Critic.OWN);

  /** A violation that no rounding explains. */
  private static final double VIOLATION = 0.01;

  private static final double ROUNDING = 1e-9;

  private enum Critic {
    OWN,
    PREVIOUS,
    NONE;

    TabularPolicy policy(MixtureProblem it, PolicyMixture mixture) {
      return this == OWN ? mixture.candidates().get(0) : it.old();
    }
  }

  private final String text;
  private final Score score;
  private final Critic critic;
  private final Critic baseline;

  MixtureClaim(String text, Score score, Critic critic, Critic baseline) {
    this.text = text;
    this.score = score;
    this.critic = critic;
    this.baseline = baseline;
  }

  /** The score of the candidates. */
  public String text() {
    return text;
  }

  /** Whether the theorem says that this claim always holds. */
  public boolean proven(Soft soft) {
    return this == THEOREM
        || this == THEOREM_FROM_OLD
        || this == OLD_CRITIC_FROM_OLD
        || (this == NO_ENTROPY && soft.temperature() == 0);
  }

  /** The candidates, π_i first, with the score of this claim. */
  public PolicyMixture candidates(MixtureProblem it) {
    return new PolicyMixture(it.candidates(), score);
  }

  /** The mixture of this claim. */
  public TabularPolicy mixture(MixtureProblem it) {
    return mixture(it, candidates(it));
  }

  private TabularPolicy mixture(MixtureProblem it, PolicyMixture mixture) {
    return critic == Critic.NONE
        ? mixture.uniform()
        : mixture.policy(it.soft(), it.value(critic.policy(it, mixture)));
  }

  /** Q of the mixture and of the policy that it is compared with, at a problem. */
  public Outcome on(MixtureProblem it) {
    PolicyMixture candidates = candidates(it);
    TabularPolicy mixture = mixture(it, candidates);
    TabularPolicy base = baseline.policy(it, candidates);
    double[][] mixed = it.value(mixture);
    double[][] own = it.value(base);
    double least = Double.POSITIVE_INFINITY;
    double gain = 0;
    for (int s = 0; s < mixed.length; s++) {
      gain += (it.soft().j(mixed, mixture, s) - it.soft().j(own, base, s)) / mixed.length;
      for (int a = 0; a < mixed[s].length; a++) {
        least = Math.min(least, mixed[s][a] - own[s][a]);
      }
    }
    return new Outcome(least, gain);
  }

  /**
   * A claim at one problem.
   *
   * @param margin least Q^mix(s,a) − Q(s,a): negative where the claim is violated
   * @param gain mean over the states of V^mix(s) − V(s)
   */
  public record Outcome(double margin, double gain) {
    /** Whether the mixture is nowhere worse, up to rounding. */
    public boolean holds() {
      return margin >= -ROUNDING;
    }
  }

  /**
   * The first violation among problems of two candidates and round numbers: with one state, two,
   * and so on, and of each with two actions before three.
   *
   * @param temperature α &gt; 0
   * @param states most states
   * @param tries problems of each size
   */
  public Optional<MixtureProblem> smallestCounterExample(
      long seed, double temperature, int states, int tries) {
    for (int n = 1; n <= states; n++) {
      for (int actions = 2; actions <= 3; actions++) {
        Xoshiro256 rng = Xoshiro256.named(seed, name() + "/" + n + "/" + actions);
        for (int i = 0; i < tries; i++) {
          MixtureProblem it = MixtureProblem.simple(rng, n, actions, temperature);
          if (on(it).margin() < -VIOLATION) {
            return Optional.of(it);
          }
        }
      }
    }
    return Optional.empty();
  }
}
