package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Laws that hold for the gradients of any network on any batch. */
final class GradientLawsTest {
  private final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  private Mlp net(long seed) {
    Mlp.Spec spec = Mlp.Spec.of(3, List.of(9, 6), 2).withActivation(Activation.TANH);
    return Mlp.create("net", spec, kernels, Xoshiro256.named(seed, "net"));
  }

  private Mat noise(long seed, int rows) {
    Mat x = Precision.DOUBLE.zeros(rows, 3);
    new Normal(Xoshiro256.named(seed, "x")).fill(x);
    return x;
  }

  private double[][] gradients(Mlp net, Function<Tape, Var> loss) {
    Tape.record(kernels, net.parameters(), loss).backward();
    double[][] all = new double[net.parameters().size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = net.parameters().get(i).gradient().copy().doubles();
    }
    return all;
  }

  private static Var squares(Mlp net, Tape t, Mat x) {
    return net.apply(t.input("x", x)).square().sum();
  }

  private static Var sines(Mlp net, Tape t, Mat x) {
    return net.apply(t.input("x", x)).sigmoid().sum();
  }

  private static void assertCombination(
      double[][] whole, double a, double[][] first, double b, double[][] second) {
    for (int p = 0; p < whole.length; p++) {
      for (int i = 0; i < whole[p].length; i++) {
        double expected = a * first[p][i] + b * second[p][i];
        assertEquals(expected, whole[p][i], 1e-11 * Math.max(1, Math.abs(expected)));
      }
    }
  }

  @Property(tries = 100)
  void theGradientIsLinearInTheLoss(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -3, max = 3) double a,
      @ForAll @DoubleRange(min = -3, max = 3) double b) {
    Mlp net = net(seed);
    Mat x = noise(seed, 7);
    assertCombination(
        gradients(net, t -> squares(net, t, x).times(a).plus(sines(net, t, x).times(b))),
        a,
        gradients(net, t -> squares(net, t, x)),
        b,
        gradients(net, t -> sines(net, t, x)));
  }

  @Property(tries = 100)
  void theGradientOfABatchIsTheSumOverItsParts(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 19) int cut) {
    int split = 1 + cut % (rows - 1);
    Mlp net = net(seed);
    Mat x = noise(seed, rows);
    assertCombination(
        gradients(net, t -> squares(net, t, x)),
        1,
        gradients(net, t -> squares(net, t, x.rowRange(0, split))),
        1,
        gradients(net, t -> squares(net, t, x.rowRange(split, rows))));
  }

  @Property(tries = 100)
  void permutingRowsPermutesOutputsToTheBitAndPreservesGradients(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int rows) {
    Mlp net = net(seed);
    Mat x = noise(seed, rows);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    Xoshiro256.named(seed, "order").shuffle(order);
    Mat shuffled = Precision.DOUBLE.zeros(rows, 3);
    for (int i = 0; i < rows; i++) {
      shuffled.rowRange(i, i + 1).set(x.rowRange(order[i], order[i] + 1));
    }
    double[][] y = Tape.record(kernels, t -> net.apply(t.input("x", x))).result().value().toRows();
    double[][] z =
        Tape.record(kernels, t -> net.apply(t.input("x", shuffled))).result().value().toRows();
    for (int i = 0; i < rows; i++) {
      assertArrayEquals(y[order[i]], z[i]);
    }
    double[][] straight = gradients(net, t -> squares(net, t, x));
    assertCombination(gradients(net, t -> squares(net, t, shuffled)), 1, straight, 0, straight);
  }

  /** The gradient of a weight used in two places is the sum of the gradients of both uses. */
  @Property(tries = 50)
  void aSharedParameterGetsTheSumOfTheGradientsOfItsUses(@ForAll long seed) {
    Mlp net = net(seed);
    Mlp twin = net(seed);
    Mat x = noise(seed, 5);
    double[][] both = gradients(net, t -> squares(net, t, x).times(sines(net, t, x)));
    double[][] first = gradients(net, t -> squares(net, t, x).times(sines(twin, t, x)));
    double[][] second = gradients(net, t -> squares(twin, t, x).times(sines(net, t, x)));
    assertCombination(both, 1, first, 1, second);
    for (Parameter p : twin.parameters()) {
      assertEquals(0, kernels.sumOfSquares(p.gradient()));
    }
  }
}
