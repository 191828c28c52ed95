package org.qmp.rl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.sac.Dimensions;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.ReplayBuffer;

/**
 * The state of a run and its one step forward: every task collects a step, then every learner makes
 * the updates that are due. Knows nothing of files or of time.
 */
final class Training {
  private final RunSpec spec;
  private final Worlds worlds;
  private final List<TaskLoop> loops = new ArrayList<>();
  private final List<TaskLearner> learners = new ArrayList<>();
  private final double[] action;
  private long step;

  /** The step that is being made: for messages only. */
  private long now;

  private long updatesDone;

  Training(RunSpec spec, TaskSuite suite, Kernels kernels) {
    this.spec = spec;
    this.worlds = new Worlds(suite);
    int actions = worlds.actions();
    Dimensions d = new Dimensions(1, worlds.observations().size(), actions);
    for (int i = 0; i < worlds.tasks(); i++) {
      String task = worlds.task(i);
      Environment world = worlds.create(i, () -> "step " + now);
      int capacity = spec.training().replayCapacity();
      loops.add(new TaskLoop(task, world, spec.seed(), capacity));
      learners.add(new TaskLearner(task, kernels, d, spec.sac(), spec.seed()));
    }
    action = new double[actions];
  }

  /** One step of every task and the updates that are due after it. */
  void round() {
    boolean random = step < spec.training().warmUp();
    for (int i = 0; i < loops.size(); i++) {
      now = step + i + 1;
      TaskLoop loop = loops.get(i);
      double[] observation = loop.observation();
      if (random) {
        loop.randomAction(action);
      } else {
        learners.get(i).sampleAction(observation, action);
      }
      loop.act(action, i);
    }
    step += loops.size();
    for (long due = updatesDue(); updatesDone < due; updatesDone++) {
      for (int i = 0; i < learners.size(); i++) {
        learners.get(i).update(loops.get(i).replay(), step);
      }
    }
  }

  /** ⌊ratio · steps of one task since the warm-up⌋. */
  private long updatesDue() {
    long since = Math.max(0, step - spec.training().warmUp()) / loops.size();
    return (long) Math.floor(spec.training().updatesPerStep() * since);
  }

  /** The mean actions' episodes for one task; their start states depend on seed and step alone. */
  Evaluation evaluate(int task) {
    Environment world = worlds.create(task, () -> "evaluation at step " + step);
    Xoshiro256 luck =
        Xoshiro256.named(spec.seed(), "evaluation/" + loops.get(task).name() + "/" + step);
    int episodes = spec.training().evaluationEpisodes();
    return Evaluation.of(world, learners.get(task)::meanAction, episodes, luck);
  }

  RunSpec spec() {
    return spec;
  }

  /** Environment steps of all tasks together. */
  long step() {
    return step;
  }

  boolean isOver() {
    return step >= spec.training().steps();
  }

  /** Updates of each learner. */
  long updates() {
    return updatesDone;
  }

  List<TaskLoop> loops() {
    return loops;
  }

  List<TaskLearner> learners() {
    return learners;
  }

  Map<String, ReplayBuffer> replayBuffers() {
    Map<String, ReplayBuffer> buffers = new LinkedHashMap<>();
    loops.forEach(loop -> buffers.put(loop.name(), loop.replay()));
    return buffers;
  }

  /** SHA-256 over all that was learned and every learner's streams. */
  String fingerprint() {
    Fingerprint fingerprint = new Fingerprint().add("steps", new long[] {step, updatesDone});
    learners.forEach(learner -> learner.addTo(fingerprint));
    return fingerprint.hex();
  }

  /** Everything that the future depends on, but for the replay buffers' contents. */
  Checkpoint.Builder save(String specId) {
    learners.forEach(learner -> learner.requireFiniteState(step));
    Checkpoint.Builder builder = Checkpoint.builder(specId, step);
    builder.longs("training", new long[] {step, updatesDone});
    loops.forEach(loop -> loop.save(builder));
    learners.forEach(learner -> learner.save(builder));
    return builder;
  }

  void restore(Checkpoint from) throws IOException {
    long[] counts = from.longs("training");
    step = counts[0];
    now = step;
    updatesDone = counts[1];
    for (TaskLoop loop : loops) {
      loop.restore(from);
    }
    for (TaskLearner learner : learners) {
      learner.restore(from);
    }
  }
}
