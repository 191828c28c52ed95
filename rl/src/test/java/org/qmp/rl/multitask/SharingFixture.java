package org.qmp.rl.multitask;

import java.util.List;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Relabeling;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.OwnTransitions.LearnerTasks;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.Wiring;

/**
 * Three tasks with one observation and one action. Buffer 0 has observations 0 … 9, buffer 1 has
 * 100 … 109 and buffer 2 has 200 … 209; rewards equal observations, and the odd ones terminate. The
 * critic is Q₁ = slope · s, so the observations show which rows are used.
 */
abstract class SharingFixture {
  static final List<String> NAMES = List.of("left", "right", "up");
  static final Dimensions ONE = new Dimensions(1, 1, 1);
  final Kernels kernels = Backend.best().kernels(Precision.DOUBLE);

  static List<ReplayBuffer> replays() {
    return IntStream.range(0, 3).mapToObj(i -> Small.counting(ONE, 10, 100.0 * i)).toList();
  }

  /** A learner with one task per slope, whose first critic is slope[task] · s. */
  Sac learner(int batch, double... slope) {
    Dimensions d = new Dimensions(slope.length, 1, 1);
    SacConfig config = Small.config(batch, List.of(), 1e-2);
    Xoshiro256 weights = Xoshiro256.named(1, "weights");
    Nets nets = Nets.create(kernels, d, Wiring.heads(slope.length), config, weights);
    int rows = SharedTransitions.rowsPerTask(batch, NAMES.size());
    Batch room = Batch.zeros(kernels.precision(), d, rows);
    Xoshiro256 noise = Xoshiro256.named(1, "noise");
    Sac sac = new Sac(kernels, d, config, nets, room, Extension.NONE, noise);
    Mat weight = sac.critics().first().parameters().get(0).value();
    weight.fill(0);
    for (int task = 0; task < slope.length; task++) {
      weight.set(2 * task, 0, slope[task]);
    }
    return sac;
  }

  SharedTransitions shared(
      Sac sac, int own, LearnerTasks learnerTasks, DataSharing.Foreign rule, Relabeling known) {
    return new SharedTransitions(kernels, sac, own, learnerTasks, rule, known, 5);
  }

  static double[] column(Mat mat, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> mat.get(i, 0)).toArray();
  }
}
