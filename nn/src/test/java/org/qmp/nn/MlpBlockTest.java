package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** A grouped network with heads consists of ordinary networks, each of which can be extracted. */
final class MlpBlockTest {
  private static final Kernels KERNELS = Backend.plain().kernels(Precision.FLOAT);
  private static final int ROWS = 3;

  private static Mlp network(int groups, int heads, Activation activation) {
    Mlp.Spec spec =
        Mlp.Spec.of(4, List.of(5, 6), 2)
            .withGroups(groups)
            .withHeads(heads)
            .withActivation(activation)
            .withNorm(Mlp.Norm.LAYER);
    Xoshiro256 rng = Xoshiro256.named(1, "weights");
    Mlp net = Mlp.create("net", spec, KERNELS, rng);
    net.parameters().forEach(p -> fill(p.value(), rng)); // also biases, gains and shifts
    return net;
  }

  private static void fill(Mat mat, Xoshiro256 rng) {
    new Normal(rng).fill(mat);
  }

  private static double[][] outputs(Mlp net, Mat rows) {
    return Tape.record(KERNELS, t -> net.apply(t.input("x", rows))).result().value().toRows();
  }

  private static Map<String, Mat> byName(Mlp net) {
    Map<String, Mat> all = new LinkedHashMap<>();
    for (Parameter p : net.parameters()) {
      all.put(p.name(), p.value());
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, RELU", "3, 1, TANH", "1, 3, SIGMOID", "2, 3, SOFTPLUS"})
  void aBlockHasTheOutputsOfTheWholeForItsRows(int groups, int heads, Activation activation) {
    Mlp whole = network(groups, heads, activation);
    int blocks = groups * heads;
    Mat x = Precision.FLOAT.zeros(blocks * ROWS, 4);
    fill(x, Xoshiro256.named(2, "x"));
    double[][] expected = outputs(whole, x);
    for (int i = 0; i < blocks; i++) {
      Mlp block = whole.block(i, blocks);
      Mlp again = Mlp.of("net", byName(block), activation);
      Mat own = x.rowRange(i * ROWS, (i + 1) * ROWS).copy();
      for (int row = 0; row < ROWS; row++) {
        assertArrayEquals(expected[i * ROWS + row], outputs(block, own)[row]);
        assertArrayEquals(expected[i * ROWS + row], outputs(again, own)[row]);
      }
    }
  }

  @Test
  void theNumberOfBlocksMustBeAMultipleOfTheGroups() {
    Mlp three = network(3, 1, Activation.RELU);
    Mat x = Precision.FLOAT.zeros(ROWS, 4);
    fill(x, Xoshiro256.named(2, "x"));
    assertArrayEquals(outputs(three.block(2, 3), x), outputs(three.block(5, 6), x));
    assertEquals(
        "blocks = 4, expected a multiple of 3 groups",
        assertThrows(IllegalArgumentException.class, () -> three.block(0, 4)).getMessage());
  }

  @Test
  void theMatrixThatDoesNotFitIsNamed() {
    Map<String, Mat> good = byName(network(1, 1, Activation.RELU));
    assertRefused("net/layer0/weight = nothing, expected a matrix", Map.of());
    Map<String, Mat> bad = new LinkedHashMap<>(good);
    bad.remove("net/norm1/shift");
    assertRefused("net/norm1/shift = nothing, expected a matrix", bad);
    bad.remove("net/norm1/gain");
    assertRefused("normalisations of net = 1, expected none, or 2 as of hidden layers", bad);
    bad.putAll(good);
    for (String part : List.of("gain", "shift")) { // the right number, before the wrong layer
      bad.put("net/norm2/" + part, bad.remove("net/norm0/" + part));
    }
    assertRefused("net/norm0/gain = nothing, expected a matrix", bad);
    bad.keySet().removeIf(key -> key.startsWith("net/norm2/"));
    bad.putAll(good);
    bad.put("net/layer1/weight", Precision.FLOAT.zeros(4, 6));
    assertRefused(
        "net/layer1/weight = 4×6 with a bias of 1×6, expected 5 rows for each of the bias, as many"
            + " columns",
        bad);
    bad.putAll(good);
    bad.put("net/layer0/weight", Precision.FLOAT.zeros(7, 5));
    bad.put("net/layer0/bias", Precision.FLOAT.zeros(2, 5));
    assertRefused(
        "net/layer0/weight = 7×5 with a bias of 2×5, expected equally many rows for each of the"
            + " bias, as many columns",
        bad);
    bad.put("net/layer0/weight", Precision.FLOAT.zeros(8, 4));
    assertRefused(
        "net/layer0/weight = 8×4 with a bias of 2×5, expected equally many rows for each of the"
            + " bias, as many columns",
        bad);
    bad.put("net/layer0/weight", Precision.FLOAT.zeros(8, 5));
    assertRefused(
        "net/layer1/bias = 1×6, expected 2 rows as of the first layer, or of the last a multiple",
        bad);
    bad.putAll(good);
    bad.put("net/norm0/shift", Precision.FLOAT.zeros(1, 5));
    assertRefused("net/norm0/shift = 1×5, expected 1×4, as its layer's groups and inputs", bad);
  }

  @Test
  void aLayerOrNormalisationThatIsNotUsedIsNamed() {
    Map<String, Mat> bad = byName(network(1, 1, Activation.RELU));
    String unused = ", expected nothing, since the network does not use it";
    bad.keySet().removeIf(key -> key.endsWith("/gain"));
    assertRefused("net/norm0/shift = 1×4" + unused, bad);
    bad.keySet().removeIf(key -> key.endsWith("/shift") || key.contains("/layer1/"));
    assertRefused("net/layer2/bias = 1×2" + unused, bad);
  }

  @Test
  void otherNamesBelowThePrefixAreIgnored() {
    Map<String, Mat> good = byName(network(1, 1, Activation.RELU));
    Map<String, Mat> more = new LinkedHashMap<>(good);
    for (String other : List.of("net/code", "net/share/layer7/bias", "net2/layer7/bias")) {
      more.put(other, Precision.FLOAT.zeros(1, 1));
    }
    assertEquals(good.keySet(), byName(Mlp.of("net", more, Activation.RELU)).keySet());
  }

  private static void assertRefused(String message, Map<String, Mat> parameters) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class, () -> Mlp.of("net", parameters, Activation.RELU))
            .getMessage());
  }
}
