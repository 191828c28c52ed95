package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.GradientCheck;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Init;
import org.qmp.nn.Layer;
import org.qmp.nn.Linear;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Wiring;

final class DecafTest {
  private static final Dimensions ONE = new Dimensions(1, 3, 2);
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  private Linear linear(String name, double[][] weight, double... bias) {
    Xoshiro256 rng = Xoshiro256.named(1, name);
    Linear layer = Linear.create(name, 1, weight.length, bias.length, Init.zeros(), kernels, rng);
    layer.parameters().get(0).value().set(Mat.of(Precision.DOUBLE, weight));
    layer.parameters().get(1).value().set(bias);
    return layer;
  }

  /**
   * Scalars s and a, at (s, a) = (1, 2) and (0, −1): Q₀ = s + a, Q₁ = 2s − a + 1, and logits (0, s
   * log 3).
   *
   * <pre>
   *   (1, 2):   Q = (3, 1),    w = (¼, ¾):   ¼ · 3 + ¾ · 1   = 1.5
   *   (0, −1):  Q = (−1, 2),   w = (½, ½):   ½ (−1) + ½ · 2  = 0.5
   * </pre>
   */
  @Test
  void twoLinearCriticsWorkedByHand() {
    Layer first = linear("first", new double[][] {{1}, {1}}, 0);
    Layer second = linear("second", new double[][] {{2}, {-1}}, 1);
    Layer logits = linear("logits", new double[][] {{0, StrictMath.log(3)}, {0, 0}}, 0, 0);
    Mat x = Mat.of(Precision.DOUBLE, new double[][] {{1, 2}, {0, -1}});
    for (int own = 0; own < 2; own++) {
      Decaf decaf = new Decaf(List.of(first, second), own, logits);
      Tape tape = Tape.record(kernels, t -> decaf.apply(t.input("x", x)));
      assertEquals(1.5, tape.result().value().get(0, 0), 1e-14);
      assertEquals(0.5, tape.result().value().get(1, 0), 1e-14);
    }
  }

  @Test
  void largeLogitsNeitherOverflowNorVanish() {
    Layer q = linear("q", new double[][] {{1}}, 0);
    Layer logits = linear("logits", new double[][] {{1, 1, -1}}, -1000, -1000, -1000);
    Decaf decaf = new Decaf(List.of(q, q, q), 0, logits);
    Mat x = Mat.of(Precision.DOUBLE, new double[][] {{5000}, {-5000}, {0}});
    Tape tape = Tape.record(kernels, t -> decaf.shares(t.input("x", x)));
    double third = 1.0 / 3;
    assertArrayEquals(
        new double[][] {{0.5, 0.5, 0}, {0, 0, 1}, {third, third, third}},
        tape.result().value().toRows());
  }

  private List<Nets> separate(int count, SacConfig config) {
    return IntStream.range(0, count)
        .mapToObj(i -> Xoshiro256.named(i, "weights"))
        .map(weights -> Nets.create(kernels, ONE, Wiring.heads(1), config, weights))
        .toList();
  }

  private List<Nets> combined(List<Nets> base, SacConfig config) {
    List<Xoshiro256> weights =
        IntStream.range(0, base.size()).mapToObj(i -> Xoshiro256.named(i, "weights")).toList();
    return Decaf.combine(kernels, ONE, config, base, weights);
  }

  private Mat random(String name, int rows, int cols) {
    Mat x = Precision.DOUBLE.zeros(rows, cols);
    new Normal(Xoshiro256.named(11, name)).fill(x);
    return x;
  }

  private double[][] values(Layer layer, Mat x) {
    return Tape.record(kernels, t -> layer.apply(t.input("x", x))).result().value().toRows();
  }

  @Test
  void gradientsOfTheWeightsAndTheOwnCriticAreRight() {
    SacConfig config = Small.config(4);
    Layer decaf = combined(separate(3, config), config).get(1).critics().first();
    Mat x = random("x", 6, 5);
    Mat y = random("y", 6, 1);
    for (long direction = 0; direction < 3; direction++) {
      GradientCheck check =
          GradientCheck.of(
              kernels,
              decaf.parameters(),
              t -> decaf.apply(t.input("x", x)).minus(t.input("y", y)).square().mean(),
              direction);
      assertTrue(check.error() < 1e-8, check.toString());
      assertNotEquals(0, check.analytic());
    }
  }

  private static List<String> names(Parameters parameters) {
    List<String> names = new ArrayList<>();
    parameters.forEach(p -> names.add(p.name()));
    return names;
  }

  @Test
  void anUpdateChangesOnlyTheOwnCriticAndTheWeights() {
    SacConfig config = Small.config(4);
    List<Nets> base = separate(3, config);
    List<Nets> combined = combined(base, config);
    List<String> before = base.stream().map(nets -> print(nets)).toList();
    for (int j = 0; j < 3; j += 2) {
      base.get(j).critics().parameters().forEach(p -> p.gradient().fill(7));
    }
    Parameters parameters = combined.get(1).critics().parameters();
    List<Mat> start = new ArrayList<>();
    parameters.forEach(p -> start.add(p.value().copy()));
    update(combined.get(1), config);
    for (int j = 0; j < 3; j += 2) {
      assertEquals(before.get(j), print(base.get(j)));
      for (Parameter p : base.get(j).critics().parameters()) {
        assertEquals(49.0 * p.value().size(), kernels.sumOfSquares(p.gradient()), p.name());
      }
    }
    assertNotEquals(before.get(1), print(base.get(1)));
    assertTrue(names(parameters).contains("critic2/share/layer1/weight"));
    for (int p = 0; p < parameters.size(); p++) {
      String name = parameters.get(p).name();
      assertNotEquals(start.get(p).toString(), parameters.get(p).value().toString(), name);
    }
  }

  private static String print(Nets nets) {
    return Fingerprint.of(nets.critics().parameters())
        + Fingerprint.of(nets.targets().parameters());
  }

  private void update(Nets nets, SacConfig config) {
    Sac sac = Small.sac(kernels, ONE, config, nets, Extension.NONE);
    Normal normal = new Normal(Xoshiro256.named(7, "batch"));
    Batch b = sac.batch();
    List.of(b.obs(), b.action(), b.reward(), b.nextObs()).forEach(normal::fill);
    b.continues().fill(1);
    sac.update();
  }

  @Test
  void targetsStartEqualAndFollowTheTargetsOfOtherTasks() {
    SacConfig config = Small.config(4);
    List<Nets> combined = combined(separate(2, config), config);
    Mat x = random("x", 3, 5);
    Layer target = combined.get(0).targets().first();
    double[][] start = values(target, x);
    assertArrayEquals(values(combined.get(0).critics().first(), x), start);
    update(combined.get(1), config);
    double change = Math.abs(values(target, x)[0][0] - start[0][0]);
    assertTrue(change > 1e-6, "the target of task 0 moved by " + change);
  }

  @Test
  void theCriticOfASingleTaskHasWeightOne() {
    SacConfig config = Small.config(4);
    List<Nets> base = separate(1, config);
    Decaf decaf = (Decaf) combined(base, config).get(0).critics().second();
    Mat x = random("x", 5, 5);
    Tape shares = Tape.record(kernels, t -> decaf.shares(t.input("x", x)));
    for (int i = 0; i < 5; i++) {
      assertEquals(1, shares.result().value().get(i, 0));
    }
    assertArrayEquals(values(base.get(0).critics().second(), x), values(decaf, x));
  }

  @Test
  void theActionsGradientPassesOnlyThroughTheOwnCritic() {
    Layer own = linear("own", new double[][] {{5}}, 1);
    Layer other = linear("other", new double[][] {{3}}, 0);
    Layer logits = linear("logits", new double[][] {{0, 0}}, 0, 0);
    Decaf decaf = new Decaf(List.of(own, other), 0, logits);
    Parameter action = new Parameter("action", Precision.DOUBLE.zeros(1, 1));
    Tape tape =
        Tape.record(
            kernels,
            Parameters.of(action),
            t -> {
              Var a = t.parameter(action);
              return decaf.apply(a);
            });
    tape.backward();
    assertEquals(0.5 * 5, action.gradient().scalar(), 1e-15);
  }
}
