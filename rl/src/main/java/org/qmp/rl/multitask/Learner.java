package org.qmp.rl.multitask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Sac;

/** A {@link Sac} with what feeds it: the learner of one task, or of all. */
public final class Learner {
  private final String name;
  private final Sac sac;
  private final List<Feed> feeds;
  private final Sampling sampling;
  private final Map<String, Xoshiro256> streams = new LinkedHashMap<>();

  /** Of the last update before a checkpoint from which nothing has been learned yet, else empty. */
  private Map<String, Double> restored = Map.of();

  /** Fills what a learner's tapes read before an update. */
  @FunctionalInterface
  interface Feed {
    void fill(List<ReplayBuffer> replays);
  }

  /**
   * A learner.
   *
   * @param name the task's, or one for all tasks together
   * @param feeds what else is filled before an update
   * @param streams of random numbers besides noise and sampling, by name
   */
  Learner(
      String name, Sac sac, Sampling sampling, List<Feed> feeds, Map<String, Xoshiro256> streams) {
    this.name = name;
    this.sac = sac;
    this.sampling = sampling;
    this.feeds = List.copyOf(feeds);
    this.streams.put("noise", sac.noiseStream());
    this.streams.putAll(streams);
    this.streams.putAll(sampling.streams());
  }

  public String name() {
    return name;
  }

  public Sac sac() {
    return sac;
  }

  /**
   * What the latest update was like, by the names of metrics: losses, entropy, and how much of the
   * batch came from other tasks. Nothing before the first update.
   */
  public Map<String, Double> latest() {
    if (!restored.isEmpty() || sac.updates() == 0) {
      return restored;
    }
    Map<String, Double> latest = new LinkedHashMap<>();
    latest.put("learner/" + name + "/criticLoss", sac.criticLoss());
    latest.put("learner/" + name + "/actorLoss", sac.actorLoss());
    latest.put("learner/" + name + "/entropy", sac.entropy());
    sampling
        .sharingProportions()
        .forEach((task, part) -> latest.put("learner/" + task + "/sharing", part));
    return latest;
  }

  /** Takes up what {@link #latest()} gave before a checkpoint, until the next update. */
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
    sampling.fill(replays);
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).fill(replays);
    }
    sac.update();
    restored = Map.of();
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
  static void requireFinite(String whose, Map<String, Mat> state, long step) {
    for (Map.Entry<String, Mat> part : state.entrySet()) {
      int at = part.getValue().firstNonFinite();
      if (at >= 0) {
        int cols = part.getValue().cols();
        throw new NonFiniteException(
            String.format(
                Locale.ROOT,
                "%s: %s is %s in row %d, column %d at step %d",
                whose,
                part.getKey(),
                part.getValue().get(at / cols, at % cols),
                at / cols,
                at % cols,
                step));
      }
    }
  }

  /** Everything that later updates depend on, but for the streams: writing into it restores it. */
  public Map<String, Mat> state() {
    return sac.state();
  }

  /** Streams of random numbers, whose states belong to a checkpoint. */
  public Map<String, Xoshiro256> streams() {
    return streams;
  }
}
