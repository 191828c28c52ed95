package org.qmp.rl.multitask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Relabeling;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

/** Learners of three tasks, and transitions for them. */
final class Teams {
  static final List<String> TASKS = List.of("left", "right", "up");
  static final Dimensions SIZES = new Dimensions(3, 3, 2);

  private static final Relabeling KNOWN =
      new Relabeling() {
        @Override
        public double leastReward() {
          return -3;
        }

        @Override
        public double reward(int task, double[] seen, double[] action, double[] next) {
          return -Math.abs(next[task]);
        }
      };

  private Teams() {}

  static Learners learners(Method method, Backend backend) {
    return new Learners(factory(method), backend, Precision.FLOAT);
  }

  static LearnerFactory factory(Method method) {
    TaskSet taskSet = new TaskSet(TASKS, SIZES, Optional.of(KNOWN));
    return new LearnerFactory(method, taskSet, Small.config(8), 5);
  }

  /** The same number of updates for each learner. */
  static long[] each(Learners learners, long count) {
    long[] counts = new long[learners.all().size()];
    Arrays.fill(counts, count);
    return counts;
  }

  /**
   * Forty transitions of each task, the same in every call.
   *
   * @param acting makes (i + acting · n) mod 3 the acting policy of transition n of task i
   */
  static List<ReplayBuffer> replays(int acting) {
    List<ReplayBuffer> replays = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Xoshiro256 rng = Xoshiro256.named(i, "transitions");
      ReplayBuffer replay = new ReplayBuffer(3, 2, 40);
      for (int n = 0; n < 40; n++) {
        double reward = rng.nextDouble(-1, 0);
        boolean ends = rng.nextInt(5) == 0;
        replay.add(draw(rng, 3), draw(rng, 2), reward, draw(rng, 3), ends, (i + acting * n) % 3);
      }
      replays.add(replay);
    }
    return replays;
  }

  private static double[] draw(Xoshiro256 rng, int count) {
    double[] values = new double[count];
    for (int j = 0; j < count; j++) {
      values[j] = rng.nextDouble(-1, 1);
    }
    return values;
  }

  /** A fingerprint of everything learned and of the random streams. */
  static String fingerprint(Learners learners) {
    Fingerprint fingerprint = new Fingerprint();
    learners.addTo(fingerprint);
    return fingerprint.hex();
  }
}
