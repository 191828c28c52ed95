package org.qmp.env.classic;

import static org.qmp.env.classic.PointTask.FIGURE;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Guide;
import org.qmp.env.Outcome;
import org.qmp.env.Plane;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.classic.PointTask.Reward;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;

/**
 * A point that walks over a square floor to a goal it does not see.
 *
 * <p>Actions, 2 numbers:
 *
 * <pre>
 *   index  meaning            unit    low  high
 *   0      step to the right  length  −1   1
 *   1      step upwards       length  −1   1
 * </pre>
 *
 * <p>Observations: the position p in [0, 10]², scaled to what networks like; 2 numbers:
 *
 * <pre>
 *   index  meaning       unit  low  high
 *   0      (p₀ − 5) / 5  1     −1   1
 *   1      (p₁ − 5) / 5  1     −1   1
 * </pre>
 *
 * <p>A step, with the noise σ of the {@link PointTask}:
 *
 * <pre>
 *   p′     = clip(p + a + N(0, σ²), 0, 10)      in each dimension
 *   reward = −‖p′ − goal‖ / 10                  in [−√2, 0]; or {@link Reward#ARRIVAL}
 * </pre>
 *
 * <p>Start: always {@link PointTask#start()}. End: terminated when ‖p′ − goal‖ ≤ radius; {@link
 * #task(PointTask)} truncates after {@link PointTask#horizon()} steps.
 *
 * <p>Metrics: {@code success}, 1 within the radius of the goal and 0 elsewhere; {@code distance},
 * ‖p − goal‖ in lengths.
 *
 * <p>Source: the illustration of QMP (Zhang et al., arXiv:2302.00671), whose code was not released:
 * floor, start, goal, radius and guides are read off the figure; noise, reward and horizon are a
 * reconstruction, and so is that the point does not see its goal.
 */
public final class PointReach extends AbstractEnvironment {
  static final double SIDE = 10;
  static final Box FLOOR = Box.cube(2, 0, SIDE);
  private static final Box OBSERVATIONS = Box.cube(2, -1, 1);
  private static final Box ACTIONS = Box.cube(2, -1, 1);

  private final PointTask task;
  private Point position;

  /** The fixed policies that help or hinder the learner of the figure. */
  public enum DirectionGuide implements Guide {
    UP(0, 1),
    RIGHT(1, 0),
    /** ↙, which leads away from the goal of the figure. */
    DOWN_LEFT(-1, -1),
    UP_RIGHT(1, 1);

    private static final double JITTER = 0.03;

    private final double dx;
    private final double dy;

    DirectionGuide(double dx, double dy) {
      this.dx = dx;
      this.dy = dy;
    }

    @Override
    public void mean(double[] observation, double[] actionOut) {
      actionOut[0] = dx;
      actionOut[1] = dy;
    }

    /**
     * One unit in this direction with a jitter of N(0, 0.03²) in each dimension, clipped to [−1,
     * 1].
     */
    @Override
    public void act(double[] observation, Chance chance, double[] actionOut) {
      actionOut[0] = ACTIONS.clip(0, dx + JITTER * chance.normal());
      actionOut[1] = ACTIONS.clip(1, dy + JITTER * chance.normal());
    }
  }

  /** The rewards of these tasks, which depend only on the position after a step. */
  private record Rewards(List<PointTask> tasks) implements Relabeling {
    @Override
    public double leastReward() {
      return -Math.sqrt(2);
    }

    @Override
    public double reward(
        int task, double[] observation, double[] action, double[] nextObservation) {
      Point reached = new Point(unscaled(nextObservation[0]), unscaled(nextObservation[1]));
      return tasks.get(task).rewardAt(reached.distanceTo(tasks.get(task).goal()));
    }
  }

  /** The floor of the point, of which every point is a place. */
  private record Floor() implements Plane {

    @Override
    public View bounds() {
      return new View(0, 0, SIDE, SIDE);
    }

    @Override
    public boolean open(double x, double y) {
      return x >= 0 && x <= SIDE && y >= 0 && y <= SIDE;
    }

    @Override
    public void observationAt(double x, double y, double[] out) {
      out[0] = scaled(x);
      out[1] = scaled(y);
    }
  }

  /** A floor without a time limit, before its first reset. */
  public PointReach(PointTask task) {
    super("PointReach", OBSERVATIONS, ACTIONS, "success", "distance");
    this.task = task;
    position = task.start();
  }

  /** The usual floor, truncated at the horizon of its task. */
  public static TimeLimit task(PointTask task) {
    return new TimeLimit(new PointReach(task), task.horizon());
  }

  /**
   * Four goals from one start: the three other corners and the centre. The way to the centre is the
   * way to the upper right, so these two share the acting equally in its domain knowledge, and the
   * other two act alone.
   */
  public static TaskSuite suite() {
    return suite(
            "point",
            List.of("upper-right", "lower-right", "upper-left", "centre"),
            List.of(
                FIGURE,
                FIGURE.withGoal(SIDE, 0),
                FIGURE.withGoal(0, SIDE),
                FIGURE.withGoal(SIDE / 2, SIDE / 2)))
        .withDomainKnowledge(
            DomainKnowledge.ofOneStage(
                new double[][] {{0.5, 0, 0, 0.5}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0.5, 0, 0, 0.5}}));
  }

  /** The one goal of the figure, panel a: without guides. */
  public static TaskSuite figure() {
    return figure("point-figure");
  }

  /** The figure's panel b: two guides lead to the goal together, and one leads away from it. */
  public static TaskSuite figureB() {
    return figure("point-figure-b")
        .withGuides(List.of(DirectionGuide.UP, DirectionGuide.RIGHT, DirectionGuide.DOWN_LEFT));
  }

  /** The figure's panel c: one of three guides leads straight to the goal. */
  public static TaskSuite figureC() {
    return figure("point-figure-c")
        .withGuides(List.of(DirectionGuide.UP, DirectionGuide.RIGHT, DirectionGuide.UP_RIGHT));
  }

  private static TaskSuite figure(String name) {
    return suite(name, List.of("upper-right"), List.of(FIGURE));
  }

  /**
   * Six tasks from the lower left corner with five goals of radius 1, named by the goal's place on
   * the floor. Three are rewarded by distance and learned at once; three only by {@link
   * Reward#ARRIVAL arriving}, which a task's own exploration hardly ever does in 30 steps, while
   * other tasks' policies arrive or come near.
   *
   * <pre>
   *   task               goal      reward
   *   north-east         (10, 10)  distance
   *   south-east         (10, 0)   distance
   *   north-west         (0, 10)   distance
   *   north-east-sparse  (10, 10)  arrival
   *   east-sparse        (10, 5)   arrival
   *   north-sparse       (5, 10)   arrival
   * </pre>
   */
  public static TaskSuite errands() {
    PointTask dense = new PointTask(FIGURE.start(), FIGURE.goal(), 1, FIGURE.noise(), 30);
    PointTask sparse =
        new PointTask(
            dense.start(), dense.goal(), dense.radius(), dense.noise(), 30, Reward.ARRIVAL);
    return suite(
        "errands",
        List.of(
            "north-east",
            "south-east",
            "north-west",
            "north-east-sparse",
            "east-sparse",
            "north-sparse"),
        List.of(
            dense,
            dense.withGoal(SIDE, 0),
            dense.withGoal(0, SIDE),
            sparse,
            sparse.withGoal(SIDE, SIDE / 2),
            sparse.withGoal(SIDE / 2, SIDE)));
  }

  private static TaskSuite suite(String name, List<String> names, List<PointTask> tasks) {
    List<TaskSuite.Task> named = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      PointTask task = tasks.get(i);
      named.add(new TaskSuite.Task(names.get(i), () -> task(task)));
    }
    return new TaskSuite(name, named).withRelabeling(new Rewards(tasks)).withPlane(new Floor());
  }

  @Override
  protected void begin(Chance chance) {
    position = task.start();
  }

  @Override
  protected Outcome act(double[] action) {
    double x = moved(position.x(), action[0]);
    double y = moved(position.y(), action[1]);
    position = new Point(x, y);
    double distance = position.distanceTo(task.goal());
    return outcome(task.rewardAt(distance), distance <= task.radius());
  }

  private double moved(double from, double by) {
    return Math.min(SIDE, Math.max(0, from + by + task.noise() * chance().normal()));
  }

  @Override
  protected void observe(double[] out) {
    out[0] = scaled(position.x());
    out[1] = scaled(position.y());
  }

  private static double scaled(double length) {
    return (length - SIDE / 2) / (SIDE / 2);
  }

  private static double unscaled(double observed) {
    return observed * (SIDE / 2) + SIDE / 2;
  }

  @Override
  public void readMetrics(double[] out) {
    double distance = position.distanceTo(task.goal());
    out[0] = distance <= task.radius() ? 1 : 0;
    out[1] = distance;
  }

  @Override
  protected int savedNumbers() {
    return 2;
  }

  @Override
  protected void save(double[] out) {
    out[0] = position.x();
    out[1] = position.y();
  }

  @Override
  protected void restore(double[] in) {
    for (int i = 0; i < 2; i++) {
      requireSaved(in[i] >= 0 && in[i] <= SIDE, in[i], "as a coordinate", "0 to 10");
    }
    position = new Point(in[0], in[1]);
  }

  @Override
  public Picture render() {
    return new Picture(
        name(),
        "A point on a floor; the ring is its start, the large disc its goal.",
        new Picture.View(-1.5, -1.5, 11.5, 11.5),
        List.of(
            Polygon.rectangle(Role.FLOOR, 0, 0, SIDE, SIDE, Paint.filled(Color.PALE)),
            new Circle(
                Role.GOAL, task.goal(), task.radius(), Paint.filled(Color.GREEN.withOpacity(0.25))),
            new Circle(Role.GOAL, task.goal(), 0.12, Paint.filled(Color.GREEN)),
            new Circle(Role.STILL, task.start(), 0.12, Paint.outlined(Color.INK, 0.05)),
            new Circle(Role.MOVER, position, 0.2, Paint.filled(Color.BLUE))));
  }
}
