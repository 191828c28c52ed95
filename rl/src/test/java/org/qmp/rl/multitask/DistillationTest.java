package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
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

  /** What π(s) = tanh N(0.6 s − 0.2, 0.5²) did at standard normal observations. */
  private List<ReplayBuffer> deeds() {
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
    Distillation distillation =
        new Distillation(kernels, ONE, config, List.of(start, start), Distillation.STEPS);
    List<ReplayBuffer> replays = deeds();
    Xoshiro256 rng = Xoshiro256.named(1, "distillation");
    for (int i = 0; i < 6; i++) {
      distillation.distil(replays, rng);
    }
    Mat obs = Mat.of(Precision.DOUBLE, new double[][] {{-1}, {0}, {2}});
    Tape tape =
        Tape.record(
            kernels,
            t -> {
              SquashedGaussian policy = distillation.centroid().policy(t.input("obs", obs));
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
    Distillation distillation = new Distillation(kernels, ONE, config, actors(nets(config)), 3);
    distillation.distil(List.of(edge, edge), Xoshiro256.named(1, "distillation"));
    distillation.state().forEach((name, mat) -> assertEquals(-1, mat.firstNonFinite(), name));
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
    Distillation distillation = new Distillation(kernels, ONE, config, actors(nets), 2);
    String start = print(distillation.centroid());
    assertEquals(print(nets.get(0).actor()), start);
    assertNotEquals(print(nets.get(1).actor()), start);
    distillation.distil(deeds(), Xoshiro256.named(1, "distillation"));
    String centroid = print(distillation.centroid());
    assertNotEquals(start, centroid);
    nets.forEach(n -> assertEquals(centroid, print(n.actor())));
    assertEquals(before, learners.stream().map(DistillationTest::withoutActor).toList());
  }

  /** Values alone, since the centroid's parameters have names of their own. */
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

  @Test
  void aRestoredDistillationGoesOnToTheBit() {
    SacConfig config = Small.config(8);
    List<ReplayBuffer> replays = deeds();
    Distillation original = new Distillation(kernels, ONE, config, actors(nets(config)), 3);
    Xoshiro256 rng = Xoshiro256.named(1, "distillation");
    original.distil(replays, rng);
    Distillation copy = new Distillation(kernels, ONE, config, actors(nets(config)), 3);
    copy.state().forEach((name, mat) -> mat.set(original.state().get(name)));
    Xoshiro256 copied = Xoshiro256.of(rng.state());
    original.distil(replays, rng);
    assertNotEquals(fingerprint(original), fingerprint(copy));
    copy.distil(replays, copied);
    assertEquals(fingerprint(original), fingerprint(copy));
  }

  private static String fingerprint(Distillation distillation) {
    return new Fingerprint().add(distillation.state()).hex();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    SacConfig config = Small.config(8);
    List<Actor> policies = actors(nets(config));
    assertThrows(
        IllegalArgumentException.class, () -> new Distillation(kernels, ONE, config, policies, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Distillation(kernels, new Dimensions(2, 1, 1), config, policies, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Distillation(kernels, ONE, Small.config(1), policies, 1));
  }
}
