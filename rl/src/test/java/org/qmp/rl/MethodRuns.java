package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

/** Small runs of any method, and readers of what they learned and stored. */
final class MethodRuns {
  private MethodRuns() {}

  /** The behaviour acts from the first step; after 40 steps, one update per two steps of a task. */
  static Training training(TaskSuite suite, Method method) {
    return training(
        suite,
        method,
        new TrainingConfig(8000, 40, Start.BEHAVIOR, Turns.STEPS, 0.5, 900, 1, 1, 1));
  }

  static Training training(TaskSuite suite, Method method, TrainingConfig config) {
    RunSpec spec = new RunSpec(suite.name(), method, 11, Precision.FLOAT, config, Runs.tinyNets(8));
    return new Training(spec, suite, Backend.plain());
  }

  static void rounds(Training training, int count) {
    for (int n = 0; n < count; n++) {
      training.round();
    }
  }

  /** A fingerprint of everything learned and of every random stream of the learners. */
  static String learned(Training training) {
    Fingerprint fingerprint = new Fingerprint();
    training.learners().addTo(fingerprint);
    return fingerprint.hex();
  }

  /** A fingerprint of each learner, by name. */
  static Map<String, String> learnedByName(Training training) {
    Map<String, String> learned = new LinkedHashMap<>();
    training
        .learners()
        .states()
        .forEach((name, state) -> learned.put(name, new Fingerprint().add(state).hex()));
    return learned;
  }

  /** The transitions in each task's replay buffer, by task name, each with its acting policy. */
  static Map<String, List<String>> stored(Training training) {
    List<String> policies = training.policies().names();
    Map<String, List<String>> all = new LinkedHashMap<>();
    training
        .replays()
        .forEach(
            (task, replay) -> {
              Batch rows = rows(replay);
              List<String> lines = new ArrayList<>();
              for (int i = 0; i < replay.size(); i++) {
                lines.add(line(rows, i) + " by " + policies.get(replay.actingPolicy(i)));
              }
              all.put(task, lines);
            });
    return all;
  }

  /** Compares line by line, so that a failure shows where two runs first differ. */
  static void assertStoredAlike(
      Map<String, List<String>> expected, Map<String, List<String>> found) {
    assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(found.keySet()));
    expected.forEach(
        (task, lines) -> {
          assertEquals(lines.size(), found.get(task).size(), task);
          for (int n = 0; n < lines.size(); n++) {
            assertEquals(lines.get(n), found.get(task).get(n), task + ", transition " + n);
          }
        });
  }

  private static String line(Batch rows, int i) {
    StringBuilder line = new StringBuilder();
    for (Mat part :
        new Mat[] {rows.obs(), rows.action(), rows.reward(), rows.nextObs(), rows.continues()}) {
      line.append(Arrays.toString(part.rowRange(i, i + 1).toRows()[0]));
    }
    return line.toString();
  }

  /** All transitions of a buffer. */
  static Batch rows(ReplayBuffer replay) {
    Dimensions d = new Dimensions(1, replay.obsLength(), replay.actionLength());
    Batch all = Batch.zeros(Precision.FLOAT, d, replay.size());
    for (int i = 0; i < replay.size(); i++) {
      replay.read(i, all, i);
    }
    return all;
  }

  /** Makes a separate learner's policy always act about the same: tanh(mean) in every dimension. */
  static void pin(Training training, String task, double mean) {
    Map<String, Mat> state = training.learners().states().get("learner/" + task + "/");
    Mat weight = state.get("actor/layer2/weight");
    Mat bias = state.get("actor/layer2/bias");
    weight.fill(0);
    for (int a = 0; a < bias.cols() / 2; a++) {
      bias.set(0, a, mean);
      bias.set(0, bias.cols() / 2 + a, -20);
    }
  }
}
