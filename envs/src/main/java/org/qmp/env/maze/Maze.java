package org.qmp.env.maze;

import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.Relabeling;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.draw.Picture;
import org.qmp.env.physics.scene.Rules;

/**
 * A ball in a maze, to be pushed to a goal; neither the goal nor the walls are observed.
 *
 * <p>Actions, 2 numbers:
 *
 * <pre>
 *   index  meaning                                      unit   low  high
 *   0      thrust along x, down the rows of the Layout  100 N  −1   1
 *   1      thrust along y, along its columns            100 N  −1   1
 * </pre>
 *
 * <p>Observations, not scaled, for a maze of R rows and C columns, 4 numbers:
 *
 * <pre>
 *   index  meaning                 unit    low  high
 *   0      x of the ball's centre  cell    0.3  R − 1.7
 *   1      y of the ball's centre  cell    0.3  C − 1.7
 *   2      velocity along x        cell/s  −8   8
 *   3      velocity along y        cell/s  −8   8
 * </pre>
 *
 * <p>A step lasts h = 0.01 s. The ball, of radius 0.1 and mass m = 4.18879 kg, has its velocity
 * clipped to ±5 in each dimension and then flies, without walls, by
 *
 * <pre>
 *   v′ = v + h (100 a − v)/(m + h),   p′ = p + h v′          so that |v′| ≤ 5.2263
 * </pre>
 *
 * <p>and a wall within 0.002 pushes it back like a strong damper and spring. It never overlaps a
 * wall by more than 0.072, and it rests a little off the wall that it is pressed against: 0.0019,
 * 0.0017, 0.0015 away under a thrust of 0.1, 0.5, 1.
 *
 * <p>Reward, with δ = ‖p′ − goal‖, is that of the task: {@code DENSE}, exp(−δ) − 1 in (−1, 0], or
 * {@code SPARSE}, 1 where δ ≤ 0.5 and 0 elsewhere.
 *
 * <p>Start: p = start + U(−0.1, 0.1) and v ~ N(0, 0.1²) in each dimension. End: terminated when δ ≤
 * 0.5; {@link #task} truncates after 600 steps (6 s).
 *
 * <p>Metrics: {@code success}, 1 where δ ≤ 0.5 and 0 elsewhere; {@code distance}, δ in cells.
 *
 * <p>Source: {@code MazeLarge-10-v0} of QMP (Zhang et al., arXiv:2302.00671), made from D4RL's
 * point maze (Fu et al. 2020, arXiv:2004.07219), in which MuJoCo moves the ball. All that MuJoCo
 * computes there is computed here in closed form, flight and contact, by the rules of MuJoCo 2.1
 * ({@link Rules#MUJOCO_2_1}), which the source used. By those of 3.x, which differ in two numbers,
 * a trajectory of MuJoCo 3.14 of 400 steps, 91 of them against a wall, is met to 3e-14 for one step
 * and 4e-13 for all of them, with the same contacts. By both, each of 20,000 steps of random thrust
 * is that of the general simulator on {@link org.qmp.env.physics.Mechanism#MAZE_LARGE} to 2e-11
 * (1e-13 by the rules of 2.1), which is why the ball does without it. Differences: observations are
 * not rounded to float; and an episode that reaches its goal in the very last step has terminated,
 * whereas the source calls it a time-out.
 */
public final class Maze extends AbstractEnvironment {
  private static final double START_RANGE = 0.1;
  private static final double START_SPEED = 0.1;
  private static final double MAX_SPEED = 8; // a corner can turn 5 along both axes into one
  private static final int STEPS = 600;
  private static final Box ACTIONS = Box.cube(2, -1, 1);

  private final MazeTask task;
  private final Ball ball;
  private final MazeDrawing drawing;

  /** A maze without a time limit, before its first reset. */
  public Maze(MazeTask task) {
    super("Maze " + task.name(), observations(task.layout()), ACTIONS, "success", "distance");
    this.task = task;
    ball = new Ball(task.layout(), Rules.MUJOCO_2_1);
    ball.place(task.start().row(), task.start().column(), 0, 0);
    drawing = new MazeDrawing(task);
  }

  private static Box observations(Layout layout) {
    double low = Layout.high(0);
    return Box.of(
        new double[] {low, low, -MAX_SPEED, -MAX_SPEED},
        new double[] {
          Layout.low(layout.rows() - 1), Layout.low(layout.columns() - 1), MAX_SPEED, MAX_SPEED
        });
  }

  /** The usual maze, truncated after 600 steps. */
  public static TimeLimit task(MazeTask task) {
    return new TimeLimit(new Maze(task), STEPS);
  }

  /** Ten ways through the large maze, 9 to 15 moves long, with the dense reward. */
  public static TaskSuite large() {
    return suite("maze", MazeTask.large(MazeReward.DENSE));
  }

  /** Three ways through the medium maze from one start, with the dense reward. */
  public static TaskSuite medium() {
    return suite("maze-medium", MazeTask.medium(MazeReward.DENSE));
  }

  /**
   * Any tasks in mazes of equal size, each truncated after 600 steps, their reward functions, and
   * their places where all are in the same maze.
   *
   * @throws IllegalArgumentException if there is no task, if two have the same name, or if their
   *     mazes differ in size
   */
  public static TaskSuite suite(String name, List<MazeTask> tasks) {
    TaskSuite suite =
        new TaskSuite(
                name, tasks.stream().map(t -> new TaskSuite.Task(t.name(), () -> task(t))).toList())
            .withRelabeling(new Rewards(tasks));
    boolean same = tasks.stream().map(MazeTask::layout).distinct().count() == 1;
    return same ? suite.withPlane(tasks.get(0).layout()) : suite;
  }

  /** The rewards of some tasks, which depend only on the position after a step. */
  private record Rewards(List<MazeTask> tasks) implements Relabeling {
    Rewards {
      tasks = List.copyOf(tasks);
    }

    @Override
    public double leastReward() {
      return tasks.stream().mapToDouble(task -> task.reward().least()).min().orElseThrow();
    }

    @Override
    public double reward(
        int task, double[] observation, double[] action, double[] nextObservation) {
      return tasks.get(task).rewardAt(nextObservation[0], nextObservation[1]);
    }
  }

  @Override
  protected void begin(Chance chance) {
    double x = task.start().row() + chance.uniform(-START_RANGE, START_RANGE);
    double y = task.start().column() + chance.uniform(-START_RANGE, START_RANGE);
    double vx = START_SPEED * chance.normal();
    double vy = START_SPEED * chance.normal();
    ball.place(x, y, vx, vy);
  }

  @Override
  protected Outcome act(double[] action) {
    ball.step(action[0], action[1]);
    double reward = task.rewardAt(ball.x, ball.y);
    return outcome(reward, task.reachedAt(ball.x, ball.y));
  }

  @Override
  protected void observe(double[] out) {
    out[0] = ball.x;
    out[1] = ball.y;
    out[2] = ball.vx;
    out[3] = ball.vy;
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = task.reachedAt(ball.x, ball.y) ? 1 : 0;
    out[1] = task.goal().distanceTo(ball.x, ball.y);
  }

  @Override
  protected int savedNumbers() {
    return 4;
  }

  @Override
  protected void save(double[] out) {
    observe(out);
  }

  @Override
  protected void restore(double[] in) {
    ball.place(in[0], in[1], in[2], in[3]);
  }

  @Override
  public Picture render() {
    return new Picture(
        name(),
        "A ball between grey walls; the ring is its start, the disc its goal.",
        drawing.view(),
        drawing.with(ball.x, ball.y));
  }
}
