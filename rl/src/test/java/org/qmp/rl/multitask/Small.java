package org.qmp.rl.multitask;

import java.util.List;
import java.util.OptionalDouble;
import org.qmp.nn.Mlp;
import org.qmp.rl.sac.LogStd;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;

/** Small learners for tests. */
final class Small {
  private Small() {}

  static SacConfig config(int batch) {
    return config(batch, List.of(8), 1e-2);
  }

  static SacConfig config(int batch, List<Integer> hidden, double rate) {
    return new SacConfig(
        hidden,
        batch,
        rate,
        0.9,
        0.1,
        1,
        1,
        new Temperature.Learned(0.3, Temperature.Loss.LOG_ALPHA),
        OptionalDouble.empty(),
        LogStd.DEFAULT,
        Mlp.Norm.NONE,
        OptionalDouble.empty());
  }
}
