package org.qmp.env.reacher;

import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.draw.Picture;

/**
 * An arm of six joints on a floor, whose hand is to be brought to one goal after another, or to be
 * kept where it is. Neither the goal nor the hand is observed.
 *
 * <p>Actions, 6 numbers:
 *
 * <pre>
 *   index  meaning                                 unit    low  high
 *   0      torque on the first joint, at the base  5 N m   −1   1
 *   1–5    torques on the other joints, outwards   10 N m  −1   1
 * </pre>
 *
 * <p>Observations, not scaled, 23 numbers:
 *
 * <pre>
 *   index  meaning                                                               unit   low  high
 *   0–5    angles q of the joints                                                rad    −∞   ∞
 *   6–11   angular velocities q̇                                                  rad/s  −∞   ∞
 *   12–14  1 at the stage, 0 elsewhere                                           1      0    1
 *   15–22  always 0: task and hand, which the source hides from its networks so  1      0    1
 * </pre>
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
 * <p>The published tasks:
 *
 * <pre>
 *   name          goals of the stages, m                        R
 *   0-1-2         (.2, .3, .5), (.3, 0, .3), (.4, −.3, .4)      −δ − 0.4 (3 − s)
 *   0-1-3         (.2, .3, .5), (.3, 0, .3), (.4, .3, .2)       −δ − 2, + 200 for a success
 *   1-3-2         (.3, 0, .3), (.4, .3, .2), (.4, −.3, .4)      −δ − 0.4 (3 − s)
 *   1-2-0-sparse  (.3, 0, .3), (.4, −.3, .4), (.2, .3, .5)      −0.4 (3 − s)
 *   stay          the hand's place at the start of the episode  −δ
 *   stay-sparse   the same                                      n for a success with 30 | n, else 0
 * </pre>
 *
 * <p>Start: q = (0, 0, 0, 0, −2.8, 0) + U(−0.01, 0.01), q̇ = U(−0.001, 0.001). The fifth joint is
 * then 2.1 rad beyond its limit, which throws the hand. End: terminated when s = 3, that is after 3
 * successes of a visit and 90 of a stay, or when the simulation fails, which costs 100 and leaves
 * the arm as before the step; that step is no success, whatever δ is, since a failed simulation
 * says nothing about the place of the hand. {@link #task} truncates after 200 steps (8 s).
 *
 * <p>Metrics: {@code success}, 1 where s = 3; {@code subgoal}, 1 where n ≥ 1, which is what the
 * source calls a success; {@code stages}, s, from 0 to 3, of an episode the most; {@code distance},
 * δ to the present goal in m, of an episode the last.
 *
 * <p>The suites can compute the rewards of other tasks' transitions: R(δ, s, n) − 0.01 Σa² as the
 * source recomputes it, with s of the observation after the step, which is that before its success;
 * the stay goal in the middle of all starts; and nothing for the n of {@code stay-sparse}, which is
 * not seen, so that its reward counts as unknown. The least reward is −5, as in the source, a
 * failed simulation aside. In their domain knowledge, visits share the acting equally where they
 * have the same goal at the same stage, and a stay acts alone.
 *
 * <p>Source: {@code JacoReachMT5-v1} of QMP (Zhang et al., arXiv:2302.00671), its {@code
 * JacoReachMT3} and its stochastic variant, in which MuJoCo 2.1 moves the arm; so it does here, by
 * {@link org.qmp.env.physics.scene.Rules#MUJOCO_2_1}. Differences: the shapes of the links are not
 * published with the code, and capsules stand for them, which touch the floor as often and hold the
 * hand as high; observations are not rounded to float; and a stay means the same in training and in
 * tests, whereas the source tests it against the place where the hand of training happens to be.
 */
public final class Reacher extends AbstractEnvironment {
  static final double NEAR = 0.05; // m; distance within which a goal is reached
  private static final double FAILURE = 100;
  private static final int STEPS = 200;
  private static final double PUBLISHED_NOISE = 0.1;
  private static final int STAGE = 2 * Arm.JOINTS; // its index in the observation
  private static final int HIDDEN = 8;
  private static final int SIZE = STAGE + ReacherTask.STAGES + HIDDEN;
  private static final Box OBSERVATIONS = Box.unbounded(STAGE).and(Box.cube(SIZE - STAGE, 0, 1));
  private static final Box ACTIONS = Box.cube(Arm.JOINTS, -1, 1);
  private static final String[] METRICS = {"success", "subgoal", "stages", "distance"};

  private final ReacherTask task;
  private final Arm arm;
  private final ReacherDrawing drawing;
  private Goal home;
  private int count;
  private int shown; // the stage before the last step was counted

  /** An arm without a time limit, before its first reset. */
  public Reacher(ReacherTask task) {
    super("Reacher " + task.name(), OBSERVATIONS, ACTIONS, METRICS);
    this.task = task;
    arm = new Arm(Arm.MODEL);
    drawing = new ReacherDrawing(task.goals());
    home = arm.handPlace();
  }

  /** The usual arm, truncated after 200 steps. */
  public static TimeLimit task(ReacherTask task) {
    return new TimeLimit(new Reacher(task), STEPS);
  }

  /** The five tasks of QMP. */
  public static TaskSuite suite() {
    return suite("reacher", ReacherTask.five());
  }

  /** Three tasks: two that differ in their last goal, and to stay for a sparse reward. */
  public static TaskSuite three() {
    return suite("reacher-mt3", ReacherTask.three());
  }

  /** The five tasks with noise of N(0, 0.1²) on every torque. */
  public static TaskSuite stochastic() {
    return suite(
        "reacher-stochastic",
        ReacherTask.five().stream().map(task -> task.withNoise(PUBLISHED_NOISE)).toList());
  }

  /**
   * Any tasks, each truncated after 200 steps, with their rewards and shares of acting.
   *
   * @throws IllegalArgumentException if there is no task, or if two have the same name
   */
  public static TaskSuite suite(String name, List<ReacherTask> tasks) {
    return TaskSuite.of(name, tasks, ReacherTask::name, Reacher::task, OBSERVATIONS, ACTIONS)
        .withRelabeling(new ReacherKnowledge(tasks))
        .withDomainKnowledge(ReacherKnowledge.shares(tasks));
  }

  /** The stage that an observation shows, 0 to 2. */
  static int stageSeen(double[] observation) {
    int seen = 0;
    for (int stage = 1; stage < ReacherTask.STAGES; stage++) {
      if (observation[STAGE + stage] > observation[STAGE + seen]) {
        seen = stage;
      }
    }
    return seen;
  }

  @Override
  protected void begin(Chance chance) {
    arm.reset(chance, 0.01, 0.001);
    home = arm.handPlace();
    count = 0;
    shown = 0;
  }

  @Override
  protected Outcome act(double[] action) {
    for (int i = 0; i < Arm.JOINTS; i++) {
      double noise = task.noise() * chance().normal();
      arm.push(i, ACTIONS.clip(i, action[i] + noise));
    }
    boolean moved = arm.move();
    double distance = distance();
    shown = stage();
    boolean success = moved && distance < NEAR;
    count += success ? 1 : 0;
    double reward = task.reward().of(distance, success, count, stage()) - arm.effort();
    return moved
        ? outcome(reward, stage() == ReacherTask.STAGES)
        : new Outcome.Terminated(reward - FAILURE);
  }

  @Override
  protected void observe(double[] out) {
    for (int i = 0; i < Arm.JOINTS; i++) {
      out[i] = arm.position(i);
      out[Arm.JOINTS + i] = arm.velocity(i);
    }
    for (int i = STAGE; i < SIZE; i++) {
      out[i] = i == STAGE + shown ? 1 : 0;
    }
  }

  private int stage() {
    return task.stageAfter(count);
  }

  /** That of the present stage; after the end, the last one. */
  private Goal goal() {
    return task.goal(Math.min(stage(), ReacherTask.STAGES - 1), home);
  }

  private double distance() {
    return arm.distanceTo(goal());
  }

  @Override
  public Summary summary(String metric) {
    return switch (metric) {
      case "subgoal" -> Summary.EVER;
      case "stages" -> Summary.MAX;
      default -> super.summary(metric);
    };
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = stage() == ReacherTask.STAGES ? 1 : 0;
    out[1] = count > 0 ? 1 : 0;
    out[2] = stage();
    out[3] = distance();
  }

  @Override
  protected int savedNumbers() {
    return arm.stateSize() + 4;
  }

  @Override
  protected void save(double[] out) {
    arm.saveState(out);
    int at = arm.stateSize();
    out[at] = home.x();
    out[at + 1] = home.y();
    out[at + 2] = home.z();
    out[at + 3] = count;
  }

  @Override
  protected void restore(double[] in) {
    int at = arm.stateSize();
    Goal savedHome = new Goal(in[at], in[at + 1], in[at + 2]);
    int savedCount = count(in[at + 3], "successes", task.successes());
    arm.restoreState(in);
    home = savedHome;
    count = savedCount;
  }

  @Override
  public Picture render() {
    return new Picture(
        name(),
        "The arm from its side; the hand is the disc at its end, the present goal the darkest ball.",
        ReacherDrawing.VIEW,
        drawing.with(goal(), arm));
  }
}
