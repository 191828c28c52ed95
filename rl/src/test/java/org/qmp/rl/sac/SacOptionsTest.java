package org.qmp.rl.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.Sac.Nets;

/** Which options are refused, by name and value, and what others mean. */
final class SacOptionsTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  private static void isRefused(String message, Executable make) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, make).getMessage());
  }

  private static void isRefused(String message, Consumer<SacConfig.Choices> change) {
    isRefused(message, () -> SacConfig.defaults().with(change));
  }

  private void isRefused(String message, Wiring wiring) {
    isRefused(
        message,
        () ->
            Nets.create(
                kernels,
                new Dimensions(4, 3, 2),
                wiring,
                NonDefaultSac.config(),
                Xoshiro256.named(1, "weights")));
  }

  @Test
  void badOptionsAreRefusedByName() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    isRefused("gamma = 1.5, expected in [0, 1]", c -> c.gamma = 1.5);
    isRefused("gamma = NaN, expected in [0, 1]", c -> c.gamma = nan);
    isRefused("tau = 0.0, expected in (0, 1]", c -> c.tau = 0);
    isRefused("tau = NaN, expected in (0, 1]", c -> c.tau = nan);
    isRefused("learningRate = NaN, expected in (0, 1)", c -> c.learningRate = nan);
    isRefused("batch = 0, expected 1 to 100,000", c -> c.batch = 0);
    isRefused("targetUpdateInterval = 0, expected at least 1", c -> c.targetUpdateInterval = 0);
    isRefused("hidden width = 0, expected 1 to 10,000", c -> c.hidden = List.of(4, 0));
    isRefused("rewardScale = 0.0, expected a positive number", c -> c.rewardScale = 0);
    isRefused("rewardScale = Infinity, expected a positive number", c -> c.rewardScale = infinity);
    isRefused("rewardScale = NaN, expected a positive number", c -> c.rewardScale = nan);
    isRefused(
        "targetEntropy = NaN, expected a finite number",
        c -> c.targetEntropy = OptionalDouble.of(nan));
    isRefused(
        "targetEntropy = -Infinity, expected a finite number",
        c -> c.targetEntropy = OptionalDouble.of(-infinity));
    isRefused(
        "gradientClip = Infinity, expected a positive number",
        c -> c.gradientClip = OptionalDouble.of(infinity));
    isRefused(
        "gradientClip = 0.0, expected a positive number",
        c -> c.gradientClip = OptionalDouble.of(0));
  }

  @Test
  void endsOfRangesAreAllowedOrRefused() {
    isRefused("learningRate = 0.0, expected in (0, 1)", c -> c.learningRate = 0);
    isRefused("learningRate = 1.0, expected in (0, 1)", c -> c.learningRate = 1);
    isRefused("gamma = -0.1, expected in [0, 1]", c -> c.gamma = -0.1);
    isRefused("tau = 1.1, expected in (0, 1]", c -> c.tau = 1.1);
    SacConfig least =
        SacConfig.defaults()
            .with(
                c -> {
                  c.batch = 1;
                  c.gamma = 0;
                  c.tau = 1;
                  c.targetUpdateInterval = 1;
                  c.hidden = List.of(1);
                });
    assertEquals(List.of(1), least.hidden());
    assertEquals(1, least.with(c -> c.gamma = 1).gamma());
  }

  /** The actor has 3 inputs and a critic has 3 + 2; the id of one of 4 tasks adds 4 to each. */
  @Test
  void taskIdsAddOneInputPerTaskToEachNetwork() {
    Dimensions d = new Dimensions(4, 3, 2);
    SacConfig config = SacConfig.defaults();
    assertEquals(3, config.actorSpec(d, Wiring.heads(4)).inputs());
    assertEquals(5, config.criticSpec(d, Wiring.heads(4)).inputs());
    assertEquals(7, config.actorSpec(d, Wiring.sharedWithId(4)).inputs());
    assertEquals(9, config.criticSpec(d, Wiring.sharedWithId(4)).inputs());
    assertEquals(4, config.actorSpec(d, Wiring.heads(4)).outputs(), "mean and deviation");
  }

  /** Four rows of two tasks: the first two get the id of the first task. */
  @Test
  void theIdOfATaskIsAOneHotVector() {
    Mat rows = Mat.of(Precision.DOUBLE, new double[][] {{5}, {6}, {7}, {8}});
    Tape told = Tape.record(kernels, t -> Wiring.sharedWithId(2).identify(t.input("rows", rows)));
    assertArrayEquals(
        new double[][] {{5, 1, 0}, {6, 1, 0}, {7, 0, 1}, {8, 0, 1}},
        told.result().value().toRows());
    Tape plain =
        Tape.record(kernels, t -> Wiring.heads(2).identify(t.input("rows", rows)).times(1));
    assertArrayEquals(rows.toRows(), plain.result().value().toRows());
  }

  @Test
  void targetsOfReplacedCriticsStartEqualToThem() {
    Dimensions d = new Dimensions(1, 3, 2);
    SacConfig config = NonDefaultSac.config();
    Wiring wiring = Wiring.heads(1);
    Nets nets = Nets.create(kernels, d, wiring, config, Xoshiro256.named(1, "weights"));
    Xoshiro256 others = Xoshiro256.named(2, "weights");
    TwinQ online = TwinQ.create("other", d, wiring, config, kernels, others);
    TwinQ target = TwinQ.create("target", d, wiring, config, kernels, others);
    Nets changed = nets.withCritics(online, target);
    assertSame(online, changed.critics());
    assertSame(target, changed.targets());
    assertSame(nets.actor(), changed.actor());
    for (int i = 0; i < online.parameters().size(); i++) {
      assertArrayEquals(
          online.parameters().get(i).value().toRows(), target.parameters().get(i).value().toRows());
    }
  }

  /** For σ = 1 and σ = e: ½ log 2πe = 1.4189 each, plus 1 for σ = e. */
  @Test
  void theEntropyOfAGaussianIsTheSumOverItsDimensions() {
    Mat mean = Mat.of(Precision.DOUBLE, new double[][] {{7, -7}});
    Mat logStd = Mat.of(Precision.DOUBLE, new double[][] {{0, 1}});
    Tape tape =
        Tape.record(
            kernels,
            t ->
                new SquashedGaussian(t.input("mean", mean), t.input("logStd", logStd))
                    .gaussianEntropy());
    assertEquals(2 * 1.4189385332046727 + 1, tape.result().value().scalar(), 1e-14);
  }

  @Test
  void eachNetworkRefusesAnArchitectureForAnotherNumberOfTasks() {
    Wiring three = Wiring.heads(3);
    Dimensions d = new Dimensions(4, 3, 2);
    String refusal = "actor = Blocks[networks=1, heads=3], expected blocks that divide 4 tasks";
    isRefused(refusal, () -> SacConfig.defaults().actorSpec(d, three));
    isRefused(refusal, () -> SacConfig.defaults().criticSpec(d, three));
  }

  @Test
  void badPartsAreRefusedByName() {
    double infinity = Double.POSITIVE_INFINITY;
    isRefused("alpha = 0.0, expected a positive number", () -> new Temperature.Fixed(0));
    isRefused(
        "alpha = NaN, expected a positive number",
        () -> new Temperature.Learned(Double.NaN, Temperature.Loss.ALPHA));
    isRefused(
        "bounds of log σ = 2.0 and -20.0, expected finite numbers, the lower one first",
        () -> new LogStd(false, 2, -20));
    isRefused(
        "bounds of log σ = -Infinity and 2.0, expected finite numbers, the lower one first",
        () -> new LogStd(false, -infinity, 2));
    isRefused(
        "bounds of log σ = -20.0 and Infinity, expected finite numbers, the lower one first",
        () -> new LogStd(true, -20, infinity));
    isRefused(
        "bounds of log σ = NaN and 2.0, expected finite numbers, the lower one first",
        () -> new LogStd(true, Double.NaN, 2));
    isRefused(
        "bounds of log σ = 1.0 and 1.0, expected finite numbers, the lower one first",
        () -> new LogStd(true, 1, 1));
    isRefused("tasks = 0, expected at least 1", () -> new Dimensions(0, 1, 1));
    isRefused("observations = 0, expected at least 1", () -> new Dimensions(1, 0, 1));
    isRefused("actions = 0, expected at least 1", () -> new Dimensions(1, 1, 0));
    Wiring.Blocks one = new Wiring.Blocks(1, 1);
    isRefused("temperatures = 0, expected at least 1", () -> new Wiring(one, one, 0, 0));
    isRefused("ids = -1, expected at least 0", () -> new Wiring(one, one, 1, -1));
  }

  @Test
  void anArchitectureForAnotherNumberOfTasksIsRefused() {
    Wiring.Blocks one = new Wiring.Blocks(1, 1);
    Wiring.Blocks three = new Wiring.Blocks(1, 3);
    isRefused(
        "actor = Blocks[networks=1, heads=3], expected blocks that divide 4 tasks",
        new Wiring(three, one, 1, 0));
    isRefused(
        "critic = Blocks[networks=1, heads=3], expected blocks that divide 4 tasks",
        new Wiring(one, three, 1, 0));
    isRefused("temperatures = 2, expected 1 or the number of tasks, 4", new Wiring(one, one, 2, 0));
    isRefused("ids = 2, expected 0 or the number of tasks, 4", new Wiring(one, one, 1, 2));
    isRefused("networks = 0, expected at least 1", () -> new Wiring.Blocks(0, 1));
    isRefused("heads = 0, expected at least 1", () -> new Wiring.Blocks(1, 0));
  }
}
