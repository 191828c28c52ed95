package org.qmp.rl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Box;
import org.qmp.env.Space;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Activation;
import org.qmp.nn.Mlp;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method.Critics;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.multitask.TaskCritic;
import org.qmp.rl.sac.TaskNet;
import org.qmp.rl.sac.Temperature;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;

/**
 * Everything a run has learned, in a checkpoint or in memory: the source of policies.
 *
 * @param policies how many there are, those of tasks and guides
 * @param learners the state of the learners
 */
record Learned(
    String where,
    RunSpec spec,
    List<String> tasks,
    int policies,
    Box observations,
    Box actions,
    long step,
    String fingerprint,
    Learners learners) {
  /** The state of learners. */
  interface Learners {
    /** Matrices of a learner by name; at least those whose names begin with the given one. */
    Map<String, Mat> state(String learner, String name);
  }

  private static final String OBSERVATIONS = "run/observations";
  private static final String ACTIONS = "run/actions";
  private static final String FINGERPRINT = "run/fingerprint";
  private static final String TASK = "task/";
  private static final String TASK_END = "/counts";

  /** What an optimiser holds; a task may be called {@code x/adam}. */
  private static final String MOMENTS =
      "learner/.+/adam/(critic|actor|temperature)/(steps|[mv]/.+)";

  /** Adds what is needed to load policies from a checkpoint without the suite. */
  static void save(TaskSuite suite, String fingerprint, Checkpoint into) {
    into.put(OBSERVATIONS, bounds(suite.observations()));
    into.put(ACTIONS, bounds(box(suite.actions())));
    into.putBytes(FINGERPRINT, fingerprint.getBytes(StandardCharsets.UTF_8));
  }

  private static Box box(Space actions) {
    return (Box) actions; // true of any suite that can be trained on
  }

  /** Lower bounds, upper bounds. */
  private static Mat bounds(Box box) {
    Mat bounds = Precision.DOUBLE.zeros(2, box.size());
    for (int i = 0; i < box.size(); i++) {
      bounds.set(0, i, box.low(i));
      bounds.set(1, i, box.high(i));
    }
    return bounds;
  }

  /** Whether {@link #save} was part of it, which earlier versions did not do. */
  static boolean isIn(Checkpoint checkpoint) {
    return checkpoint.names().contains(FINGERPRINT);
  }

  /** The tasks of a run. */
  static List<String> tasks(Path run) throws IOException {
    return in(run, name -> !name.startsWith("learner/")).tasks;
  }

  /** One task's policy at the newest checkpoint of a run. */
  static Policy policy(Path run, String task) throws IOException {
    return in(
            run,
            name ->
                !name.startsWith("learner/")
                    || name.startsWith("learner/" + task + "/actor/")
                    || name.startsWith("learner/together/actor/"))
        .policy(task);
  }

  /** One task's mixture at the newest checkpoint of a run. */
  static MixturePolicy mixture(Path run, String task) throws IOException {
    return in(run, name -> !name.matches(MOMENTS)).mixture(task);
  }

  /** What the newest checkpoint of a run holds in tensors of these names. */
  private static Learned in(Path run, Predicate<String> names) throws IOException {
    RunSpec spec = RunSpec.in(run);
    Checkpoint newest =
        RunDirectory.newestCheckpoint(run, names)
            .orElseThrow(() -> new NoUsableCheckpointException(run + " has no checkpoint yet"));
    if (!isIn(newest)) {
      throw new CheckpointException(
          run + ": an earlier version wrote it, without the bounds of actions; resume it once");
    }
    List<String> tasks = tasks(newest);
    Map<String, Mat> spaces = newest.matrices("run/", "");
    return new Learned(
        run.toString(),
        spec,
        tasks,
        newest.longs("behavior/acted").length / tasks.size(),
        box(spaces, "observations"),
        box(spaces, "actions"),
        newest.step(),
        new String(newest.bytes(FINGERPRINT), StandardCharsets.UTF_8),
        (learner, name) -> newest.matrices("learner/" + learner + "/", name + "/"));
  }

  /** The names of the tasks of a checkpoint, in order. */
  static List<String> tasks(Checkpoint checkpoint) {
    return checkpoint.names().stream()
        .filter(name -> name.startsWith(TASK) && name.endsWith(TASK_END))
        .map(name -> name.substring(TASK.length(), name.length() - TASK_END.length()))
        .toList();
  }

  private static Box box(Map<String, Mat> spaces, String name) {
    double[][] bounds = Optional.ofNullable(spaces.get(name)).orElseThrow().toRows();
    return Box.of(bounds[0], bounds[1]);
  }

  /** What has been learned in memory, so far. */
  static Learned of(Training training, TaskSuite suite) {
    return new Learned(
        "this run",
        training.spec(),
        training.policies().tasks(),
        training.policies().count(),
        suite.observations(),
        box(suite.actions()),
        training.step(),
        TrainingState.fingerprint(training),
        (learner, name) ->
            Optional.ofNullable(training.learners().states().get("learner/" + learner + "/"))
                .orElseThrow());
  }

  Policy policy(String task) {
    return new Policy(info(task), net(index(task), "actor"), spec.sac().logStd());
  }

  /** One task's mixture; see {@link MixturePolicy#load}. */
  MixturePolicy mixture(String task) {
    int own = index(task);
    return new MixturePolicy(
        new MixturePolicy.Content(
            info(task),
            tasks,
            IntStream.range(0, tasks.size()).mapToObj(j -> net(j, "actor")).toList(),
            spec.sac().logStd(),
            List.of(critic(own, "critic1"), critic(own, "critic2")),
            alpha(own),
            behavior(own),
            step));
  }

  private TaskCritic critic(int own, String name) {
    if (spec.method().critics() != Critics.DECAF) {
      return new TaskCritic(List.of(net(own, name)), 0, Optional.empty());
    }
    return new TaskCritic(
        IntStream.range(0, tasks.size()).mapToObj(j -> net(j, name)).toList(),
        own,
        Optional.of(net(own, name + "/share")));
  }

  private double alpha(int task) {
    Mat log =
        Optional.ofNullable(state(task, "temperature").get("temperature/logAlpha")).orElseThrow();
    return Temperature.alpha(log, task);
  }

  /** The behaviour for one task alone. */
  private Behavior behavior(int task) {
    Behavior behavior = spec.method().behavior();
    MethodException.refuse(
        behavior instanceof Behavior.Own, "the method has no mixture: every task acts by itself");
    MethodException.refuse(
        policies > tasks.size(),
        "suite " + spec.suite() + " brings guides to its mixtures, which are code and not numbers");
    MethodException.refuse(
        behavior instanceof Behavior.Domain,
        "suite "
            + spec.suite()
            + " brings the shares of its mixtures, which are code and not numbers");
    return behavior instanceof Behavior.Fixed fixed
        ? new Behavior.Fixed(List.of(fixed.rows().get(task)), fixed.persistence())
        : behavior;
  }

  private PolicyInfo info(String task) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("suite", spec.suite());
    provenance.put("networks", SpecKeys.of("networks").get(spec));
    provenance.put("seed", "" + spec.seed());
    provenance.put("step", "" + step);
    provenance.put("fingerprint", fingerprint);
    if (spec.method().isText()) {
      provenance.put("specification", spec.canonical());
    }
    return new PolicyInfo(task, observations, actions, provenance);
  }

  /**
   * The number of a task.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  private int index(String task) {
    int index = tasks.indexOf(task);
    if (index < 0) {
      throw new IllegalArgumentException(
          where + " has no task '" + task + "'; its tasks: " + String.join(", ", tasks));
    }
    return index;
  }

  /** One task's network of its learner's, of this name. */
  private TaskNet net(int task, String name) {
    Mlp whole = Mlp.of(name, state(task, name), Activation.RELU);
    boolean alone = spec.method().networks() == Networks.SEPARATE;
    int ids = spec.method().networks() == Networks.SHARED_WITH_ID ? tasks.size() : 0;
    return alone ? TaskNet.of(whole, 0, 1, 0) : TaskNet.of(whole, task, tasks.size(), ids);
  }

  private Map<String, Mat> state(int task, String name) {
    return learners.state(spec.method().learner(tasks, task), name);
  }
}
