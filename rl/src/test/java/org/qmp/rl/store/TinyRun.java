package org.qmp.rl.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * A tiny run: each step adds a random transition to one of two replay buffers and mixes one that is
 * drawn from that buffer into a matrix. Later steps depend on every bit that is saved.
 */
final class TinyRun {
  static final String SPEC = "0123abc";

  /** Steps at which the run saves: some in a row, one twice, and some far apart. */
  private static final List<Integer> SAVES = List.of(0, 2, 3, 3, 7, 12, 13, 20);

  static final int END = 20;

  /** The fingerprint at each step of an undisturbed run. */
  static final List<String> EXPECTED = expected();

  final Map<String, ReplayBuffer> buffers = new LinkedHashMap<>();
  private final Mat weights = Precision.DOUBLE.zeros(1, 3);
  private final Mat[] batch = {
    Precision.FLOAT.zeros(1, 2),
    Precision.FLOAT.zeros(1, 1),
    Precision.FLOAT.zeros(1, 1),
    Precision.FLOAT.zeros(1, 2),
    Precision.FLOAT.zeros(1, 1)
  };
  private final Xoshiro256 rng = Xoshiro256.named(1, "tiny");
  private int step;

  TinyRun() {
    buffers.put("reach", new ReplayBuffer(2, 1, 5));
    buffers.put("push", new ReplayBuffer(2, 1, 3));
  }

  private static List<String> expected() {
    TinyRun run = new TinyRun();
    List<String> expected = new ArrayList<>(List.of(run.fingerprint()));
    while (run.step < END) {
      run.step();
      expected.add(run.fingerprint());
    }
    return List.copyOf(expected);
  }

  /** Notified of every save that has returned. */
  interface Watcher {
    void saved(int step);
  }

  int at() {
    return step;
  }

  /** Continues from the store's checkpoint and checks that its state is that of its step. */
  void resume(CheckpointStore store) throws IOException {
    if (store.restored().isPresent()) {
      Checkpoint from = store.restored().get();
      from.restore("weights", weights);
      rng.restore(from.longs("rng"));
      step = (int) from.step();
    }
    Assertions.assertEquals(EXPECTED.get(step), fingerprint(), "state at step " + step);
  }

  /** Runs to the end, saving on the way. */
  void run(CheckpointStore store, Watcher watcher) throws IOException {
    int from = step;
    for (int save : SAVES) {
      if (save >= from) {
        while (step < save) {
          step();
        }
        save(store, watcher);
      }
    }
  }

  void save(CheckpointStore store, Watcher watcher) throws IOException {
    Checkpoint checkpoint = new Checkpoint(SPEC, step);
    store.save(checkpoint.put("weights", weights).putLongs("rng", rng.state()));
    watcher.saved(step);
  }

  void step() {
    ReplayBuffer buffer = buffers.get(step % 3 == 0 ? "push" : "reach");
    double[] obs = {rng.nextDouble(), rng.nextDouble()};
    double[] next = {rng.nextDouble(), weights.get(0, 0)};
    buffer.add(obs, new double[] {rng.nextDouble()}, step, next, rng.nextInt(4) == 0, step);
    buffer.sample(rng, TransitionText.batch(batch), 0, 1);
    for (int j = 0; j < 3; j++) {
      double drawn = batch[j].get(0, 0) + batch[4].get(0, 0);
      weights.set(0, j, weights.get(0, j) * 0.5 + drawn);
    }
    step++;
  }

  String fingerprint() {
    Fingerprint fingerprint = new Fingerprint().add("weights", weights);
    Map<String, Mat> contents = new TreeMap<>();
    buffers.forEach(
        (name, buffer) -> {
          for (int i = 0; i < buffer.size(); i++) {
            Mat[] row = {
              Precision.FLOAT.zeros(1, 2),
              Precision.FLOAT.zeros(1, 1),
              Precision.FLOAT.zeros(1, 1),
              Precision.FLOAT.zeros(1, 2),
              Precision.FLOAT.zeros(1, 1)
            };
            buffer.read(i, TransitionText.batch(row), 0);
            for (int j = 0; j < row.length; j++) {
              contents.put(name + buffer.added() + "/" + i + "/" + j, row[j]);
            }
            contents.put(
                name + i + " policy " + buffer.actingPolicy(i), Precision.FLOAT.zeros(1, 1));
          }
        });
    return fingerprint.add(contents).hex() + Arrays.toString(rng.state());
  }
}
