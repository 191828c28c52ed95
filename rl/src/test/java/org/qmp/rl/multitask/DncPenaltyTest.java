package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.multitask.Method.Regularizer.Dnc;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.Wiring;

final class DncPenaltyTest {
  private static final Dimensions SCALAR = new Dimensions(1, 1, 1);
  private static final Dimensions PAIR = new Dimensions(1, 3, 2);
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  private double divergence(double meanP, double stdP, double meanQ, double stdQ) {
    return Tape.record(
            kernels,
            t ->
                DncPenalty.divergence(
                    new SquashedGaussian(input(t, meanP), input(t, StrictMath.log(stdP))),
                    new SquashedGaussian(input(t, meanQ), input(t, StrictMath.log(stdQ)))))
        .result()
        .value()
        .scalar();
  }

  private static Var input(Tape t, double value) {
    return t.input("x", Mat.of(Precision.DOUBLE, new double[][] {{value}}));
  }

  /** ∫ p log(p / q) over twelve standard deviations on either side, by Simpson's rule. */
  private static double integral(double meanP, double stdP, double meanQ, double stdQ) {
    int steps = 4000;
    double h = 24 * stdP / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double x = meanP - 12 * stdP + i * h;
      double p = logDensity(x, meanP, stdP);
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * StrictMath.exp(p) * (p - logDensity(x, meanQ, stdQ));
    }
    return sum * h / 3;
  }

  private static double logDensity(double x, double mean, double std) {
    double z = (x - mean) / std;
    return -0.5 * z * z - StrictMath.log(std) - 0.5 * StrictMath.log(2 * Math.PI);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0, 1", "0, 1, 0, 2", "0.5, 0.3, -1, 1.7", "3, 2, 1, 0.25", "-2, 0.01, 1, 1"})
  void theClosedFormIsTheIntegral(double meanP, double stdP, double meanQ, double stdQ) {
    double expected = integral(meanP, stdP, meanQ, stdQ);
    assertEquals(expected, divergence(meanP, stdP, meanQ, stdQ), 1e-9 * (1 + expected));
  }

  private DncPenalty penalty(int learner, List<Actor> policies, Dimensions d, Beta beta) {
    return new DncPenalty(seen(d), learner, policies, beta);
  }

  private static Mat seen(Dimensions d) {
    return Precision.DOUBLE.zeros(6, d.observations());
  }

  private double value(DncPenalty penalty, Actor own) {
    return Tape.record(kernels, t -> penalty.penalty(t, own).orElseThrow()).loss();
  }

  /**
   * Own policy N(0, 2²), the other N(0, 1): KL(other ‖ own) = log 2 + ⅛ − ½ = 0.318147, whereas the
   * other way round it is −log 2 + 2 − ½ = 0.806853.
   */
  @Test
  void theOtherPolicyIsTheFirstArgumentOfTheDivergence() {
    Actor wide = Small.constantPolicy(kernels, SCALAR, new double[] {0, StrictMath.log(2)});
    Actor narrow = Small.constantPolicy(kernels, SCALAR, new double[] {0, 0});
    List<Actor> policies = List.of(wide, narrow);
    Beta half = new Beta.Uniform(0.5);
    double expected = StrictMath.log(2) + 0.125 - 0.5;
    assertEquals(0.5 * expected, value(penalty(0, policies, SCALAR, half), wide), 1e-15);
    double reversed = 1.5 - StrictMath.log(2);
    assertEquals(0.5 * reversed, value(penalty(1, policies, SCALAR, half), narrow), 1e-15);
  }

  /**
   * Unit deviations, means (0, 0), (2, 0) and (0, 6): the mean over dimensions of the divergence
   * from the first is ½ · ½ · 4 = 1 for the second and ½ · ½ · 36 = 9 for the third.
   */
  @Test
  void dimensionsAreAveragedAndPairsWeighted() {
    Actor own = Small.constantPolicy(kernels, PAIR, new double[] {0, 0, 0, 0});
    Actor second = Small.constantPolicy(kernels, PAIR, new double[] {2, 0, 0, 0});
    Actor third = Small.constantPolicy(kernels, PAIR, new double[] {0, 6, 0, 0});
    List<Actor> policies = List.of(own, second, third);
    assertEquals(
        0.1 * (1 + 9), value(penalty(0, policies, PAIR, new Beta.Uniform(0.1)), own), 1e-14);
    Beta matrix =
        new Beta.Matrix(List.of(List.of(9., 0.5, 2.), List.of(8., 8., 8.), List.of(7., 7., 7.)));
    assertEquals(0.5 + 2 * 9, value(penalty(0, policies, PAIR, matrix), own), 1e-14);
    Beta onlyThird =
        new Beta.Matrix(List.of(List.of(9., 0., 2.), List.of(8., 8., 8.), List.of(7., 7., 7.)));
    assertEquals(2 * 9, value(penalty(0, policies, PAIR, onlyThird), own), 1e-14);
  }

  /** The divergence is 1 as above. The first policy is drawn to the second, but not vice versa. */
  @Test
  void weightsNeedNotBeSymmetric() {
    Actor first = Small.constantPolicy(kernels, PAIR, new double[] {0, 0, 0, 0});
    Actor second = Small.constantPolicy(kernels, PAIR, new double[] {2, 0, 0, 0});
    List<Actor> policies = List.of(first, second);
    Beta matrix = new Beta.Matrix(List.of(List.of(0., 2.), List.of(0., 0.)));
    assertEquals(2, value(penalty(0, policies, PAIR, matrix), first), 1e-14);
    Tape.record(
        kernels,
        t -> {
          assertTrue(penalty(1, policies, PAIR, matrix).penalty(t, second).isEmpty());
          return input(t, 0);
        });
  }

  private List<Nets> nets(int count, SacConfig config) {
    return IntStream.range(0, count)
        .mapToObj(i -> Xoshiro256.named(i, "weights"))
        .map(rng -> Nets.create(kernels, PAIR, Wiring.heads(1), config, rng))
        .toList();
  }

  private static List<ReplayBuffer> replays() {
    return List.of(
        Small.counting(PAIR, 5, 0), Small.counting(PAIR, 5, 10), Small.counting(PAIR, 5, 20));
  }

  private Sac trained(SacConfig config, Nets nets, Extension extension, Runnable before) {
    Sac sac = Small.sac(kernels, PAIR, config, nets, extension);
    Normal normal = new Normal(Xoshiro256.named(7, "batch"));
    for (int i = 0; i < 3; i++) {
      Batch b = sac.batch();
      List.of(b.obs(), b.action(), b.reward(), b.nextObs()).forEach(normal::fill);
      b.continues().fill(1);
      before.run();
      sac.update();
    }
    return sac;
  }

  private String withPenalty(double beta, List<Nets> nets, SacConfig config) {
    List<Actor> policies = nets.stream().map(Nets::actor).toList();
    Batch rows = Batch.zeros(Precision.DOUBLE, new Dimensions(3, 3, 2), 2);
    DncPenalty penalty = new DncPenalty(rows.obs(), 1, policies, new Beta.Uniform(beta));
    Xoshiro256 rng = Xoshiro256.named(1, "penalty");
    Sac sac = trained(config, nets.get(1), penalty, () -> rows.sample(replays(), rng));
    return new Fingerprint().add(sac.state()).hex();
  }

  @Test
  void betaZeroIsPlainSac() {
    SacConfig config = Small.config(6);
    Sac plain = trained(config, nets(3, config).get(1), Extension.NONE, () -> {});
    String expected = new Fingerprint().add(plain.state()).hex();
    assertEquals(expected, withPenalty(0, nets(3, config), config));
    assertNotEquals(expected, withPenalty(0.1, nets(3, config), config));
  }

  @Test
  void onlyTheOwnPolicyMovesAndTheOthersGetNoGradient() {
    SacConfig config = Small.config(6);
    List<Nets> nets = nets(3, config);
    List<String> before = new ArrayList<>();
    for (Nets each : nets) {
      before.add(Fingerprint.of(each.actor().parameters()));
      each.actor().parameters().forEach(p -> p.gradient().fill(7));
    }
    withPenalty(0.1, nets, config);
    for (int j = 0; j < 3; j += 2) {
      assertEquals(before.get(j), Fingerprint.of(nets.get(j).actor().parameters()));
      nets.get(j)
          .actor()
          .parameters()
          .forEach(p -> assertEquals(7, p.gradient().get(0, 0), p.name()));
    }
    assertNotEquals(before.get(1), Fingerprint.of(nets.get(1).actor().parameters()));
  }

  @Test
  void thePenaltyDrawsThePoliciesTogether() {
    SacConfig config = Small.config(6);
    List<Nets> nets = nets(2, config);
    List<Actor> policies = nets.stream().map(Nets::actor).toList();
    Mat seen = seen(PAIR);
    DncPenalty penalty = new DncPenalty(seen, 0, policies, new Beta.Uniform(100));
    new Normal(Xoshiro256.named(3, "observations")).fill(seen);
    double before = value(penalty, policies.get(0));
    Sac sac = Small.sac(kernels, PAIR, config, nets.get(0), penalty);
    for (int i = 0; i < 200; i++) {
      sac.update();
    }
    double after = value(penalty, policies.get(0));
    assertTrue(after < 0.1 * before, before + " before and " + after + " after");
  }

  private static Learners learners(int batch) {
    TaskSet taskSet = new TaskSet(Teams.TASKS, new Dimensions(3, 3, 2), Optional.empty());
    Method method = Method.SEPARATED.with(new Dnc(new Beta.Uniform(1), 0, 1));
    LearnerFactory factory = new LearnerFactory(method, taskSet, Small.config(batch), 5);
    return new Learners(factory, Backend.plain(), Precision.DOUBLE);
  }

  /** ⌊7 / 3⌋ = 2 rows of each task, in the order of tasks, and new ones each time. */
  @Test
  void observationsComeFromAllTasks() {
    Batch rows = Batch.zeros(Precision.DOUBLE, new Dimensions(3, 3, 2), 7 / 3);
    Xoshiro256 rng = Xoshiro256.named(1, "penalty");
    Xoshiro256 same = Xoshiro256.named(1, "penalty");
    for (int round = 0; round < 4; round++) {
      rows.sample(replays(), rng);
      assertEquals(6, rows.rows());
      for (int row = 0; row < 6; row++) {
        double expected = row / 2 * 10 + same.nextInt(5);
        assertEquals(expected, rows.obs().get(row, 2));
      }
    }
  }

  /** The penalty compares policies at observations of all tasks. */
  @Test
  void observationsOfAnotherTaskChangeThePolicy() {
    assertNotEquals(firstPolicy(20), firstPolicy(40));
  }

  /** The first policy after one update; the third task's observations start at {@code third}. */
  private static String firstPolicy(double third) {
    List<ReplayBuffer> replays =
        List.of(
            Small.counting(PAIR, 5, 0),
            Small.counting(PAIR, 5, 10),
            Small.counting(PAIR, 5, third));
    try (Learners learners = learners(6)) {
      learners.update(replays, new long[] {1, 0, 0}, 1);
      return Fingerprint.of(learners.sacs().get(0).actor().parameters());
    }
  }

  @Test
  void invalidWeightsAndTooSmallBatchesAreRefused() {
    Actor one = Small.constantPolicy(kernels, SCALAR, new double[2]);
    List<Actor> two = List.of(one, one);
    assertThrows(IllegalArgumentException.class, () -> new Beta.Uniform(-0.1));
    assertThrows(IllegalArgumentException.class, () -> new Beta.Matrix(List.of(List.of(1., 2.))));
    assertRefused(
        "beta has 1 entries, expected one for each of 2 tasks",
        () -> penalty(0, two, SCALAR, new Beta.Matrix(List.of(List.of(1.)))));
    assertRefused(
        "batch = 2, expected at least one row for each of 3 tasks", () -> learners(2).close());
    learners(3).close();
  }

  private static void assertRefused(String message, Runnable action) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, action::run);
    assertEquals(message, error.getMessage());
  }
}
