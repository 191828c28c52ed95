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
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;

/** A policy with random weights. */
record SomePolicy(
    Precision precision, int observations, int tasks, List<Integer> hidden, String logStd) {

  /** With long and short sums, a layer of one unit, a table of several strings, task codes. */
  static final List<SomePolicy> ALL =
      List.of(
          new SomePolicy(Precision.FLOAT, 3, 0, List.of(300, 60, 1, 33), "clamped:-20:2"),
          new SomePolicy(Precision.DOUBLE, 2, 4, List.of(17, 1, 16), "smooth:-5:2"),
          new SomePolicy(Precision.FLOAT, 5, 3, List.of(), "smooth:-5:2"));

  /** All choices of critic, tie and entropy; the first two policies cover most of them. */
  static List<MixturePolicy> mixtures() throws IOException {
    Map<String, String> careful = Map.of("criticChoice", "min", "tie", "own");
    Map<String, String> mean = Map.of("criticChoice", "mean", "entropy", "gaussian");
    SomePolicy narrow = new SomePolicy(Precision.FLOAT, 3, 0, List.of(40, 33), "clamped:-20:2");
    SomePolicy exact = new SomePolicy(Precision.DOUBLE, 2, 4, List.of(17, 24), "smooth:-5:2");
    return List.of(
        narrow.mixture(careful, true, false),
        exact.mixture(mean, false, true),
        narrow.mixture(Map.of(), false, false),
        narrow.mixture(mean, false, true),
        exact.mixture(careful, true, false),
        ALL.get(2).mixture(mean, false, true));
  }

  Policy policy() throws IOException {
    Xoshiro256 rng = Xoshiro256.named(1, toString());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network("a/actor", observations, 4, false, rng, tensors);
    return Policy.read(file(tensors, metadata("qmp policy 1")));
  }

  /**
   * A mixture of three policies for the second task, whose policy equals that of the first task.
   *
   * @param norm whether critics have normalisation
   * @param decaf whether critics are mixed
   */
  MixturePolicy mixture(Map<String, String> options, boolean norm, boolean decaf)
      throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : List.of("b", "a", "ü\"\\\u2200")) {
      Xoshiro256 rng = Xoshiro256.named(1, name.equals("a") ? "b" : name);
      network(name + "/actor", observations, 4, false, rng, tensors);
      for (String critic : new String[] {"/critic1", "/critic2"}) {
        if (name.equals("a") || decaf) {
          network(name + critic, observations + 2, 1, norm, rng, tensors);
        }
        if (name.equals("a") && decaf) {
          network(name + critic + "/share", observations + 2, 3, false, rng, tensors);
        }
      }
    }
    Map<String, String> metadata = metadata("qmp mixture 1");
    metadata.putAll(
        Map.of(
            "behavior", "qswitch", "persistence", "1", "score", "mean", "criticChoice", "first"));
    metadata.putAll(
        Map.of("entropy", "none", "ownFloor", "0", "switchWarmUp", "0", "candidates", "all"));
    metadata.putAll(Map.of("tie", "lowest-index", "alpha", "0.3", "step", "7"));
    metadata.put("policies", "b\na\nü\"\\\u2200");
    metadata.putAll(options);
    return MixturePolicy.read(file(tensors, metadata));
  }

  private static ByteArrayInputStream file(
      Map<String, Tensor> tensors, Map<String, String> metadata) {
    return new ByteArrayInputStream(new Safetensors(tensors, metadata).toBytes());
  }

  private void network(
      String name,
      int inputs,
      int outputs,
      boolean norm,
      Xoshiro256 rng,
      Map<String, Tensor> into) {
    if (tasks > 0) {
      double[] code = new double[tasks];
      code[tasks - 1] = 1;
      into.put(name + "/code", Tensor.of(Mat.of(precision, new double[][] {code})));
    }
    int width = inputs + tasks;
    for (int i = 0; i <= hidden.size(); i++) {
      int next = i < hidden.size() ? hidden.get(i) : outputs;
      if (norm && i < hidden.size()) {
        into.put(name + "/norm" + i + "/gain", random(rng, 1, width, 2));
        into.put(name + "/norm" + i + "/shift", random(rng, 1, width, 1));
      }
      String layer = name + "/layer" + i;
      into.put(layer + "/weight", random(rng, width, next, 3 / Math.sqrt(width)));
      into.put(layer + "/bias", random(rng, 1, next, 1));
      width = next;
    }
  }

  private Map<String, String> metadata(String format) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", format);
    metadata.put("task", "a");
    metadata.put("activation", "relu");
    metadata.put("logStd", logStd);
    metadata.put("observationLow", Arrays.toString(filled(-9)));
    metadata.put("observationHigh", Arrays.toString(filled(9)));
    metadata.put("actionLow", "[-1, 0.1]");
    metadata.put("actionHigh", "[1, 7.3]");
    metadata.put("suite", "some */ \\u002a/ suite");
    return metadata;
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

  /** Observations of all magnitudes: some saturate tanh, some are tiny. */
  double[][] observed(int count) {
    return observed(observations, count);
  }

  static double[][] observed(int observations, int count) {
    Xoshiro256 rng = Xoshiro256.named(2, "observations");
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
