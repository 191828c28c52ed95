package org.qmp.rl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.store.Checkpoint;

/**
 * Every task's world in lockstep: all see, the behaviour decides for all at once, all whose turn it
 * is act. Whoever acts, a transition carries its own task's reward into its own task's replay.
 */
final class Collector {
  private final List<TaskLoop> loops = new ArrayList<>();
  private final Turns turns;
  private final BehaviorPolicy policy;
  private final double[] action;

  /** How often each policy, not chance, acted for each task since {@link #forgetShares(int)}. */
  private final long[][] acted;

  /** The step that is being made: for messages only. */
  private long now;

  Collector(RunSpec spec, Worlds worlds, BehaviorPolicy policy) {
    this.turns = spec.training().turns();
    this.policy = policy;
    for (int i = 0; i < worlds.tasks(); i++) {
      loops.add(
          new TaskLoop(
              worlds.task(i),
              worlds.create(i, () -> "step " + now),
              spec.seed(),
              spec.training().replayCapacity()));
    }
    action = new double[worlds.actions()];
    acted = new long[worlds.tasks()][policy.policies()];
    policy.restart(spec.seed(), "");
  }

  /**
   * One step of every task whose turn it is.
   *
   * @param step environment steps so far, of all tasks together
   * @param who acts
   */
  void round(long step, Start who) {
    now = step;
    boolean wait = turns == Turns.EPISODES && anyoneIsInEpisode();
    for (int i = 0; i < loops.size(); i++) {
      TaskLoop loop = loops.get(i);
      now++;
      if (!wait && !loop.inEpisode()) {
        loop.begin();
        policy.episodeBegan(i);
      }
      policy.observe(i, loop.observation());
    }
    now = step;
    if (who == Start.BEHAVIOR) {
      policy.decide(step);
    }
    for (int i = 0; i < loops.size(); i++) {
      now++;
      if (loops.get(i).inEpisode()) {
        act(i, who);
      } else {
        loops.get(i).pass();
      }
    }
  }

  private boolean anyoneIsInEpisode() {
    boolean anyone = false;
    for (int i = 0; i < loops.size(); i++) {
      anyone |= loops.get(i).inEpisode();
    }
    return anyone;
  }

  private void act(int task, Start who) {
    TaskLoop loop = loops.get(task);
    int acting = task;
    if (who == Start.UNIFORM) {
      loop.randomAction(action);
    } else {
      policy.sampledAction(task, action);
      acting = policy.acting(task);
      acted[task][acting]++;
    }
    loop.act(action, acting);
  }

  List<TaskLoop> loops() {
    return loops;
  }

  List<ReplayBuffer> replays() {
    return loops.stream().map(TaskLoop::replay).toList();
  }

  /** Whether any policy acted for a task lately, in the place of chance. */
  boolean policiesActed(int task) {
    return Arrays.stream(acted[task]).sum() > 0;
  }

  /** How often a policy acted for a task lately, in [0, 1]; 0 where none did. */
  double share(int task, int acting) {
    long all = Arrays.stream(acted[task]).sum();
    return all == 0 ? 0 : (double) acted[task][acting] / all;
  }

  void forgetShares(int task) {
    Arrays.fill(acted[task], 0);
  }

  void addTo(Fingerprint fingerprint) {
    policy.streams().forEach((name, rng) -> fingerprint.add(name, rng.state()));
  }

  void save(Checkpoint.Builder into) {
    loops.forEach(loop -> loop.save(into));
    policy.streams().forEach((name, rng) -> into.longs("behavior/" + name, rng.state()));
    into.longs("behavior/acting", policy.save());
    into.longs("behavior/acted", Arrays.stream(acted).flatMapToLong(Arrays::stream).toArray());
  }

  /** Goes on from what {@link #save} wrote after so many steps. */
  void restore(Checkpoint from, long step) throws IOException {
    now = step;
    for (TaskLoop loop : loops) {
      loop.restore(from);
    }
    for (var stream : policy.streams().entrySet()) {
      stream.getValue().restore(from.longs("behavior/" + stream.getKey()));
    }
    policy.restore(from.longs("behavior/acting"));
    long[] counts = from.longs("behavior/acted");
    for (int i = 0; i < acted.length; i++) {
      System.arraycopy(counts, i * acted[i].length, acted[i], 0, acted[i].length);
    }
  }
}
