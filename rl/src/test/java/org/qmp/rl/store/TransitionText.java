package org.qmp.rl.store;

import java.util.Arrays;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

/** One transition as text, which is easy to compare. */
final class TransitionText {
  static final int OBS = 3;
  static final int ACTION = 2;

  private TransitionText() {}

  /** Adds a transition that its number determines, and returns it as text. */
  static String add(ReplayBuffer buffer, long number) {
    Xoshiro256 rng = Xoshiro256.named(number, "transition");
    double[] obs = draw(rng, OBS);
    double[] action = draw(rng, ACTION);
    double reward = draw(rng, 1)[0];
    double[] next = draw(rng, OBS);
    boolean terminated = rng.nextInt(3) == 0;
    int policy = rng.nextInt(Short.MAX_VALUE + 1);
    buffer.add(obs, action, reward, next, terminated, policy);
    double continues = terminated ? 0 : 1;
    return text(obs, action, new double[] {reward}, next, new double[] {continues}) + policy;
  }

  private static double[] draw(Xoshiro256 rng, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) rng.nextDouble(-1e3, 1e3);
    }
    return values;
  }

  private static String text(double[]... parts) {
    return Arrays.deepToString(parts);
  }

  /** Observations, actions, rewards, next observations and continues. */
  static Mat[] batch(Precision precision, int rows) {
    return new Mat[] {
      precision.zeros(rows, OBS),
      precision.zeros(rows, ACTION),
      precision.zeros(rows, 1),
      precision.zeros(rows, OBS),
      precision.zeros(rows, 1)
    };
  }

  /** The parts as a batch whose weights do not matter. */
  static Batch batch(Mat... parts) {
    return new Batch(parts[0], parts[1], parts[2], parts[3], parts[4], parts[2]);
  }

  static void sample(ReplayBuffer buffer, Xoshiro256 rng, Mat[] batch, int from, int rows) {
    buffer.sample(rng, batch(batch), from, rows);
  }

  static String row(Mat[] batch, int row) {
    return text(
        batch[0].toRows()[row],
        batch[1].toRows()[row],
        batch[2].toRows()[row],
        batch[3].toRows()[row],
        batch[4].toRows()[row]);
  }

  /** The transition at an index. */
  static String read(ReplayBuffer buffer, int index, Precision precision) {
    Mat[] to = batch(precision, 3);
    buffer.read(index, batch(to), 1);
    return row(to, 1) + buffer.actingPolicy(index);
  }

  /** The reward of a transition. */
  static double reward(ReplayBuffer buffer, int index) {
    Dimensions d = new Dimensions(1, buffer.obsLength(), buffer.actionLength());
    Batch row = Batch.zeros(Precision.DOUBLE, d, 1);
    buffer.read(index, row, 0);
    return row.reward().scalar();
  }
}
