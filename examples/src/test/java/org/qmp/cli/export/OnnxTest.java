package org.qmp.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.export.OnnxModel.Tensor;
import org.qmp.rl.Policy;

/** A model is read, and acts, by code that shares nothing with the code that wrote it. */
final class OnnxTest {

  @Test
  void aModelActsAsThePolicyDoes() throws IOException {
    for (SomePolicy some : SomePolicy.ALL) {
      Policy policy = some.policy();
      OnnxModel model = OnnxModel.read(Onnx.of(policy));
      assertEquals(List.of("observation"), model.inputs());
      assertEquals(List.of("action", "mean", "log_std"), model.outputs());
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
      double low = some.logStd().startsWith("smooth") ? -5 : -20;
      double[] logStd = results.get("log_std").data();
      assertTrue(Arrays.stream(logStd).allMatch(v -> v >= low && v <= 2), "log_std");
      assertTrue(Arrays.stream(logStd).distinct().count() > 50, "log_std");
    }
  }

  @Test
  void sameBytesAgain() throws IOException {
    SomePolicy some = SomePolicy.ALL.get(2);
    assertArrayEquals(Onnx.of(some.policy()), Onnx.of(some.policy()));
  }
}
