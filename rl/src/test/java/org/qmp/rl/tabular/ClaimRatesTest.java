package org.qmp.rl.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/**
 * Property 14 of the specification, section 2.8: in how many of 2,000 random worlds a claim holds
 * at every (s,a), beside the rates of section 2.7. What the theorem says never fails; whatever
 * departs from it does, so that the other tests would notice if it were wrong.
 */
final class ClaimRatesTest {
  private static final int WORLDS = 2_000;
  private static final double TOLERANCE = 1e-9;
  private static final double[] TEMPERATURES = {0.05, 0.2, 1.0};

  /**
   * How far, in points, a rate may be from the specification's, whose generators differ a little.
   */
  private static final double BAND = 3;

  /** One problem with the critics of π_i and of its predecessor. */
  private record Trial(Problem it, double[][] own, double[][] old) {
    static Trial of(Problem it) {
      return new Trial(it, it.value(it.own()), it.value(it.old()));
    }

    double[][] mixed(Score score, double[][] critic) {
      return it.value(new Mixture(it.candidates(), score).policy(it.soft(), critic));
    }
  }

  /** The least Q^mix − Q over (s,a), and how often the specification found it not negative. */
  private record Claim(String text, ToDoubleFunction<Trial> margin, double... percent) {}

  private static final List<Claim> SOFT =
      List.of(
          new Claim(
              "J(Q^own): mix >= own",
              t -> Compare.margin(t.mixed(Score.SOFT, t.own), t.own),
              100,
              100,
              100),
          new Claim(
              "J(Q^own): mix >= old",
              t -> Compare.margin(t.mixed(Score.SOFT, t.own), t.old),
              100,
              100,
              100),
          new Claim(
              "J(Q^old): mix >= old",
              t -> Compare.margin(t.mixed(Score.SOFT, t.old), t.old),
              100,
              100,
              100),
          new Claim(
              "J(Q^old): mix >= own",
              t -> Compare.margin(t.mixed(Score.SOFT, t.old), t.own),
              94.0,
              91.7,
              95.5),
          new Claim(
              "E[Q^own] without entropy: mix >= own",
              t -> Compare.margin(t.mixed(Score.WITHOUT_ENTROPY, t.own), t.own),
              98.3,
              89.1,
              39.1),
          new Claim(
              "Q^own at the likeliest action: mix >= own",
              t -> Compare.margin(t.mixed(Score.AT_MODE, t.own), t.own),
              88.4,
              85.5,
              66.6),
          new Claim(
              "uniform mixture: mix >= own",
              t ->
                  Compare.margin(
                      t.it.value(new Mixture(t.it.candidates(), Score.SOFT).uniform()), t.own),
              0.7,
              2.2,
              16.5));

  private static final List<Claim> HARD =
      List.of(
          new Claim(
              "E[Q^own]: mix >= own",
              t -> Compare.margin(t.mixed(Score.WITHOUT_ENTROPY, t.own), t.own),
              100),
          new Claim(
              "Q^own at the likeliest action: mix >= own",
              t -> Compare.margin(t.mixed(Score.AT_MODE, t.own), t.own),
              96.5));

  @Test
  void theTheoremNeverFailsAndItsNeighboursFailAsOftenAsMeasured() {
    for (int i = 0; i < TEMPERATURES.length; i++) {
      measure(SOFT, TEMPERATURES[i], i);
    }
  }

  @Test
  void withHardValuesTheExpectationSufficesAndTheLikeliestActionDoesNot() {
    measure(HARD, 0, 0);
  }

  private static void measure(List<Claim> claims, double temperature, int column) {
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
          "alpha %4.2f  %-44s %6.2f %%   spec %5.1f %%   worst %6.2f%n",
          temperature,
          claims.get(c).text,
          100.0 * held[c] / WORLDS,
          claims.get(c).percent[column],
          worst[c]);
    }
    for (int c = 0; c < held.length; c++) {
      judge(claims.get(c).text, claims.get(c).percent[column], held[c]);
    }
  }

  private static void judge(String claim, double expected, int held) {
    if (expected == 100) {
      assertEquals(WORLDS, held, claim);
    } else {
      assertEquals(expected, 100.0 * held / WORLDS, BAND, claim);
      assertTrue(held < WORLDS, claim);
    }
  }
}
