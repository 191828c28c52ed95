package org.qmp.cli.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Safetensors;
import org.qmp.nn.Tensor;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Policy;

/** Policies with weights drawn by chance. */
record SomePolicy(
    Precision precision, int observations, int tasks, List<Integer> hidden, String logStd) {

  /** Of every shape that makes a difference: few and many terms of sums, a layer of one unit. */
  static final List<SomePolicy> ALL =
      List.of(
          new SomePolicy(Precision.FLOAT, 3, 0, List.of(40, 1, 33), "clamped:-20:2"),
          new SomePolicy(Precision.DOUBLE, 2, 4, List.of(17, 1, 16), "smooth:-5:2"),
          new SomePolicy(Precision.FLOAT, 5, 3, List.of(), "smooth:-5:2"),
          new SomePolicy(Precision.FLOAT, 39, 0, List.of(300, 200), "clamped:-20:2"));

  Policy policy() throws IOException {
    Xoshiro256 rng = Xoshiro256.named(1, toString());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (tasks > 0) {
      double[] code = new double[tasks];
      code[tasks - 1] = 1;
      tensors.put("a/actor/code", Tensor.of(Mat.of(precision, new double[][] {code})));
    }
    int width = observations + tasks;
    for (int i = 0; i <= hidden.size(); i++) {
      int next = i < hidden.size() ? hidden.get(i) : 4;
      String layer = "a/actor/layer" + i;
      tensors.put(layer + "/weight", random(rng, width, next, 3 / Math.sqrt(width)));
      tensors.put(layer + "/bias", random(rng, 1, next, 1));
      width = next;
    }
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", "qmp policy 1");
    metadata.put("task", "a");
    metadata.put("activation", "relu");
    metadata.put("logStd", logStd);
    metadata.put("observationLow", Arrays.toString(filled(-9)));
    metadata.put("observationHigh", Arrays.toString(filled(9)));
    metadata.put("actionLow", "[-1, 0.1]");
    metadata.put("actionHigh", "[1, 7.3]");
    metadata.put("suite", "some */ \\u002a/ suite");
    return Policy.read(new ByteArrayInputStream(new Safetensors(tensors, metadata).toBytes()));
  }

  private Tensor random(Xoshiro256 rng, int rows, int cols, double size) {
    Mat mat = precision.zeros(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        mat.set(i, j, size * (2 * rng.nextDouble() - 1));
      }
    }
    return Tensor.of(mat);
  }

  private double[] filled(double value) {
    double[] all = new double[observations];
    Arrays.fill(all, value);
    return all;
  }

  /** Observations of all magnitudes: some let tanh saturate, some are tiny. */
  double[][] observed(int count) {
    Xoshiro256 rng = Xoshiro256.named(2, toString());
    double[][] seen = new double[count][observations];
    double[] sizes = {1, 1e-40, 1e-3, 0.1, 100};
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < observations; i++) {
        seen[n][i] = sizes[n % sizes.length] * (2 * rng.nextDouble() - 1);
      }
    }
    return seen;
  }
}
