package org.qmp.rl;

import java.io.IOException;
import java.util.Map;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Normal;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.sac.Acting;
import org.qmp.rl.sac.Batch;
import org.qmp.rl.sac.Dimensions;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.ReplayBuffer;

/** One task's learner with its policy in use and its streams of random numbers. */
final class TaskLearner {
  private final String name;
  private final Sac sac;
  private final Acting acting;
  private final Xoshiro256 actionStream;
  private final Normal actionNoise;
  private final Xoshiro256 replayStream;

  TaskLearner(String name, Kernels kernels, Dimensions d, SacConfig config, long seed) {
    this.name = name;
    this.sac = new Sac(kernels, d, config, seed, "learner/" + name);
    this.acting = new Acting(kernels, sac);
    this.actionStream = Xoshiro256.named(seed, "action/" + name);
    this.actionNoise = new Normal(kernels, actionStream);
    this.replayStream = Xoshiro256.named(seed, "replay/" + name);
  }

  Sac sac() {
    return sac;
  }

  /** A sample of the policy. */
  void sampleAction(double[] observation, double[] out) {
    actionNoise.fill(acting.noise());
    act(observation, acting.sampled(), out);
  }

  /** The policy's mean action; draws no random numbers. */
  void meanAction(double[] observation, double[] out) {
    act(observation, acting.mean(), out);
  }

  private void act(double[] observation, Mat chosen, double[] out) {
    acting.observations().set(observation);
    acting.act();
    for (int j = 0; j < out.length; j++) {
      out[j] = chosen.get(0, j);
    }
  }

  /**
   * One update with a batch drawn from the buffer.
   *
   * @throws NonFiniteException if a loss is not finite, naming it and the step
   */
  void update(ReplayBuffer replay, long step) {
    Batch b = sac.batch();
    replay.sample(
        replayStream, b.obs(), b.action(), b.reward(), b.nextObs(), b.continues(), 0, b.rows());
    sac.update();
    requireFinite("critic loss", sac.criticLoss(), step);
    requireFinite("actor loss", sac.actorLoss(), step);
    requireFinite("temperature loss", sac.temperatureLoss(), step);
  }

  private void requireFinite(String what, double value, long step) {
    if (!Double.isFinite(value)) {
      throw new NonFiniteException(
          "task " + name + ": " + what + " is " + value + " at step " + step);
    }
  }

  /**
   * Looks at every number before it is saved.
   *
   * @throws NonFiniteException naming the tensor, the element and the step
   */
  void requireFiniteState(long step) {
    for (Map.Entry<String, Mat> part : sac.state().entrySet()) {
      int at = part.getValue().firstNonFinite();
      if (at >= 0) {
        int cols = part.getValue().cols();
        throw new NonFiniteException(
            "task %s: %s is %s in row %d, column %d at step %d"
                .formatted(
                    name,
                    part.getKey(),
                    part.getValue().get(at / cols, at % cols),
                    at / cols,
                    at % cols,
                    step));
      }
    }
  }

  void addTo(Fingerprint fingerprint) {
    fingerprint.add(sac.state());
    fingerprint.add(name + "/noise", sac.noiseStream().state());
    fingerprint.add(name + "/action", actionStream.state());
    fingerprint.add(name + "/replay", replayStream.state());
  }

  void save(Checkpoint.Builder into) {
    String prefix = "learner/" + name + "/";
    into.mats(prefix, sac.state())
        .longs(prefix + "stream/noise", sac.noiseStream().state())
        .longs(prefix + "stream/action", actionStream.state())
        .longs(prefix + "stream/replay", replayStream.state());
  }

  void restore(Checkpoint from) throws IOException {
    String prefix = "learner/" + name + "/";
    from.restore(prefix, sac.state());
    sac.noiseStream().restore(from.longs(prefix + "stream/noise"));
    actionStream.restore(from.longs(prefix + "stream/action"));
    replayStream.restore(from.longs(prefix + "stream/replay"));
  }
}
