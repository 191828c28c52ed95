package org.qmp.rl;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.multitask.Method;

/**
 * Trains and evaluates in memory, notifies listeners and writes metrics to sinks. The result has
 * the same bits as that of a {@link Trainer}, which does the same in a directory.
 *
 * <pre>{@code
 * try (Agent agent = Agent.train(suite, NamedMethod.of("separated+qmp").method(), 20_000)) {
 *   double[] action = agent.policy("reach-left").act(observation);
 * }
 * }</pre>
 *
 * <p>Not thread-safe, except for the methods that say so.
 */
public final class Agent implements AutoCloseable {
  /** Closed with this agent, in reverse order. */
  private final Deque<Closeable> resources = new ArrayDeque<>();

  private final TaskSuite suite;
  private final TrainingMetrics metrics;
  final Training training;
  final Evaluations evaluations;

  /** Whether the state is that between two rounds, from which training can continue. */
  private boolean sound = true;

  private volatile boolean stopping;

  /** Read by other threads. */
  private volatile long step;

  private volatile long updates;

  /** Observes a training. An exception that it throws ends the training. */
  public interface Listener {
    /** Does nothing. */
    Listener NONE = new Listener() {};

    /**
     * After a task's episode, before {@link #onRound}.
     *
     * @param sum undiscounted return
     */
    default void onEpisode(Agent agent, String task, double sum, long length) {}

    /**
     * Called after every round: a step of each task whose turn it is, and the updates that are due.
     * Must be quick. {@link Agent#requestStop()} ends the training here.
     */
    default void onRound(Agent agent) {}

    /**
     * Called before every step of an evaluation. Must be quick. {@link Agent#requestStop()} ends
     * the training here: the evaluation is abandoned, and made again when the training continues.
     */
    default void onEvaluating(Agent agent) {}

    /**
     * After {@link #onRound}, for each task when it is time to evaluate: first for own policies,
     * then for the mixture if the method has one.
     */
    default void onEvaluation(Agent agent, Acts who, String task, Evaluation evaluation) {}
  }

  /**
   * A run at its start.
   *
   * @param spec of the suite's name
   * @throws org.qmp.rl.behavior.MethodException if the method cannot train on this suite
   * @throws EnvironmentException if an environment cannot be created
   * @throws IllegalArgumentException if the suite has another name than the specification says
   */
  public Agent(RunSpec spec, TaskSuite suite, Backend backend) {
    this.suite = suite;
    training = new Training(spec, suite, backend);
    resources.add(training::close);
    metrics = new TrainingMetrics(training);
    evaluations = new Evaluations(training, metrics);
  }

  /**
   * Trains with {@link RunSpec#of default choices} to the end.
   *
   * @param steps environment steps of all tasks together, at least 1
   * @throws EnvironmentException if an environment failed, naming the task and the step
   */
  public static Agent train(TaskSuite suite, Method method, long steps) {
    return train(suite, RunSpec.of(suite.name(), method, steps), Listener.NONE);
  }

  /** Trains to the end, or until a listener asks for a stop. */
  public static Agent train(TaskSuite suite, RunSpec spec, Listener listener) {
    Agent agent = new Agent(spec, suite, Backend.best());
    try {
      agent.run(listener);
      return agent;
    } catch (RuntimeException | Error e) {
      try (agent) {
        throw e;
      }
    }
  }

  /**
   * Trains until the run is over or {@link #requestStop()}; after a stop it can be called again.
   *
   * @return whether the run is over
   * @throws EnvironmentException if an environment failed, naming the task and the step
   * @throws org.qmp.autograd.NonFiniteException if a number became NaN or infinite
   * @throws UncheckedIOException if a sink failed
   * @throws IllegalStateException if an earlier call threw something, or this agent is closed
   */
  public boolean run(Listener listener) {
    requireSound();
    try {
      while (goesOn()) {
        checkedRound(listener);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stopping = false;
    return isOver();
  }

  /**
   * One step of every task whose turn it is, and what is due after it; or, after a stop during an
   * evaluation, that evaluation. Throws as {@link #run}.
   *
   * @throws IllegalStateException also if the run is over
   */
  public void round(Listener listener) {
    try {
      checkedRound(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stopping = false;
  }

  void checkedRound(Listener listener) throws IOException {
    requireSound();
    if (isOver()) {
      throw new IllegalStateException("the run is over, at step " + training.step());
    }
    sound = false; // until all has gone well: an error may come between two tasks' steps
    if (!evaluations.due) {
      step(listener);
    }
    if (evaluations.due) {
      evaluations.make(this, listener);
    }
    sound = true;
  }

  private void step(Listener listener) throws IOException {
    long before = training.step();
    try {
      training.round();
    } finally {
      publishProgress();
    }
    metrics.episodes();
    for (TaskLoop task : training.tasks()) {
      if (task.justEnded()) {
        listener.onEpisode(this, task.name, task.lastReturn(), task.lastLength());
      }
    }
    listener.onRound(this);
    evaluations.due = training.isOver() || crossed(before, spec().training().evaluateEvery());
  }

  private void requireSound() {
    if (!sound) {
      throw new IllegalStateException("this agent is training, has failed or is closed");
    }
  }

  /** Whether the run is neither over nor asked to stop. */
  boolean goesOn() {
    return !isOver() && !stopping;
  }

  /** Whether all steps and evaluations have been made. */
  boolean isOver() {
    return training.isOver() && !evaluations.due;
  }

  /** Whether a multiple has been reached since then. */
  boolean crossed(long before, long every) {
    return before / every != training.step() / every;
  }

  /** Whether an evaluation is to be abandoned. */
  boolean isStopping(Listener listener) {
    listener.onEvaluating(this);
    return stopping;
  }

  void publishProgress() {
    step = training.step();
    updates = training.updates();
  }

  /**
   * Requests a stop after the current step, without the rest of an evaluation; may be called from
   * any thread.
   */
  public void requestStop() {
    stopping = true;
  }

  /** Adds a sink for metrics, which is closed with this agent. */
  public void add(MetricsSink sink) {
    metrics.add(sink);
    closeToo(sink);
  }

  void closeToo(Closeable resource) {
    resources.add(resource);
  }

  void flush() throws IOException {
    metrics.flush();
  }

  public RunSpec spec() {
    return training.spec();
  }

  /** Names, in order. */
  public List<String> tasks() {
    return training.policies().tasks();
  }

  /** Environment steps of all tasks together; may be called from any thread. */
  public long step() {
    return step;
  }

  /** Updates of each learner, on average; may be called from any thread. */
  public long updates() {
    return updates;
  }

  /** Number of learners: one for each task, or one for all. */
  public int learners() {
    return training.learners().all().size();
  }

  /** SHA-256 over all that was learned. */
  public String fingerprint() {
    return TrainingState.fingerprint(training);
  }

  /**
   * Mean of the latest episode's return in collection over the tasks that have ended one, NaN
   * before the first.
   */
  public double recentReturn() {
    return training.tasks().stream()
        .filter(TaskLoop::hasEndedAny)
        .mapToDouble(TaskLoop::lastReturn)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Episodes of every task with mean actions, from start states that the seed determines.
   *
   * @param episodes of each task, 1 to 100,000
   * @throws IllegalArgumentException if the method has no mixture, or another number of episodes
   * @throws EnvironmentException if an environment failed
   * @throws org.qmp.autograd.NonFiniteException if a score is not finite
   */
  public List<Evaluation> evaluate(Acts who, int episodes, long seed) {
    return training.evaluate(who, episodes, seed, "", "evaluation");
  }

  /**
   * A policy for all tasks at once, which always acts by the current weights; each call creates a
   * new one. Its actions are in [−1, 1], those of {@link #policy(String)} in the environment's
   * bounds. Not to be used while another thread trains.
   *
   * @throws IllegalArgumentException if the method has no mixture
   */
  public BehaviorPolicy policy(Acts who, long seed) {
    return training.policy(who, seed, "evaluation/");
  }

  /**
   * A copy of a task's current policy; further training does not change it.
   *
   * @throws IllegalArgumentException if there is no such task, naming those that there are
   */
  public Policy policy(String task) {
    return Learned.of(training, suite).policy(task);
  }

  /**
   * A copy of a task's current mixture; further training does not change it.
   *
   * @throws IllegalArgumentException if there is no such task, naming those that there are
   * @throws org.qmp.rl.behavior.MethodException as {@link MixturePolicy#load}
   */
  public MixturePolicy mixture(String task) {
    return Learned.of(training, suite).mixture(task);
  }

  /** Releases everything, even if closing a part of it fails. Closing again has no effect. */
  @Override
  public void close() {
    try {
      closeAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("try") // a resource that is only closed
  void closeAll() throws IOException {
    sound = false;
    if (!resources.isEmpty()) {
      try (Closeable first = resources.removeFirst()) {
        closeAll(); // the others, before it
      }
    }
  }
}
