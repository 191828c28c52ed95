package org.qmp.env.walker;

import java.util.List;
import java.util.function.Function;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.Trig;
import org.qmp.env.Wrapper;
import org.qmp.env.draw.Picture;
import org.qmp.env.physics.scene.Rules;

/**
 * Two legs and a torso in a plane, which are to run, to stand, or to crawl under a ceiling that is
 * not observed.
 *
 * <p>Actions, 6 numbers:
 *
 * <pre>
 *   index  meaning                                          unit     low  high
 *   0–2    torques on hip, knee and ankle of the right leg  100 N m  −1   1
 *   3–5    the same of the left leg                         100 N m  −1   1
 * </pre>
 *
 * <p>Observations, not scaled, 21 numbers:
 *
 * <pre>
 *   index  meaning                                                          unit   low  high
 *   0      height h of the root, 1.25 upright                               m      −∞   ∞
 *   1      pitch ψ of the torso, 0 upright                                  rad    −∞   ∞
 *   2–7    angles of hip, knee and ankle, right, then left                  rad    −∞   ∞
 *   8, 9   velocity of the root along x and z, clipped                      m/s    −10  10
 *   10–16  angular velocities of the torso and of the six joints, clipped   rad/s  −10  10
 *   17–20  always 0: the task, which the source hides from its networks so  1      0    1
 * </pre>
 *
 * <p>Hips and knees bend by −150° to 0, ankles by ±45°; the limits are soft. A step lasts 0.008 s,
 * four steps of the simulator. With the velocity v = (x′ − x)/0.008, the speed φ of the right ankle
 * joint and the left one together, and the height δ of the torso's frame over that of the higher
 * foot, as the last forward pass of the simulator had it:
 *
 * <pre>
 *   reward = R(v) + 0.1 cos ψ − w |1.1 − δ| − 0.001 Σa² + 1 − u φ − 10 [ceiling touched]
 * </pre>
 *
 * <p>The published tasks:
 *
 * <pre>
 *   name      R(v)             w    u     fallen where                   greatest
 *   forward   3 − |v − 3|      1    0.01  h &lt; 0.8                     4.1
 *   backward  3 − |−v − 3|     1    0.01  h &lt; 0.8                     4.1
 *   balance   −|v|             0.5  0     h &lt; 0.8                     1.1
 *   crawl     2 (3 − |v − 3|)  0    0.01  h &lt; 0.3 or ceiling touched  7.1
 * </pre>
 *
 * <p>The world of {@code crawl} has a ceiling at 0.9 m from x = 2 to x = 14, and curbs and another
 * ceiling far behind the start.
 *
 * <p>Start: upright at x = 0, all positions and velocities + U(−0.01, 0.01), then 5 uniformly
 * random actions, 10 in {@code balance}, which do not count as steps. End: terminated after a fall,
 * or when the simulation fails, which leaves the walker as before the step; {@link #task} truncates
 * after 1000 steps (8 s).
 *
 * <p>Metrics: {@code success}, 1 after 1000 steps without a fall; {@code velocity}, v of the last
 * step in m/s, of an episode the mean; {@code height}, h in m, of an episode the last.
 *
 * <p>Source: {@code Walker2dMT4-v0} of QMP (Zhang et al., arXiv:2302.00671), made from the worlds
 * of Lee et al. 2019 ("Composing complex skills by learning transition policies"), in which MuJoCo
 * 2.1 moves the walker; so it does here, by {@link Rules#MUJOCO_2_1}. The frame of a foot lies
 * under its tip, as MuJoCo 2.1 reads the malformed place of the published model. Differences:
 * observations are not rounded to float; and the limit of 1000 steps truncates, whereas the source
 * calls it the end: {@link #suiteAsPublished} does too.
 */
public final class Walker extends AbstractEnvironment {
  private static final int STEPS = 1000;
  private static final int HIDDEN = 4;
  private static final int ANGLES = Legs.JOINTS - 1; // x is not seen
  private static final int SEEN = ANGLES + Legs.JOINTS;
  private static final int SIZE = SEEN + HIDDEN;
  private static final double SPEED = 10; // to which velocities are clipped
  private static final double TALL = 1.1; // m
  private static final double UPRIGHT = 0.1;
  private static final double TORQUE_COST = 0.001;
  private static final double ALIVE = 1;
  private static final double COLLISION = 10;
  private static final Box OBSERVATIONS =
      Box.unbounded(ANGLES).and(Box.cube(SEEN - ANGLES, -SPEED, SPEED)).and(Box.cube(HIDDEN, 0, 1));
  private static final Box ACTIONS = Box.cube(Legs.MOTORS, -1, 1);
  private static final List<WalkerTask> FOUR =
      List.of(WalkerTask.FORWARD, WalkerTask.BACKWARD, WalkerTask.BALANCE, WalkerTask.CRAWL);

  private final WalkerTask task;
  private final Legs legs;
  private final WalkerDrawing drawing;
  private final double[] shake = new double[Legs.MOTORS];
  private int steps;
  private double velocity;

  /** Reports the end of a time limit as a termination: nothing more can be gained. */
  static final class LimitTerminates extends Wrapper {
    LimitTerminates(Environment inner) {
      super(inner);
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      Outcome outcome = super.step(action, observationOut);
      return outcome instanceof Outcome.Truncated last
          ? new Outcome.Terminated(last.reward())
          : outcome;
    }
  }

  /** A walker without a time limit, before its first reset. */
  public Walker(WalkerTask task) {
    this(task, Rules.MUJOCO_2_1);
  }

  Walker(WalkerTask task, Rules rules) {
    super("Walker " + task.name(), OBSERVATIONS, ACTIONS, "success", "velocity", "height");
    this.task = task;
    legs = new Legs(task.terrain(), rules);
    drawing = new WalkerDrawing(task.terrain());
  }

  /** The usual walker, truncated after 1000 steps. */
  public static TimeLimit task(WalkerTask task) {
    return new TimeLimit(new Walker(task), STEPS);
  }

  /** Forward, backward, balance and crawl. */
  public static TaskSuite suite() {
    return suite("walker", FOUR);
  }

  /** The same, but to survive 1000 steps is a termination. */
  public static TaskSuite suiteAsPublished() {
    return suite("walker-as-published", FOUR, task -> new LimitTerminates(task(task)));
  }

  /**
   * Any tasks, each truncated after 1000 steps.
   *
   * @throws IllegalArgumentException if there is no task, or if two have the same name
   */
  public static TaskSuite suite(String name, List<WalkerTask> tasks) {
    return suite(name, tasks, Walker::task);
  }

  private static TaskSuite suite(
      String name, List<WalkerTask> tasks, Function<WalkerTask, Environment> maker) {
    return TaskSuite.of(name, tasks, WalkerTask::name, maker, OBSERVATIONS, ACTIONS);
  }

  @Override
  protected void begin(Chance chance) {
    legs.reset(chance, 0.01, 0.01);
    for (int i = 0; i < task.shakes(); i++) {
      ACTIONS.sample(chance, shake);
      push(shake);
      legs.move();
    }
    steps = 0;
    velocity = 0;
  }

  @Override
  protected Outcome act(double[] action) {
    double effort = push(action);
    boolean moved = legs.move();
    steps += moved ? 1 : 0;
    velocity = legs.velocity();
    double reward = reward(effort);
    return outcome(reward, !moved || !alive());
  }

  /** Sets the torques, and returns Σa². */
  private double push(double[] action) {
    double squares = 0;
    for (int i = 0; i < Legs.MOTORS; i++) {
      legs.push(i, action[i]);
      squares += action[i] * action[i];
    }
    return squares;
  }

  private double reward(double squares) {
    return task.pace().applyAsDouble(velocity)
        + UPRIGHT * Trig.cos(legs.pitch())
        - task.posture() * Math.abs(TALL - legs.lift())
        - TORQUE_COST * squares
        + ALIVE
        - task.feet() * legs.ankleSpeed()
        - (legs.touchesCeiling() ? COLLISION : 0);
  }

  private boolean alive() {
    return legs.height() >= task.fall() && !legs.touchesCeiling();
  }

  @Override
  protected void observe(double[] out) {
    for (int i = 0; i < ANGLES; i++) {
      out[i] = legs.position(i + 1);
    }
    for (int i = 0; i < Legs.JOINTS; i++) {
      out[ANGLES + i] = Math.min(SPEED, Math.max(-SPEED, legs.velocity(i)));
    }
    for (int i = SEEN; i < SIZE; i++) {
      out[i] = 0;
    }
  }

  @Override
  public Summary summary(String metric) {
    return metric.equals("velocity") ? Summary.MEAN : super.summary(metric);
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = steps >= STEPS && alive() ? 1 : 0;
    out[1] = velocity;
    out[2] = legs.height();
  }

  @Override
  protected int savedNumbers() {
    return legs.stateSize() + 2;
  }

  @Override
  protected void save(double[] out) {
    legs.saveState(out);
    int at = legs.stateSize();
    out[at] = steps;
    out[at + 1] = velocity;
  }

  @Override
  protected void restore(double[] in) {
    int at = legs.stateSize();
    int savedSteps = count(in[at], "steps", Integer.MAX_VALUE - 1);
    legs.restoreState(in);
    steps = savedSteps;
    velocity = in[at + 1];
  }

  @Override
  public Picture render() {
    return new Picture(
        name(),
        "The walker from its side, its right leg in front; numbers are metres from the start.",
        WalkerDrawing.VIEW,
        drawing.of(legs));
  }
}
