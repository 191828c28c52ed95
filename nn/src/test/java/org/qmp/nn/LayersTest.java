package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;

final class LayersTest {
  private final Kernels kernels = Backend.plain().kernels(Precision.DOUBLE);
  private final Xoshiro256 rng = Xoshiro256.named(1, "layers");

  private Mat noise(int rows, int cols) {
    Mat x = Precision.DOUBLE.zeros(rows, cols);
    new Normal(rng).fill(x);
    return x;
  }

  private static void assertSameBits(Mat expected, Mat actual) {
    assertTrue(Arrays.deepEquals(expected.toRows(), actual.toRows()));
  }

  /** Group g of a grouped network has the outputs of a single network with its weights. */
  @Test
  void aGroupedNetworkEqualsSeparateNetworksToTheBit() {
    int groups = 3;
    Mlp.Spec spec = Mlp.Spec.of(4, List.of(9, 7), 2).withNorm(Mlp.Norm.LAYER);
    Mlp together = Mlp.create("all", spec.withGroups(groups), kernels, rng);
    for (Parameter p : together.parameters()) {
      p.value().set(noise(p.value().rows(), p.value().cols()));
    }
    Mat x = noise(groups * 5, 4);
    Tape all = Tape.record(kernels, t -> together.apply(t.input("x", x)));
    for (int g = 0; g < groups; g++) {
      Mlp alone = Mlp.create("one", spec, kernels, rng);
      for (int i = 0; i < alone.parameters().size(); i++) {
        Mat part = alone.parameters().get(i).value();
        Mat whole = together.parameters().get(i).value();
        part.set(whole.rowRange(g * part.rows(), (g + 1) * part.rows()));
      }
      Mat block = x.rowRange(g * 5, (g + 1) * 5);
      Tape one = Tape.record(kernels, t -> alone.apply(t.input("x", block)));
      assertSameBits(one.result().value(), all.result().value().rowRange(g * 5, (g + 1) * 5));
    }
  }

  @Test
  void everyActivationComputesItsFunction() {
    Mat x = Mat.of(Precision.DOUBLE, new double[][] {{-2, 0, 0.5}});
    Map<Activation, double[]> expected =
        Map.of(
            Activation.RELU,
            new double[] {0, 0, 0.5},
            Activation.TANH,
            new double[] {StrictMath.tanh(-2), 0, StrictMath.tanh(0.5)},
            Activation.SIGMOID,
            new double[] {1 / (1 + StrictMath.exp(2)), 0.5, 1 / (1 + StrictMath.exp(-0.5))},
            Activation.SOFTPLUS,
            new double[] {
              StrictMath.log1p(StrictMath.exp(-2)),
              StrictMath.log(2),
              StrictMath.log1p(StrictMath.exp(0.5))
            },
            Activation.IDENTITY,
            new double[] {-2, 0, 0.5});
    for (Activation f : Activation.values()) {
      Tape tape = Tape.record(kernels, t -> f.apply(t.input("x", x)));
      assertArrayEquals(expected.get(f), tape.result().value().toRows()[0], 1e-15, f.name());
    }
  }

  @Test
  void aFusedReluEqualsReluAfterAffineToTheBit() {
    Linear layer = Linear.create("l", 2, 4, 19, Init.xavierUniform(1), kernels, rng);
    Mat x = noise(8, 4);
    Tape fused = Tape.record(kernels, t -> layer.apply(t.input("x", x), Activation.RELU));
    Tape apart = Tape.record(kernels, t -> layer.apply(t.input("x", x)).relu());
    assertSameBits(apart.result().value(), fused.result().value());
  }

  @Test
  void layerNormGivesRowsOfMeanZeroAndVarianceOne() {
    LayerNorm norm = LayerNorm.create("n", 1, 50, kernels);
    Tape tape = Tape.record(kernels, t -> norm.apply(t.input("x", noise(4, 50)).times(3).plus(7)));
    for (double[] row : tape.result().value().toRows()) {
      double mean = Arrays.stream(row).sum() / 50;
      double variance = Arrays.stream(row).map(v -> v * v).sum() / 50;
      assertEquals(0, mean, 1e-14);
      assertEquals(1, variance, 1e-5);
    }
  }

  @Test
  void parametersAreNamedInOrder() {
    Mlp.Spec spec = Mlp.Spec.of(2, List.of(3), 1).withNorm(Mlp.Norm.LAYER);
    assertEquals(
        "[q/norm0/gain 1×2, q/norm0/shift 1×2, q/layer0/weight 2×3, q/layer0/bias 1×3,"
            + " q/layer1/weight 3×1, q/layer1/bias 1×1]",
        Mlp.create("q", spec, kernels, rng).parameters().toString());
  }

  /** −1 or 1 for each layer, the sign of all its weights. */
  private List<Double> signs(Mlp.Spec spec) {
    return Mlp.create("net", spec, kernels, rng).layers().stream()
        .map(layer -> Arrays.stream(layer.weight().value().doubles()).map(Math::signum))
        .map(signs -> signs.distinct().boxed().toList())
        .map(one -> one.size() == 1 ? one.get(0) : Double.NaN)
        .toList();
  }

  @Test
  void hiddenAndOutputLayersStartAsTheSpecificationSays() {
    Mlp.Spec low = Mlp.Spec.of(4, List.of(5, 6), 2).withInit(Init.uniform(-2, -1));
    assertEquals(List.of(-1.0, -1.0, -1.0), signs(low));
    assertEquals(List.of(-1.0, -1.0, 1.0), signs(low.withOutputInit(Init.uniform(1, 2))));
  }

  @Test
  void aSpecificationCopiesItsWidths() {
    List<Integer> widths = new ArrayList<>(List.of(3, 4));
    Mlp.Spec spec = Mlp.Spec.of(2, widths, 1);
    widths.set(0, 0);
    assertEquals(List.of(3, 4), spec.hidden());
  }

  @Test
  void sizesOfZeroAreRefusedByName() {
    Mlp.Spec spec = Mlp.Spec.of(2, List.of(3), 1);
    assertRefused("hidden width", () -> Mlp.Spec.of(2, List.of(3, 0), 1));
    assertRefused("inputs", () -> Mlp.Spec.of(0, List.of(3), 1));
    assertRefused("outputs", () -> Mlp.Spec.of(2, List.of(3), 0));
    assertRefused("groups", () -> spec.withGroups(0));
    assertRefused("heads", () -> spec.withHeads(0));
  }

  private static void assertRefused(String size, Executable make) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, make);
    assertEquals(size + " = 0, expected at least 1", error.getMessage());
  }

  @Test
  void rowsThatDoNotDivideIntoGroupsAreRefused() {
    Linear layer = Linear.create("l", 2, 4, 3, Init.xavierUniform(1), kernels, rng);
    ShapeException error =
        assertThrows(
            ShapeException.class, () -> Tape.record(kernels, t -> layer.apply(t.input("x", 5, 4))));
    assertTrue(error.getMessage().contains("5 rows do not divide into the 2 groups"));
  }
}
