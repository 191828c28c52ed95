package org.qmp.rl.sac;

import java.util.List;
import java.util.OptionalDouble;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Mlp;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Actor.LogStd;

/** A small learner without default options, so a constant used in place of an option shows. */
final class NonDefaultSac {
  static final Dimensions SIZES = new Dimensions(1, 3, 2);

  private NonDefaultSac() {}

  static SacConfig config() {
    return new SacConfig(
        List.of(16),
        8,
        1e-2,
        0.9,
        0.1,
        3,
        2,
        new Temperature.Learned(0.3, Temperature.Loss.ALPHA),
        OptionalDouble.of(-0.7),
        new LogStd(true, -4, 1),
        Mlp.Norm.LAYER,
        OptionalDouble.of(0.25));
  }

  /** Fills the batch with normally distributed transitions, none of which terminates. */
  static void fill(Sac sac, long seed) {
    Normal normal = new Normal(Xoshiro256.named(seed, "batch"));
    Batch b = sac.batch();
    for (Mat part : List.of(b.obs(), b.action(), b.reward(), b.nextObs())) {
      normal.fill(part);
    }
    b.continues().fill(1);
  }
}
