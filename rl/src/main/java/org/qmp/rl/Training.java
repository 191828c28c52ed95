package org.qmp.rl;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Team;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.Policies;
import org.qmp.rl.behavior.TrainedPolicies;
import org.qmp.rl.multitask.LearnerFactory;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.multitask.Learners;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * The training loop. In a {@link #round()} every task whose turn it is makes a step, and every
 * learner the updates that are due after it:
 *
 * <pre>
 *   decide    {@link BehaviorPolicy} sees all observations and chooses the policies that act
 *   act       each task's environment makes a step …
 *   store     … and {@link TaskLoop} puts it into the task's own replay, whoever acted
 *   update    each learner, as often as it has fallen behind its ratio
 * </pre>
 *
 * Knows nothing of files or of time.
 */
final class Training implements AutoCloseable {
  private final RunSpec spec;
  private final TrainingConfig config;
  private final TaskSuite suite;
  private final Environments environments;
  private final Dimensions sizes;
  private final Learners learners;
  private final Team team;
  private final Policies policies;
  private final BehaviorPolicy behavior;
  private final Map<Acts, BehaviorPolicy> evaluated = new EnumMap<>(Acts.class);
  private final List<TaskLoop> tasks = new ArrayList<>();
  private final List<ReplayBuffer> replays = new ArrayList<>();
  private final PerTask beginning;
  private final PerTask acting;

  /** Environment steps so far, of all tasks together. */
  private long step;

  /** Whether a round's steps are in progress. */
  private boolean making;

  /** Whether actions are random in this round. */
  private boolean uniform;

  /** Steps of each task since the warm-up. */
  private final long[] since;

  /** Updates of each learner. */
  private final long[] updates;

  /** Updates that each learner is to make now. */
  private final long[] due;

  /** Asked before every step of an evaluation. */
  BooleanSupplier abandons = () -> false;

  /**
   * A run at its start.
   *
   * @throws org.qmp.rl.behavior.MethodException if the method cannot train on this suite
   */
  Training(RunSpec spec, TaskSuite suite, Backend backend) {
    if (!spec.suite().equals(suite.name())) {
      throw new IllegalArgumentException(
          "the run is of suite " + spec.suite() + ", not of suite " + suite.name());
    }
    this.spec = spec;
    this.suite = suite;
    config = spec.training();
    environments = new Environments(suite);
    List<String> names = suite.taskNames();
    sizes = new Dimensions(names.size(), suite.observations().size(), suite.actions().size());
    TaskSet taskSet = new TaskSet(names, sizes, suite.relabeling());
    LearnerFactory factory = new LearnerFactory(spec.method(), taskSet, spec.sac(), spec.seed());
    learners = new Learners(factory, backend, spec.precision());
    team = new Team(Math.min(backend.threads(), names.size()));
    try {
      policies =
          new TrainedPolicies(names, learners.sacs(), suite.guides(), suite.domainKnowledge());
      behavior = policy(spec.method().behavior());
      evaluated.put(Acts.OWN, policy(new Behavior.Own()));
      if (!(spec.method().behavior() instanceof Behavior.Own)) {
        evaluated.put(Acts.MIXTURE, policy(spec.method().behavior()));
      }
      for (int i = 0; i < names.size(); i++) {
        int index = i;
        TaskLoop task =
            new TaskLoop(
                names.get(i),
                environments.create(i, false, () -> "step " + moment(index)),
                spec.seed(),
                config.replayCapacity(),
                policies.count());
        tasks.add(task);
        replays.add(task.replay);
      }
      behavior.restart(spec.seed(), "");
    } catch (RuntimeException | Error e) {
      try (learners;
          team;
          environments) {
        throw e;
      }
    }
    beginning = new PerTask(team, tasks.size(), this::begin);
    acting = new PerTask(team, tasks.size(), this::act);
    since = new long[tasks.size()];
    updates = new long[learners.all().size()];
    due = new long[updates.length];
  }

  private BehaviorPolicy policy(Behavior played) {
    return new BehaviorPolicy(learners.kernels(), played, policies, sizes);
  }

  /** One step of every task whose turn it is, and the updates that are due after it. */
  void round() {
    long before = step;
    boolean warmingUp = step < config.warmUp();
    uniform = warmingUp && config.start() == Start.UNIFORM;
    making = true;
    begin();
    if (!uniform) {
      decide();
    }
    acting.run();
    count(warmingUp);
    making = false;
    if (!warmingUp) {
      update();
      learners.distilIfDue(replays, before, step);
    }
  }

  /** The step that a task is making, or the last one: for messages. */
  private long moment(int task) {
    long before = tasks.stream().limit(task).filter(TaskLoop::hasTurn).count();
    return making ? step + before + 1 : step;
  }

  /** Begins the episodes that are due. */
  private void begin() {
    boolean wait = config.turns() == Turns.EPISODES && tasks.stream().anyMatch(TaskLoop::inEpisode);
    tasks.forEach(task -> task.setTurn(!wait || task.inEpisode()));
    if (!wait && !tasks.stream().allMatch(TaskLoop::inEpisode)) {
      for (int i = 0; i < tasks.size(); i++) {
        if (!tasks.get(i).inEpisode()) {
          behavior.episodeBegan(i);
        }
      }
      beginning.run();
    }
  }

  private void begin(int task) {
    if (!tasks.get(task).inEpisode()) {
      tasks.get(task).begin();
    }
  }

  /** Chooses the acting policy and the action of each task that makes a step. */
  private void decide() {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).inEpisode()) {
        behavior.observe(i, tasks.get(i).observation);
      }
    }
    behavior.decide(step);
    for (int i = 0; i < tasks.size(); i++) {
      behavior.sampledAction(i, tasks.get(i).action);
    }
  }

  private void act(int index) {
    TaskLoop task = tasks.get(index);
    if (task.hasTurn() && uniform) {
      task.randomize();
      task.act(index);
    } else if (task.hasTurn()) {
      task.acted[behavior.acting(index)]++;
      task.act(behavior.acting(index));
    }
  }

  private void count(boolean warmingUp) {
    for (int i = 0; i < since.length; i++) {
      if (tasks.get(i).hasTurn()) {
        step++;
        since[i] += warmingUp ? 0 : 1;
      }
    }
  }

  /** Then every learner has made ⌊ratio · steps of its task since the warm-up⌋ updates. */
  private void update() {
    boolean anyone = false;
    for (int i = 0; i < due.length; i++) {
      long steps = updates.length == since.length ? since[i] : mean(since); // one learner for all
      long all = (long) Math.floor(config.updatesPerStep() * steps);
      due[i] = all - updates[i];
      updates[i] = all;
      anyone |= due[i] > 0;
    }
    if (anyone) {
      learners.update(replays, due, step);
    }
  }

  private static long mean(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum / counts.length;
  }

  /**
   * What can be evaluated: the own policies, and the mixture unless it is the own policy anyway.
   */
  List<Acts> evaluable() {
    return List.copyOf(evaluated.keySet());
  }

  /** Episodes of every task, whose start states depend on seed and step; none if abandoned. */
  List<Evaluation> evaluate(Acts who) {
    int episodes = config.evaluationEpisodes();
    return evaluate(who, episodes, spec.seed(), "/" + step, "evaluation at step " + step);
  }

  /**
   * Episodes of every task, side by side, in environments of their own.
   *
   * @param episodes of each task, 1 to 100,000
   * @param suffix of the names of the streams of random numbers
   * @param moment for messages
   */
  List<Evaluation> evaluate(Acts who, int episodes, long seed, String suffix, String moment) {
    TrainingConfig.requireEpisodes("episodes", episodes);
    try (Environments made = new Environments(suite)) {
      List<Xoshiro256> chance =
          tasks.stream().map(t -> Xoshiro256.named(seed, "evaluation/" + t.name + suffix)).toList();
      BehaviorPolicy policy = evaluated(who);
      policy.restart(seed, "evaluation" + suffix + "/");
      return Evaluation.of(
          made.forEvaluation(moment), team, policy, step, episodes, chance, abandons);
    }
  }

  private BehaviorPolicy evaluated(Acts who) {
    return Optional.ofNullable(evaluated.get(who))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the method has no mixture: every task acts by itself"));
  }

  /**
   * A new policy, which always acts by the current weights.
   *
   * @param prefix of the names of its streams
   * @throws IllegalArgumentException if there is no mixture
   */
  BehaviorPolicy policy(Acts who, long seed, String prefix) {
    evaluated(who);
    BehaviorPolicy policy = policy(who == Acts.OWN ? new Behavior.Own() : spec.method().behavior());
    policy.restart(seed, prefix);
    return policy;
  }

  RunSpec spec() {
    return spec;
  }

  /** Every task with its environment and its replay. */
  List<TaskLoop> tasks() {
    return tasks;
  }

  BehaviorPolicy behavior() {
    return behavior;
  }

  Policies policies() {
    return policies;
  }

  Learners learners() {
    return learners;
  }

  /** Environment steps of all tasks together. */
  long step() {
    return step;
  }

  boolean isOver() {
    return step >= config.steps();
  }

  /** Updates of each learner, on average. */
  long updates() {
    return mean(updates);
  }

  /** Each task's replay, whose contents are saved apart. */
  Map<String, ReplayBuffer> replays() {
    Map<String, ReplayBuffer> byName = new LinkedHashMap<>();
    tasks.forEach(task -> byName.put(task.name, task.replay));
    return byName;
  }

  /** Step, steps of each task since the warm-up, updates of each learner: for a checkpoint. */
  long[][] counts() {
    return new long[][] {{step}, since, updates};
  }

  void restoreCounts(long[] newStep, long[] newSince, long[] newUpdates) {
    step = newStep[0];
    System.arraycopy(newSince, 0, since, 0, since.length);
    System.arraycopy(newUpdates, 0, updates, 0, updates.length);
  }

  @Override
  @SuppressWarnings("try") // resources that are only closed
  public void close() {
    try (learners;
        team;
        environments) {}
  }
}
