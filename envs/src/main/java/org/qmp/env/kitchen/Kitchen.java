package org.qmp.env.kitchen;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.draw.Picture;

/**
 * A Franka arm with two fingers in a kitchen, in which one thing is to be opened, shut, or
 * switched.
 *
 * <p>The robot stands at the origin and looks along y into the kitchen; x points to its right, z
 * upwards.
 *
 * <p>Actions, 9 numbers:
 *
 * <pre>
 *   index  meaning                                               unit     low  high
 *   0–6    velocities of the arm's joints, from the shoulder on  2 rad/s  −1   1
 *   7, 8   velocities of the fingers, apart                      2 m/s    −1   1
 * </pre>
 *
 * <p>Observations, 60 numbers from −∞ to ∞, not scaled; no velocities:
 *
 * <pre>
 *   index   meaning                                 unit    range of the joint        error ±
 *   0–6     arm                                     rad     below                     0.01
 *   7, 8    fingers, from shut                      m       0 to 0.04                 0.01
 *   9, 10   first knob and burner                   rad, m  −1.57 to 0, −0.009 to 0   0.0005
 *   11–16   three more pairs, among them bottom     rad, m  the same                  0.00005
 *           (11, 12) and top burner (15, 16)
 *   17, 18  light switch, light                     rad, m  −0.7 to 0, −0.05 to 0     0.0005
 *   19      slide cabinet                           m       0 to 0.44                 0.0005
 *   20, 21  hinge cabinet, left and right door      rad     −1.57 to 0, 0 to 1.57     0.01
 *   22      microwave                               rad     −2.094 to 0               0.01
 *   23–25   kettle, place                           m       free                      0.0005
 *   26–29   kettle, quaternion w x y z              1                                 0.01, z 0.0005
 *   30–59   goals, in the same order                                                  0
 * </pre>
 *
 * <p>The arm's joints range over ±2.8973, ±1.7628, ±2.8973, −3.0718 to −0.4, ±2.8973, −1.6573 to
 * 2.1127, ±2.8973.
 *
 * <p>Goals are 0 except for the task's g at the entries of its element; then, whatever the task,
 * entries are overwritten: microwave −0.75; kettle (−.23, .75, 1.62, .99, 0, 0, −.06); bottom
 * burner (−.88, −.01); light (−.69, −.05). So {@code bottom-on} and {@code bottom-off} show the
 * same, as do {@code light-on} and {@code light-off}: learners of several tasks also get the task.
 *
 * <p>A step lasts 0.08 s, 40 steps of the simulator, which has position servos without gravity
 * compensation, dry friction of doors and switch, knobs geared to their burners (1:174) and the
 * switch to the light (1:14), and contacts. With the last reading r of the nine joints, errors
 * included, then the new reading with the element e, and with handle and fingers as they were 0.002
 * s before the end of the step:
 *
 * <pre>
 *   target   = clip(r + 2 · 0.08 · action)                    a = 1 moves a free joint half as far
 *   G        = ‖e − g‖
 *   D        = ‖handle − middle between the fingers' frames‖  which lie 0.09 behind their tips
 *   tol(x; b, m) = 1 if x ≤ b, else 0.1^(((x − b)/m)²)
 *   reward   = 2800 if G &lt; θ
 *            = 20 (0.4 tol(G; θ, |G₀ − θ|) + 0.6 tol(D; 0.08, |δ₀ − 0.08|) − 1), in [−20, 0], else
 * </pre>
 *
 * <p>Targets are clipped to ±2.9, ±1.8, ±2.9, [−3.1, 0], ±2.9, [0, 3.8], ±2.9 rad and [0, 0.04] m,
 * and again by the servos, of which only that of the sixth joint is narrower: at most 2.1817. G₀
 * and δ₀ are the distances at the start of e and g, and of the handle and the point between the
 * finger tips.
 *
 * <p>The published tasks:
 *
 * <pre>
 *   name         published as         e       start q         goal g          θ    δ₀, m
 *   slide-open   slide cabinet-open   19      −0.0005         0.37            0.1  0.821
 *   slide-close  slide cabinet-close  19      0.37            −0.0005         0.1  1.025
 *   hinge-open   hinge cabinet-open   20, 21  −0.006, −0.002  0, 1.45         0.1  0.745
 *   hinge-close  hinge cabinet-close  20, 21  0, 1.45         −0.006, −0.002  0.3  0.705
 *   bottom-on    bottom burner-on     11, 12  0, 0            −0.88, −0.01    0.3  0.586
 *   bottom-off   bottom burner-off    11, 12  −0.88, −0.01    0, 0            0.3  0.586
 *   top-on       top burner-on        15, 16  0, 0            −0.92, −0.01    0.3  0.634
 *   top-off      top burner-off       15, 16  −0.92, −0.01    0, 0            0.3  0.634
 *   light-on     light switch-on      17, 18  0, 0            −0.69, −0.05    0.3  0.562
 *   light-off    light switch-off     17, 18  −0.69, −0.05    0, 0            0.3  0.556
 * </pre>
 *
 * <p>Both doors of the hinge cabinet count: pushing the left one open spoils both hinge tasks. A
 * burner that is to be turned off starts beyond its range, and jumps into it at once.
 *
 * <p>Start: always the same, except for errors of the readings: the arm before the kitchen, its
 * fingers open, everything off and shut except for the task's element. End: terminated by success,
 * or when the simulation fails, which costs what a success earns and leaves the kitchen as before
 * the step; {@link #task} truncates after 140 steps (11.2 s).
 *
 * <p>Metrics: {@code success}, 1 where G &lt; θ; {@code distance}, G in rad or m, of an episode the
 * last; {@code reach}, D in m, of an episode the last.
 *
 * <p>The suites can compute the rewards of other tasks' transitions, from the fingers and the
 * handle at the positions after the step, errors included; the least reward is −20, a failed
 * simulation aside. {@link KitchenOption} has variants.
 *
 * <p>Source: {@code KitchenMTEasy-v0} of QMP (Zhang et al., arXiv:2302.00671), in the kitchen of
 * Gupta et al. 2019 ("Relay policy learning") as distributed with D4RL, in which MuJoCo 2.1 moves
 * the arm; so it does here, by {@link org.qmp.env.physics.scene.Rules#MUJOCO_2_1}. Differences:
 * capsules and boxes stand for meshes and cylinders, and what is out of reach was left out (see
 * {@code docs/kitchen.md} for the effects); and observations are not rounded to float.
 */
public final class Kitchen extends AbstractEnvironment {
  static final int STEPS = 140; // after which task truncates
  private static final int SIZE = 2 * Franka.POSITIONS;
  private static final Box OBSERVATIONS = Box.unbounded(SIZE);
  private static final Box ACTIONS = Box.cube(Franka.MOTORS, -1, 1);

  private final KitchenTask task;
  private final boolean exact;
  private final boolean fresh;
  final Franka franka;
  final KitchenReward reward;
  private final KitchenDrawing drawing;
  private final double[] goals;
  private final double[] reading = new double[Franka.POSITIONS];

  /**
   * A kitchen without a time limit, before its first reset.
   *
   * @throws IllegalArgumentException if it has no such handle
   */
  public Kitchen(KitchenTask task, Set<KitchenOption> options) {
    this(task, options, new Franka(Franka.MODEL, Franka.STEPS));
  }

  Kitchen(KitchenTask task, Set<KitchenOption> options, Franka franka) {
    super("Kitchen " + task.name(), OBSERVATIONS, ACTIONS, "success", "distance", "reach");
    this.task = task;
    exact = options.contains(KitchenOption.EXACT_READINGS);
    fresh = options.contains(KitchenOption.FRESH_POSITIONS);
    this.franka = franka;
    reward = new KitchenReward(task, options, franka);
    drawing = new KitchenDrawing(task, franka);
    goals = goals(task, options.contains(KitchenOption.DISTINCT_GOALS));
    franka.start(task);
    readExactly();
  }

  /** The usual kitchen, truncated after 140 steps. */
  public static TimeLimit task(KitchenTask task) {
    return task(task, Set.of());
  }

  /**
   * The same with other options.
   *
   * @throws IllegalArgumentException if the kitchen has no such handle
   */
  public static TimeLimit task(KitchenTask task, Set<KitchenOption> options) {
    return new TimeLimit(new Kitchen(task, options), STEPS);
  }

  /** The ten tasks of QMP. */
  public static TaskSuite suite() {
    return suite("kitchen", KitchenTask.ten(), Set.of());
  }

  /** Three of them, for quick looks: {@code slide-open}, {@code bottom-on} and {@code light-on}. */
  public static TaskSuite three() {
    return suite("kitchen-mt3", KitchenTask.three(), Set.of());
  }

  /**
   * Any tasks, each truncated after 140 steps, with their rewards.
   *
   * @throws IllegalArgumentException if there is no task, if two have the same name, or if the
   *     kitchen has no such handle
   */
  public static TaskSuite suite(String name, List<KitchenTask> tasks, Set<KitchenOption> options) {
    return TaskSuite.of(
            name, tasks, KitchenTask::name, task -> task(task, options), OBSERVATIONS, ACTIONS)
        .withRelabeling(new Rewards(tasks, options));
  }

  /** Rewards for fingers and handle at the places given by the positions that were read. */
  private static final class Rewards implements Relabeling {
    private final List<KitchenReward> rewards;
    private final Franka franka = new Franka(Franka.MODEL, Franka.STEPS);

    Rewards(List<KitchenTask> tasks, Set<KitchenOption> options) {
      rewards = tasks.stream().map(task -> new KitchenReward(task, options, franka)).toList();
    }

    @Override
    public double leastReward() {
      return rewards.get(0).least();
    }

    @Override
    public double reward(int task, double[] observation, double[] action, double[] next) {
      franka.place(Arrays.copyOf(next, Franka.POSITIONS), 0);
      franka.simulation().forward();
      return rewards.get(task).of(next, franka);
    }
  }

  /** The goal part of an observation. */
  private static double[] goals(KitchenTask task, boolean distinct) {
    double[] goals = new double[Franka.POSITIONS];
    for (int i = 0; i < task.entries(); i++) {
      goals[task.first() + i] = task.goal().get(i) - (distinct ? task.start().get(i) : 0);
    }
    if (!distinct) {
      overwrite(goals, 11, -0.88, -0.01);
      overwrite(goals, 17, -0.69, -0.05);
      overwrite(goals, 22, -0.75, -0.23, 0.75, 1.62, 0.99, 0, 0, -0.06);
    }
    return goals;
  }

  private static void overwrite(double[] goals, int first, double... values) {
    System.arraycopy(values, 0, goals, first, values.length);
  }

  @Override
  protected void begin(Chance chance) {
    franka.start(task);
    if (!exact) {
      KitchenNoise.skipUnseen(chance);
    }
    read(chance);
  }

  private void read(Chance chance) {
    if (exact) {
      readExactly();
    } else {
      KitchenNoise.read(franka.simulation(), chance, reading);
    }
  }

  private void readExactly() {
    for (int i = 0; i < reading.length; i++) {
      reading[i] = franka.position(i);
    }
  }

  @Override
  protected Outcome act(double[] action) {
    franka.aim(reading, action);
    if (!franka.move()) {
      return new Outcome.Terminated(-reward.bonus());
    }
    if (fresh) {
      franka.simulation().forward();
    }
    read(chance());
    return outcome(reward.of(reading, franka), reward.success(reading));
  }

  @Override
  protected void observe(double[] out) {
    System.arraycopy(reading, 0, out, 0, reading.length);
    System.arraycopy(goals, 0, out, reading.length, goals.length);
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = reward.success(reading) ? 1 : 0;
    out[1] = task.distance(reading);
    out[2] = reward.reachDistance(franka);
  }

  @Override
  protected int savedNumbers() {
    return franka.stateSize() + reading.length;
  }

  @Override
  protected void save(double[] out) {
    franka.saveState(out);
    System.arraycopy(reading, 0, out, franka.stateSize(), reading.length);
  }

  @Override
  protected void restore(double[] in) {
    franka.restoreState(in);
    System.arraycopy(in, franka.stateSize(), reading, 0, reading.length);
  }

  @Override
  public Picture render() {
    return drawing.picture(name());
  }
}
