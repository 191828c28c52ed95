package org.qmp.rl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Fingerprint;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.Policies;
import org.qmp.rl.multitask.Learner;
import org.qmp.rl.multitask.Learners;
import org.qmp.rl.multitask.Plan;
import org.qmp.rl.multitask.Scene;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.store.Checkpoint;

/**
 * The state of a run and its one step forward: every task whose turn it is collects a step, then
 * every learner makes the updates that are due. Knows nothing of files or of time.
 */
final class Training implements AutoCloseable {
  private final RunSpec spec;
  private final Worlds worlds;
  private final Dimensions sizes;
  private final Learners learners;
  private final Policies policies;
  private final Collector collector;
  private final List<ReplayBuffer> replays;
  private final Map<Acts, BehaviorPolicy> evaluated = new LinkedHashMap<>();
  private long step;

  /** Steps of each task since the warm-up. */
  private final long[] since;

  /** Updates of each learner. */
  private final long[] updates;

  /** Updates that each learner is to make now. */
  private final long[] due;

  Training(RunSpec spec, TaskSuite suite, Backend backend) {
    if (!spec.suite().equals(suite.name())) {
      throw new IllegalArgumentException(
          "the run is of suite " + spec.suite() + ", not of suite " + suite.name());
    }
    this.spec = spec;
    this.worlds = new Worlds(suite);
    this.sizes = new Dimensions(worlds.tasks(), worlds.observations().size(), worlds.actions());
    learners =
        new Learners(
            new Plan(
                spec.method(),
                new Scene(worlds.names(), sizes, worlds.relabeling()),
                spec.sac(),
                spec.seed()),
            backend,
            spec.precision());
    try {
      policies =
          new Policies(worlds.names(), learners.sacs(), worlds.guides(), suite.domainKnowledge());
      Behavior behavior = spec.method().behavior();
      collector = new Collector(spec, worlds, policy(behavior));
      evaluated.put(Acts.OWN, policy(new Behavior.Own()));
      if (!(behavior instanceof Behavior.Own)) {
        evaluated.put(Acts.MIXTURE, policy(behavior));
      }
    } catch (RuntimeException e) {
      learners.close();
      throw e;
    }
    replays = collector.replays();
    since = new long[worlds.tasks()];
    updates = new long[learners.all().size()];
    due = new long[updates.length];
  }

  private BehaviorPolicy policy(Behavior behavior) {
    return new BehaviorPolicy(learners.kernels(), behavior, policies, sizes);
  }

  /** One step of every task whose turn it is, and the updates that are due after it. */
  void round() {
    long before = step;
    boolean warmingUp = step < spec.training().warmUp();
    collector.round(step, warmingUp ? spec.training().start() : Start.BEHAVIOR);
    count(warmingUp);
    if (!warmingUp) {
      updateWhoIsDue();
      learners.conquerWhereDue(replays, before, step);
    }
  }

  private void count(boolean warmingUp) {
    for (int i = 0; i < since.length; i++) {
      if (collector.loops().get(i).madeStep()) {
        step++;
        since[i] += warmingUp ? 0 : 1;
      }
    }
  }

  /** Then every learner has made ⌊ratio · steps of its task since the warm-up⌋ updates. */
  private void updateWhoIsDue() {
    boolean anyone = false;
    for (int i = 0; i < due.length; i++) {
      long all = (long) Math.floor(spec.training().updatesPerStep() * stepsFor(i));
      due[i] = all - updates[i];
      updates[i] = all;
      anyone |= due[i] > 0;
    }
    if (anyone) {
      learners.update(replays, due, step);
    }
  }

  /** Of the learner's task; of all tasks on average, where one learner has them all. */
  private long stepsFor(int learner) {
    return updates.length == since.length ? since[learner] : mean(since);
  }

  private static long mean(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum / counts.length;
  }

  /** Who can be evaluated: own policies, and the mixture where there is one. */
  List<Acts> evaluable() {
    return List.copyOf(evaluated.keySet());
  }

  /** Episodes of every task; their start states depend on seed and step alone. */
  List<Evaluation> evaluate(Acts who) {
    int episodes = spec.training().evaluationEpisodes();
    return evaluate(who, episodes, spec.seed(), "/" + step, "evaluation at step " + step);
  }

  /**
   * Episodes of every task, side by side.
   *
   * @param suffix of the names of the streams of luck
   * @param moment for messages
   */
  List<Evaluation> evaluate(Acts who, int episodes, long seed, String suffix, String moment) {
    List<Environment> places = new ArrayList<>();
    List<Xoshiro256> luck = new ArrayList<>();
    for (int i = 0; i < worlds.tasks(); i++) {
      places.add(worlds.create(i, () -> moment));
      luck.add(Xoshiro256.named(seed, "evaluation/" + worlds.task(i) + suffix));
    }
    BehaviorPolicy policy = policy(who);
    policy.restart(seed, "evaluation" + suffix + "/");
    return Evaluation.of(places, policy, step, episodes, luck);
  }

  /**
   * The policy of evaluations.
   *
   * @throws IllegalArgumentException if there is no mixture
   */
  BehaviorPolicy policy(Acts who) {
    BehaviorPolicy policy = evaluated.get(who);
    if (policy == null) {
      throw new IllegalArgumentException("the method has no mixture: every task acts by itself");
    }
    return policy;
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

  /** Updates of each learner, on average. */
  long updates() {
    return mean(updates);
  }

  Collector collector() {
    return collector;
  }

  Policies policies() {
    return policies;
  }

  Learners learners() {
    return learners;
  }

  Map<String, ReplayBuffer> replayBuffers() {
    Map<String, ReplayBuffer> buffers = new LinkedHashMap<>();
    collector.loops().forEach(loop -> buffers.put(loop.name(), loop.replay()));
    return buffers;
  }

  /** SHA-256 over all that was learned and every stream of random numbers but the worlds'. */
  String fingerprint() {
    Fingerprint fingerprint = new Fingerprint().add("steps", new long[] {step, updates()});
    learners.addTo(fingerprint);
    collector.addTo(fingerprint);
    return fingerprint.hex();
  }

  /** Everything that the future depends on, but for the replay buffers' contents. */
  Checkpoint.Builder save(String canonicalSpec) {
    learners.requireFiniteState(step);
    Checkpoint.Builder builder = Checkpoint.builder(canonicalSpec, step);
    builder.longs("training/step", step).longs("training/since", since);
    builder.longs("training/updates", updates);
    collector.save(builder);
    learners.states().forEach(builder::mats);
    learners.streams().forEach((name, rng) -> builder.longs(name, rng.state()));
    for (Learner each : learners.all()) {
      each.latest().forEach((metric, number) -> builder.doubles("latest/" + metric, number));
    }
    return builder;
  }

  void restore(Checkpoint from) throws IOException {
    step = from.longs("training/step")[0];
    System.arraycopy(from.longs("training/since"), 0, since, 0, since.length);
    System.arraycopy(from.longs("training/updates"), 0, updates, 0, updates.length);
    collector.restore(from, step);
    for (var state : learners.states().entrySet()) {
      from.restore(state.getKey(), state.getValue());
    }
    for (var stream : learners.streams().entrySet()) {
      stream.getValue().restore(from.longs(stream.getKey()));
    }
    for (Learner each : learners.all()) {
      Map<String, Double> latest = new LinkedHashMap<>();
      for (String metric : each.latest().keySet()) {
        latest.put(metric, from.doubles("latest/" + metric)[0]);
      }
      each.restoreLatest(latest);
    }
  }

  @Override
  public void close() {
    learners.close();
  }
}
