package org.qmp.rl.multitask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.qmp.autograd.NonFiniteException;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;

/** A {@link Sac} with the sampling of its batches: the learner of one task, or of all. */
public final class Learner {
  private final String name;
  private final Sac sac;
  private final OwnTransitions transitions;
  private final Consumer<List<ReplayBuffer>> fill;
  private final Map<String, Xoshiro256> streams = new LinkedHashMap<>();

  /** Numbers of the last update before a restored checkpoint, until the next update; else empty. */
  private Map<String, Double> restored = Map.of();

  /**
   * A learner.
   *
   * @param name the task's, or one for all tasks together
   * @param fill fills all that the tapes read before an update, from all tasks' buffers
   * @param streams of random numbers besides those of noise and transitions, by name
   */
  Learner(
      String name,
      Sac sac,
      OwnTransitions transitions,
      Consumer<List<ReplayBuffer>> fill,
      Map<String, Xoshiro256> streams) {
    this.name = name;
    this.sac = sac;
    this.transitions = transitions;
    this.fill = fill;
    this.streams.put("noise", sac.noiseStream());
    this.streams.putAll(streams);
    this.streams.putAll(transitions.streams());
  }

  public String name() {
    return name;
  }

  public Sac sac() {
    return sac;
  }

  /**
   * Metrics of the latest update by name: losses, entropy, and K / (K + M) of {@link
   * SharedTransitions}. Empty before the first update.
   */
  public Map<String, Double> latest() {
    if (!restored.isEmpty() || sac.updates() == 0) {
      return restored;
    }
    Map<String, Double> latest = new LinkedHashMap<>();
    latest.put("learner/" + name + "/criticLoss", sac.criticLoss());
    latest.put("learner/" + name + "/actorLoss", sac.actorLoss());
    latest.put("learner/" + name + "/entropy", sac.entropy());
    transitions
        .sharingProportions()
        .forEach((task, part) -> latest.put("learner/" + task + "/sharing", part));
    return latest;
  }

  /** Restores what {@link #latest()} returned before a checkpoint, until the next update. */
  public void restoreLatest(Map<String, Double> numbers) {
    restored = new LinkedHashMap<>(numbers);
  }

  /**
   * One update.
   *
   * @param replays of all tasks, in order
   * @param step for messages
   * @throws NonFiniteException if a loss is not finite, naming it and the step
   */
  public void update(List<ReplayBuffer> replays, long step) {
    fill.accept(replays);
    sac.update();
    restored = Map.of();
    requireFinite("critic loss", sac.criticLoss(), step);
    requireFinite("actor loss", sac.actorLoss(), step);
    requireFinite("temperature loss", sac.temperatureLoss(), step);
  }

  private void requireFinite(String what, double value, long step) {
    if (!Double.isFinite(value)) {
      throw new NonFiniteException(
          "learner " + name + ": " + what + " is " + value + " at step " + step);
    }
  }

  /** Streams of random numbers, whose states belong to a checkpoint. */
  public Map<String, Xoshiro256> streams() {
    return streams;
  }
}
