package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
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

final class DistillationTest {
  private static final Dimensions ONE = new Dimensions(1, 1, 1);
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  private List<Nets> nets(SacConfig config) {
    return IntStream.range(0, 2)
        .mapToObj(i -> Xoshiro256.named(i, "weights"))
        .map(rng -> Nets.create(kernels, ONE, Wiring.heads(1), config, rng))
        .toList();
  }

  private static List<Actor> actors(List<Nets> nets) {
    return nets.stream().map(Nets::actor).toList();
  }

  private Distillation distillation(SacConfig config, List<Actor> policies, int steps) {
    return distillation(config, policies, 1, steps);
  }

  private Distillation distillation(
      SacConfig config, List<Actor> policies, long period, int steps) {
    int each = config.batch() / policies.size();
    Batch rows = Batch.zeros(kernels.precision(), new Dimensions(policies.size(), 1, 1), each);
    Dnc schedule = new Dnc(new Beta.Uniform(1), period, steps);
    Xoshiro256 rng = Xoshiro256.named(1, "distillation");
    return new Distillation(kernels, ONE, config, schedule, rows, policies, rng);
  }

  /** Actions of π(s) = tanh N(0.6 s − 0.2, 0.5²) at standard normal observations. */
  private List<ReplayBuffer> filledReplays() {
    Mat s = Precision.DOUBLE.zeros(2000, 1);
    Mat noise = Precision.DOUBLE.zeros(2000, 1);
    new Normal(Xoshiro256.named(1, "s")).fill(s);
    new Normal(Xoshiro256.named(1, "noise")).fill(noise);
    List<ReplayBuffer> replays =
        List.of(new ReplayBuffer(1, 1, 1000), new ReplayBuffer(1, 1, 1000));
    for (int i = 0; i < 2000; i++) {
      double[] obs = {s.get(i, 0)};
      double[] action = {StrictMath.tanh(0.6 * obs[0] - 0.2 + 0.5 * noise.get(i, 0))};
      replays.get(i % 2).add(obs, action, 0, obs, false, 0);
    }
    return replays;
  }

  @Test
  void theCentroidLearnsThePolicyBehindTheActions() {
    SacConfig config = Small.config(64, List.of(), 1e-2);
    Actor start = Small.constantPolicy(kernels, ONE, new double[2]);
    Distillation distillation = distillation(config, List.of(start, start), Dnc.DEFAULT.steps());
    List<ReplayBuffer> replays = filledReplays();
    for (int i = 0; i < 6; i++) {
      distillation.distil(replays);
    }
    Mat obs = Mat.of(Precision.DOUBLE, new double[][] {{-1}, {0}, {2}});
    Tape tape =
        Tape.record(
            kernels,
            t -> {
              SquashedGaussian policy = distillation.centroid.policy(t.input("obs", obs));
              t.output("logStd", policy.logStd());
              return policy.mean();
            });
    for (int i = 0; i < 3; i++) {
      assertEquals(0.6 * obs.get(i, 0) - 0.2, tape.result().value().get(i, 0), 0.1);
      assertEquals(0.5, StrictMath.exp(tape.output("logStd").get(i, 0)), 0.1);
    }
  }

  @Test
  void actionsAtTheEdgeLeaveTheCentroidFinite() {
    SacConfig config = Small.config(8, List.of(), 1e-2);
    ReplayBuffer edge = new ReplayBuffer(1, 1, 2);
    edge.add(new double[] {1}, new double[] {1}, 0, new double[] {1}, false, 0);
    edge.add(new double[] {1}, new double[] {-1}, 0, new double[] {1}, false, 0);
    Distillation distillation = distillation(config, actors(nets(config)), 3);
    distillation.distil(List.of(edge, edge));
    distillation.state().forEach((name, mat) -> assertEquals(-1, mat.firstNonFinite(), name));
  }

  /**
   * π_c = tanh N(0, 1) and a = 1 or −1, so z = ±½ log((2 + 10⁻⁶) / 10⁻⁶) = ±7.2543; ∂J/∂μ = −z and
   * ∂J/∂log σ = 1 − z².
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, -1})
  void anActionAtTheEdgeCountsAsOneJustInside(double action) {
    ReplayBuffer edge = new ReplayBuffer(1, 1, 1);
    edge.add(new double[] {1}, new double[] {action}, 0, new double[] {1}, false, 0);
    Actor start = Small.constantPolicy(kernels, ONE, new double[2]);
    SacConfig config = Small.config(8, List.of(), 1e-2);
    Distillation distillation = distillation(config, List.of(start, start), 1);
    distillation.distil(List.of(edge, edge));
    double[] gradient = distillation.centroid.parameters().get(1).gradient().toRows()[0];
    assertEquals(-action * 7.254329119262048, gradient[0], 1e-9);
    assertEquals(-51.625290970573275, gradient[1], 1e-8);
  }

  @Test
  void allPoliciesBecomeTheCentroidAndNothingElseChanges() {
    SacConfig config = Small.config(8);
    List<Nets> nets = nets(config);
    List<Sac> learners =
        nets.stream()
            .map(
                n ->
                    new Sac(
                        kernels,
                        ONE,
                        config,
                        n,
                        Batch.zeros(kernels.precision(), ONE, config.batch()),
                        Extension.NONE,
                        Xoshiro256.named(1, "n")))
            .toList();
    learners.forEach(Sac::update);
    List<String> before = learners.stream().map(DistillationTest::withoutActor).toList();
    Distillation distillation = distillation(config, actors(nets), 2);
    String start = print(distillation.centroid);
    assertEquals(print(nets.get(0).actor()), start);
    assertNotEquals(print(nets.get(1).actor()), start);
    distillation.distil(filledReplays());
    String centroid = print(distillation.centroid);
    assertNotEquals(start, centroid);
    nets.forEach(n -> assertEquals(centroid, print(n.actor())));
    assertEquals(before, learners.stream().map(DistillationTest::withoutActor).toList());
  }

  /** Only the values, since the centroid's parameters have other names. */
  private static String print(Actor actor) {
    Fingerprint fingerprint = new Fingerprint();
    actor.parameters().forEach(p -> fingerprint.add("", p.value()));
    return fingerprint.hex();
  }

  private static String withoutActor(Sac sac) {
    Fingerprint fingerprint = new Fingerprint();
    sac.state()
        .forEach(
            (name, mat) -> {
              if (!name.startsWith("actor/")) {
                fingerprint.add(name, mat);
              }
            });
    return fingerprint.hex();
  }

  /** A round of three tasks may pass a multiple of the period, here 20, without stopping at it. */
  @ParameterizedTest
  @CsvSource({"18, 20, true", "18, 21, true", "20, 23, false", "21, 24, false"})
  void distillationIsDueAtOrPastAMultipleOfThePeriod(long before, long after, boolean due) {
    SacConfig config = Small.config(8);
    List<Actor> policies = actors(nets(config));
    distillation(config, policies, 20, 1).distilIfDue(filledReplays(), before, after);
    assertEquals(due, print(policies.get(0)).equals(print(policies.get(1))));
  }

  @Test
  void aRestoredDistillationContinuesWithTheSameBits() {
    SacConfig config = Small.config(8);
    List<ReplayBuffer> replays = filledReplays();
    Distillation original = distillation(config, actors(nets(config)), 3);
    original.distil(replays);
    Distillation copy = distillation(config, actors(nets(config)), 3);
    copy.state().forEach((name, mat) -> mat.set(original.state().get(name)));
    copy.rng.restore(original.rng.state());
    original.distil(replays);
    assertNotEquals(fingerprint(original), fingerprint(copy));
    copy.distil(replays);
    assertEquals(fingerprint(original), fingerprint(copy));
  }

  private static String fingerprint(Distillation distillation) {
    return new Fingerprint().add(distillation.state()).hex();
  }

  @Test
  void aScheduleOutOfItsRangesIsRefused() {
    Beta beta = new Beta.Uniform(1);
    assertThrows(IllegalArgumentException.class, () -> new Dnc(beta, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Dnc(beta, -1, 1));
  }

  /** After one step, whose gradient remains until the next one. */
  @Test
  void theCentroidsGradientIsClippedLikeThoseOfPolicies() {
    SacConfig free = Small.config(8);
    SacConfig clipped = free.with(c -> c.gradientClip = OptionalDouble.of(1e-3));
    assertTrue(gradientNorm(free) > 1e-2);
    assertEquals(1e-3, gradientNorm(clipped), 1e-12);
  }

  private double gradientNorm(SacConfig config) {
    Distillation distillation = distillation(config, actors(nets(config)), 1);
    distillation.distil(filledReplays());
    double sum = 0;
    for (Parameter p : distillation.centroid.parameters()) {
      for (double[] row : p.gradient().toRows()) {
        sum += Arrays.stream(row).map(g -> g * g).sum();
      }
    }
    return Math.sqrt(sum);
  }
}
