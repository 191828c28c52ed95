package org.qmp.rl.multitask;

import java.util.Arrays;
import java.util.List;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Relabeling;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Temperature;
import org.qmp.rl.sac.Wiring;

/** Small learners and buffers for tests. */
final class Small {
  private Small() {}

  static SacConfig config(int batch) {
    return config(batch, List.of(8), 1e-2);
  }

  static SacConfig config(int batch, List<Integer> hidden, double rate) {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = hidden;
              c.batch = batch;
              c.learningRate = rate;
              c.gamma = 0.9;
              c.tau = 0.1;
              c.temperature = new Temperature.Learned(0.3, Temperature.Loss.LOG_ALPHA);
            });
  }

  static Sac sac(Kernels k, Dimensions d, SacConfig c, Sac.Nets nets, Sac.Extension extension) {
    Batch batch = Batch.zeros(k.precision(), d, c.batch());
    return new Sac(k, d, c, nets, batch, extension, Xoshiro256.named(1, "noise"));
  }

  /** A policy without hidden layers: μ and log σ are the same at every observation. */
  static Actor constantPolicy(Kernels k, Dimensions d, double[] meanThenLogStd) {
    Xoshiro256 rng = Xoshiro256.named(1, "policy");
    Actor actor = Actor.create("actor", d, Wiring.heads(1), config(4, List.of(), 1e-2), k, rng);
    actor.parameters().get(0).value().fill(0);
    actor.parameters().get(1).value().set(meanThenLogStd);
    return actor;
  }

  /**
   * A buffer whose transition number n has obs (base + n, …), action −0.5, reward base + n, nextObs
   * ½ more than obs, and a termination after odd n.
   */
  static ReplayBuffer counting(Dimensions d, int count, double base) {
    ReplayBuffer replay = new ReplayBuffer(d.observations(), d.actions(), count);
    double[] obs = new double[d.observations()];
    double[] nextObs = new double[d.observations()];
    double[] action = new double[d.actions()];
    Arrays.fill(action, -0.5);
    for (int n = 0; n < count; n++) {
      Arrays.fill(obs, base + n);
      Arrays.fill(nextObs, base + n + 0.5);
      replay.add(obs, action, base + n, nextObs, n % 2 == 1, 0);
    }
    return replay;
  }

  /** Rewards that are at least {@code least}; calling {@code reward} fails. */
  static Relabeling paying(double least) {
    return new Relabeling() {
      @Override
      public double leastReward() {
        return least;
      }

      @Override
      public double reward(int task, double[] obs, double[] action, double[] nextObs) {
        throw new AssertionError("nobody should ask for the reward of task " + task);
      }
    };
  }
}
