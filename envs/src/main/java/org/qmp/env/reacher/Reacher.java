package org.qmp.env.reacher;

import java.util.List;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Episode;
import org.qmp.env.Outcome;
import org.qmp.env.Rendering;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;

/**
 * An arm of six joints on a floor, whose hand is to be brought to one goal after another, or to be
 * kept where it is. It sees neither the goal nor its hand.
 *
 * <p>Actions
 *
 * <table>
 *   <caption>6 numbers</caption>
 *   <tr><th>index</th><th>meaning</th><th>unit</th><th>low</th><th>high</th></tr>
 *   <tr><td>0</td><td>torque on the first joint, at the base</td><td>5 N m</td><td>−1</td><td>1</td></tr>
 *   <tr><td>1–5</td><td>torques on the other joints, outwards</td><td>10 N m</td><td>−1</td><td>1</td></tr>
 * </table>
 *
 * <p>Observations, not scaled
 *
 * <table>
 *   <caption>23 numbers</caption>
 *   <tr><th>index</th><th>meaning</th><th>unit</th><th>low</th><th>high</th></tr>
 *   <tr><td>0–5</td><td>angles q of the joints</td><td>rad</td><td>−∞</td><td>∞</td></tr>
 *   <tr><td>6–11</td><td>angular velocities q̇</td><td>rad/s</td><td>−∞</td><td>∞</td></tr>
 *   <tr><td>12–14</td><td>1 at the stage, 0 elsewhere</td><td>1</td><td>0</td><td>1</td></tr>
 *   <tr><td>15–22</td><td>always 0: task and hand, which the source hides from its networks so</td><td>1</td><td>0</td><td>1</td></tr>
 * </table>
 *
 * <p>The angles have soft limits: ±0.8; −1.5 to 0.7; ±0.698 for the other four. A stage that ends
 * is seen to have ended one step late: an observation shows the stage before its own step was
 * counted.
 *
 * <p>A step lasts 0.04 s, four steps of the simulator, which has joints with damping and armature,
 * gravity, and contacts of the outer links with the floor. With the hand p as it was 0.01 s before
 * the end of the step, the goal g of the stage and δ = ‖p − g‖:
 *
 * <pre>
 *   a      = clip(action + N(0, σ²), −1, 1)                     σ is 0 in most tasks
 *   n      ← n + 1 if δ &lt; 0.05                                 a success
 *   s      = n                                                  of a visit to three goals
 *          = ⌊n / 30⌋                                           of a stay
 *   reward = R(δ, s, n) − 0.01 Σa² − 0.001 mean|q̇| − 10⁻⁵ mean|q̈|
 * </pre>
 *
 * <table>
 *   <caption>the published tasks</caption>
 *   <tr><th>name</th><th>goals of the stages, m</th><th>R</th></tr>
 *   <tr><td>0-1-2</td><td>(.2, .3, .5), (.3, 0, .3), (.4, −.3, .4)</td><td>−δ − 0.4 (3 − s)</td></tr>
 *   <tr><td>0-1-3</td><td>(.2, .3, .5), (.3, 0, .3), (.4, .3, .2)</td><td>−δ − 2, + 200 for a success</td></tr>
 *   <tr><td>1-3-2</td><td>(.3, 0, .3), (.4, .3, .2), (.4, −.3, .4)</td><td>−δ − 0.4 (3 − s)</td></tr>
 *   <tr><td>1-2-0-sparse</td><td>(.3, 0, .3), (.4, −.3, .4), (.2, .3, .5)</td><td>−0.4 (3 − s)</td></tr>
 *   <tr><td>stay</td><td>the hand's place at the start of the episode</td><td>−δ</td></tr>
 *   <tr><td>stay-sparse</td><td>the same</td><td>n for a success with 30 | n, else 0</td></tr>
 * </table>
 *
 * <p>Start: q = (0, 0, 0, 0, −2.8, 0) + U(−0.01, 0.01), q̇ = U(−0.001, 0.001). The fifth joint is
 * then 2.1 rad beyond its limit, which throws the hand. End: terminated when s = 3, that is after 3
 * successes of a visit and 90 of a stay, or when the simulation fails, which costs 100 and leaves
 * the arm as before the step; {@link #task} truncates after 200 steps (8 s).
 *
 * <p>Metrics: {@code success}, 1 where s = 3; {@code subgoal}, 1 where n ≥ 1, which is what the
 * source calls a success; {@code stages}, s, from 0 to 3, of an episode the most; {@code distance},
 * δ to the present goal in m, of an episode the last.
 *
 * <p>The suites know what other tasks' transitions are worth: R(δ, s, n) − 0.01 Σa² as the source
 * recomputes it, with s of the observation after the step, which is that before its success; the
 * stay goal in the middle of all starts; and nothing for the n of {@code stay-sparse}, which is not
 * seen. The least reward is −5, as in the source, a failed simulation aside. In their domain
 * knowledge, tasks share the acting equally where they have the same goal at the same stage.
 *
 * <p>Source: {@code JacoReachMT5-v1} of QMP (Zhang et al., arXiv:2302.00671), its {@code
 * JacoReachMT3} and its stochastic variant, in which MuJoCo 2.1 moves the arm; so it does here, by
 * {@link org.qmp.env.physics.Rules#MUJOCO_2_1}. Differences: the shapes of the links are not
 * published with the code, and capsules stand for them, which touch the floor as often and hold the
 * hand as high; observations are not rounded to float; and a stay means the same in training and in
 * tests, whereas the source tests it against the place where the hand of training happens to be.
 */
public final class Reacher implements Environment {
  /** A hand this near to its goal, in m, is there. */
  static final double NEAR = 0.05;

  private static final double FAILURE = 100;
  private static final int STEPS = 200;
  private static final double PUBLISHED_NOISE = 0.1;
  private static final int STAGE = 2 * Arm.JOINTS; // where the observation shows it
  private static final int HIDDEN = 8;
  private static final int SIZE = STAGE + Errand.STAGES + HIDDEN;
  private static final Box OBSERVATIONS = observationBox();
  private static final Box ACTIONS = Box.cube(Arm.JOINTS, -1, 1);
  private static final List<String> METRICS = List.of("success", "subgoal", "stages", "distance");

  private final ReacherTask task;
  private final Episode episode;
  private final Arm arm;
  private final Sketch sketch;
  private Goal home;
  private int count;

  /** An arm without a time limit, before its first reset. */
  public Reacher(ReacherTask task) {
    this.task = task;
    episode = new Episode(name(), ACTIONS);
    arm = new Arm(Arm.MODEL);
    sketch = new Sketch(task.errand());
    home = arm.handPlace();
  }

  private static Box observationBox() {
    double[] low = new double[SIZE];
    double[] high = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      low[i] = i < STAGE ? Double.NEGATIVE_INFINITY : 0;
      high[i] = i < STAGE ? Double.POSITIVE_INFINITY : 1;
    }
    return Box.of(low, high);
  }

  /** An arm as it is always used, truncated after 200 steps. */
  public static TimeLimit task(ReacherTask task) {
    return new TimeLimit(new Reacher(task), STEPS);
  }

  /** The five tasks of QMP. */
  public static TaskSuite suite() {
    return suite("reacher", ReacherTasks.five());
  }

  /** Three tasks: two that differ in their last goal, and to stay for a sparse reward. */
  public static TaskSuite three() {
    return suite("reacher-mt3", ReacherTasks.three());
  }

  /** The five tasks with noise of N(0, 0.1²) on every torque. */
  public static TaskSuite stochastic() {
    return suite(
        "reacher-stochastic",
        ReacherTasks.five().stream().map(task -> task.withNoise(PUBLISHED_NOISE)).toList());
  }

  /**
   * Any tasks, each truncated after 200 steps, with their rewards and who should act for whom.
   *
   * @throws IllegalArgumentException if there is no task, or if two have the same name
   */
  public static TaskSuite suite(String name, List<ReacherTask> tasks) {
    return new TaskSuite(
            name,
            tasks.stream().map(task -> new TaskSuite.Task(task.name(), () -> task(task))).toList())
        .withRelabeling(new Rewards(tasks))
        .withDomainKnowledge(SameGoals.of(tasks));
  }

  /** The stage that an observation shows, 0 to 2. */
  static int stageSeen(double[] observation) {
    int seen = 0;
    for (int stage = 1; stage < Errand.STAGES; stage++) {
      if (observation[STAGE + stage] > observation[STAGE + seen]) {
        seen = stage;
      }
    }
    return seen;
  }

  @Override
  public String name() {
    return "Reacher " + task.name();
  }

  @Override
  public Box observations() {
    return OBSERVATIONS;
  }

  @Override
  public Box actions() {
    return ACTIONS;
  }

  @Override
  public void reset(Chance chance, double[] observationOut) {
    episode.begin(chance);
    arm.reset(chance);
    home = arm.handPlace();
    count = 0;
    observe(observationOut);
  }

  @Override
  public Outcome step(double[] action, double[] observationOut) {
    episode.admit(action);
    for (int i = 0; i < Arm.JOINTS; i++) {
      double noise = task.noise() * episode.chance().normal();
      arm.push(i, ACTIONS.clip(i, ACTIONS.clip(i, action[i]) + noise));
    }
    boolean moved = arm.move();
    observe(observationOut);
    double distance = distance();
    boolean success = moved && distance < NEAR;
    count += success ? 1 : 0;
    double reward = task.reward().of(distance, success, count, stage()) - arm.effort();
    return episode.note(outcome(moved, reward));
  }

  private Outcome outcome(boolean moved, double reward) {
    if (!moved) {
      return new Outcome.Terminated(reward - FAILURE);
    }
    return stage() == Errand.STAGES ? new Outcome.Terminated(reward) : new Outcome.Running(reward);
  }

  private void observe(double[] out) {
    for (int i = 0; i < Arm.JOINTS; i++) {
      out[i] = arm.position(i);
      out[Arm.JOINTS + i] = arm.velocity(i);
    }
    for (int i = STAGE; i < SIZE; i++) {
      out[i] = i == STAGE + stage() ? 1 : 0;
    }
  }

  private int stage() {
    return task.errand().stageAfter(count);
  }

  /** That of the present stage; after the end, the last one. */
  private Goal goal() {
    return task.errand().goal(Math.min(stage(), Errand.STAGES - 1), home);
  }

  private double distance() {
    return arm.distanceTo(goal());
  }

  @Override
  public List<String> metrics() {
    return METRICS;
  }

  @Override
  public Summary summary(String metric) {
    return switch (metric) {
      case "subgoal" -> Summary.EVER;
      case "stages" -> Summary.MAX;
      default -> Environment.super.summary(metric);
    };
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = stage() == Errand.STAGES ? 1 : 0;
    out[1] = count > 0 ? 1 : 0;
    out[2] = stage();
    out[3] = distance();
  }

  @Override
  public int stateSize() {
    return arm.stateSize() + 5;
  }

  @Override
  public void saveState(double[] out) {
    arm.saveState(out);
    int at = arm.stateSize();
    out[at] = home.x();
    out[at + 1] = home.y();
    out[at + 2] = home.z();
    out[at + 3] = count;
    out[at + 4] = episode.save();
  }

  @Override
  public void restoreState(double[] in, Chance chance) {
    int at = arm.stateSize();
    Goal savedHome = new Goal(in[at], in[at + 1], in[at + 2]);
    double savedCount = in[at + 3];
    int most = task.errand().successes();
    if (!(savedCount >= 0 && savedCount <= most && savedCount == Math.rint(savedCount))) {
      throw new IllegalArgumentException(
          name() + ": a state of " + savedCount + " successes, expected 0 to " + most);
    }
    arm.restoreState(in);
    episode.restore(in[at + 4], chance);
    home = savedHome;
    count = (int) savedCount;
  }

  @Override
  public Rendering render() {
    return new Rendering(name(), Sketch.VIEW, sketch.with(goal(), arm));
  }
}
