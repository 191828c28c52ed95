package org.qmp.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.export.OnnxModel.Tensor;
import org.qmp.cli.export.OnnxModel.Value;
import org.qmp.rl.MixturePolicy;
import org.qmp.rl.Policy;
import org.qmp.rl.PolicyInfo;

/** Models are read and run by code that shares nothing with the code that writes them. */
final class OnnxTest {

  @Test
  void aModelActsAsThePolicyDoes() throws IOException {
    for (SomePolicy some : SomePolicy.ALL) {
      Policy policy = some.policy();
      OnnxModel model = OnnxModel.read(Onnx.of(policy));
      DataType type = type(some.precision());
      Value observation = new Value("observation", type, some.observations());
      assertEquals(List.of(observation), model.inputs());
      assertEquals(
          List.of(
              new Value("action", type, 2),
              new Value("mean", type, 2),
              new Value("log_std", type, 2)),
          model.outputs());
      assertEquals("a", model.metadata().get("task"));
      double[][] seen =
          Arrays.stream(some.observed(200)).filter(s -> s[0] < 2).toArray(double[][]::new);
      Map<String, Tensor> results = OnnxRuntime.run(model, seen);
      double[] action = results.get("action").data();
      double bar = some.precision() == Precision.DOUBLE ? 1e-12 : 1e-5;
      for (int i = 0; i < seen.length; i++) {
        double[] expected = policy.act(seen[i]);
        assertArrayEquals(expected, Arrays.copyOfRange(action, 2 * i, 2 * i + 2), bar);
      }
      double[] mean = results.get("mean").data();
      assertEquals(StrictMath.tanh(mean[0]), action[0], 1e-12);
      double[] logStd = results.get("log_std").data();
      assertArrayEquals(logStd(policy, some.precision(), seen), logStd, 10 * bar, "log_std");
      assertTrue(Arrays.stream(logStd).distinct().count() > 50, "log_std");
    }
  }

  private static DataType type(Precision precision) {
    return precision == Precision.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
  }

  /** Computed from x, the second half of the network's output. */
  private static double[] logStd(Policy policy, Precision precision, double[][] seen) {
    Mat observed = Mat.of(precision, seen);
    Tape tape =
        Tape.record(
            Backend.best().kernels(precision),
            t -> policy.net().apply(t.input("observation", observed)));
    tape.forward();
    Mat out = tape.result().value();
    int actions = out.cols() / 2;
    double low = policy.logStd().low();
    double high = policy.logStd().high();
    return IntStream.range(0, seen.length * actions)
        .mapToDouble(i -> out.get(i / actions, actions + i % actions))
        .map(
            x ->
                policy.logStd().smooth()
                    ? low + 0.5 * (high - low) * (1 + StrictMath.tanh(x))
                    : Math.min(Math.max(x, low), high))
        .toArray();
  }

  @Test
  void aMixtureChoosesAndActsAsTheSwitchDoes() throws IOException {
    for (MixturePolicy policy : SomePolicy.mixtures()) {
      OnnxModel model = OnnxModel.read(Onnx.of(policy));
      PolicyInfo info = policy.info();
      DataType type = type(Operations.precision(policy.content().actors().get(0)));
      Value observation = new Value("observation", type, info.observations().size());
      assertEquals(List.of(observation), model.inputs());
      assertEquals(
          List.of(
              new Value("action", type, 2),
              new Value("policy", DataType.INT64, 1),
              new Value("scores", type, 3)),
          model.outputs());
      List<String> names = policy.content().policies();
      assertEquals(String.join("\n", names), model.metadata().get("policies"));
      double[][] seen = ordinary(info.observations().size());
      Map<String, Tensor> results = OnnxRuntime.run(model, seen);
      int close = 0;
      for (int i = 0; i < seen.length; i++) {
        double[] expected = policy.act(seen[i]);
        int chosen = (int) results.get("policy").data()[i];
        double[] scores = Arrays.copyOfRange(results.get("scores").data(), 3 * i, 3 * i + 3);
        if (Math.abs(scores[0] - scores[2]) < 1e-3) {
          close++;
          continue;
        }
        assertEquals(scores[0], scores[1], "policies are equal");
        assertEquals(policy.acting(), names.get(chosen), policy.content().behavior().toString());
        double[] action = Arrays.copyOfRange(results.get("action").data(), 2 * i, 2 * i + 2);
        assertArrayEquals(expected, action, 1e-5);
      }
      assertTrue(close < seen.length / 2, close + " are close");
    }
  }

  private static double[][] ordinary(int observations) {
    return Arrays.stream(SomePolicy.observed(observations, 50))
        .filter(seen -> Math.abs(seen[0]) < 2)
        .toArray(double[][]::new);
  }

  @Test
  void theSamePolicyGivesTheSameBytes() throws IOException {
    SomePolicy some = SomePolicy.ALL.get(2);
    assertArrayEquals(Onnx.of(some.policy()), Onnx.of(some.policy()));
  }
}
