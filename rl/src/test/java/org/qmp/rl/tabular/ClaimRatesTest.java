package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/**
 * In how many random worlds a claim holds at every (s,a). What the theorem says never fails;
 * whatever departs from it fails somewhere, so that the other tests would notice if it were wrong.
 * The rates of failure, which are printed, belong to the generator of {@link Problem#random}:
 * rewards N(0, 1), transitions Dirichlet(0.3), policies Dirichlet(0.5), γ = 0.9, 2–7 states, 2–5
 * actions, 2–5 candidates, π_i a step of β = U(0.3, 1) away from its predecessor. Other generators
 * give other rates.
 */
final class ClaimRatesTest {
  private static final int WORLDS = 2_000;
  private static final double TOLERANCE = 1e-9;

  /** A failure that no rounding explains. */
  private static final double COUNTER_EXAMPLE = 0.01;

  private static final double[] TEMPERATURES = {0.05, 0.2, 1.0};

  /** One problem with the critics of π_i and of its predecessor. */
  private record Trial(Problem it, double[][] own, double[][] old) {
    static Trial of(Problem it) {
      return new Trial(it, it.value(it.own()), it.value(it.old()));
    }

    double[][] mixed(Score score, double[][] critic) {
      return it.value(new Mixture(it.candidates(), score).policy(it.soft(), critic));
    }

    double[][] uniform() {
      return it.value(new Mixture(it.candidates(), Score.SOFT).uniform());
    }
  }

  /**
   * Q^mix ≥ Q at every (s,a).
   *
   * @param always whether the theorem says so
   * @param margin the least Q^mix − Q
   */
  private record Claim(String text, boolean always, ToDoubleFunction<Trial> margin) {}

  private static final List<Claim> SOFT =
      List.of(
          new Claim(
              "J(Q^own): mix >= own", true, t -> Compare.margin(t.mixed(Score.SOFT, t.own), t.own)),
          new Claim(
              "J(Q^own): mix >= old", true, t -> Compare.margin(t.mixed(Score.SOFT, t.own), t.old)),
          new Claim(
              "J(Q^old): mix >= old", true, t -> Compare.margin(t.mixed(Score.SOFT, t.old), t.old)),
          new Claim(
              "J(Q^old): mix >= own",
              false,
              t -> Compare.margin(t.mixed(Score.SOFT, t.old), t.own)),
          new Claim(
              "E[Q^own] without entropy: mix >= own",
              false,
              t -> Compare.margin(t.mixed(Score.WITHOUT_ENTROPY, t.own), t.own)),
          new Claim(
              "Q^own at the likeliest action: mix >= own",
              false,
              t -> Compare.margin(t.mixed(Score.AT_MODE, t.own), t.own)),
          new Claim("uniform mixture: mix >= own", false, t -> Compare.margin(t.uniform(), t.own)));

  private static final List<Claim> HARD =
      List.of(
          new Claim(
              "E[Q^own]: mix >= own",
              true,
              t -> Compare.margin(t.mixed(Score.WITHOUT_ENTROPY, t.own), t.own)),
          new Claim(
              "Q^own at the likeliest action: mix >= own",
              false,
              t -> Compare.margin(t.mixed(Score.AT_MODE, t.own), t.own)));

  @Test
  void theTheoremNeverFailsAndItsNeighboursDo() {
    for (double temperature : TEMPERATURES) {
      measure(SOFT, temperature);
    }
  }

  @Test
  void withHardValuesTheExpectationSufficesAndTheLikeliestActionDoesNot() {
    measure(HARD, 0);
  }

  private static void measure(List<Claim> claims, double temperature) {
    int[] held = new int[claims.size()];
    double[] worst = new double[claims.size()];
    for (int world = 0; world < WORLDS; world++) {
      Xoshiro256 rng = Xoshiro256.named(world, "rates at " + temperature);
      Trial trial = Trial.of(Problem.random(rng, temperature));
      for (int c = 0; c < held.length; c++) {
        double margin = claims.get(c).margin.applyAsDouble(trial);
        held[c] += margin >= -TOLERANCE ? 1 : 0;
        worst[c] = Math.min(worst[c], margin);
      }
    }
    for (int c = 0; c < held.length; c++) {
      System.out.printf(
          Locale.ROOT,
          "alpha %4.2f  %-44s %6.2f %%   worst %6.2f%n",
          temperature,
          claims.get(c).text,
          100.0 * held[c] / WORLDS,
          worst[c]);
    }
    for (int c = 0; c < held.length; c++) {
      Claim claim = claims.get(c);
      if (claim.always) {
        assertEquals(WORLDS, held[c], claim.text);
      } else {
        assertTrue(worst[c] < -COUNTER_EXAMPLE, claim.text + " has no counter-example");
      }
    }
  }
}
