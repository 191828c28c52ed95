package org.qmp.env.tabletop;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.draw.Picture;
import org.qmp.env.tabletop.Bounds.Placement;

/**
 * An arm with a gripper at a table, whose hand is led through the air, and objects to be moved: the
 * tasks of Meta-World.
 *
 * <p>The robot stands at the origin and looks along y over the table, whose top is z = 0; x points
 * to its right, z upwards.
 *
 * <p>Actions
 *
 * <table>
 *   <caption>4 numbers</caption>
 *   <tr><th>index</th><th>meaning</th><th>unit</th><th>low</th><th>high</th></tr>
 *   <tr><td>0–2</td><td>how far the target of the hand moves along x, y, z</td><td>0.01 m</td><td>−1</td><td>1</td></tr>
 *   <tr><td>3</td><td>force of the fingers, positive closes</td><td>400 N</td><td>−1</td><td>1</td></tr>
 * </table>
 *
 * <p>Observations, not scaled; no velocities
 *
 * <table>
 *   <caption>39 numbers, all from −∞ to ∞; 21 in the suite of door and drawer, without the previous frame</caption>
 *   <tr><th>index</th><th>meaning</th><th>unit</th></tr>
 *   <tr><td>0–2</td><td>hand, 45 mm above the finger tips</td><td>m</td></tr>
 *   <tr><td>3</td><td>how far the fingers are open, 0 to 1</td><td>0.1 m</td></tr>
 *   <tr><td>4–6</td><td>object, or a point on it</td><td>m</td></tr>
 *   <tr><td>7–10</td><td>its quaternion, real part first or last as the task has it, or zeros</td><td>1</td></tr>
 *   <tr><td>11–17</td><td>the same of a second object, or zeros</td><td></td></tr>
 *   <tr><td>18–35</td><td>previous frame: 0–17 as they were a step before</td><td></td></tr>
 *   <tr><td>36–38</td><td>goal</td><td>m</td></tr>
 * </table>
 *
 * <p>With door and drawer, 4–10 are the drawer, 11–17 the handle of the door, and 18–20 the goal.
 *
 * <p>A step lasts 12.5 ms, five steps of the simulator. The target moves, up to the bounds (−0.5,
 * 0.4, 0.05) to (0.5, 1, 0.5) of most tasks; the hand is welded to it, softly, and follows.
 * Observations and rewards use positions 2.5 ms before the end of the step; only joints used by a
 * reward are up to date. Rewards are at least 0 and at most 10; they are made of the functions on
 * one page, {@code Rewards}, by a small class for each task.
 *
 * <p>Start: the hand is led to its start for 0.625 s, with open fingers; then the objects of the
 * task are put in one of fifty places, which are drawn once for each task, always the same; suites
 * are evaluated with fifty others. The published environment does this twice, and so does this one:
 * the first observation's previous frame is that of the first time. End: none; {@link #task}
 * truncates after 500 steps. When the simulation fails, a step is worth 0 and changes nothing.
 *
 * <p>Metrics: {@code success}; {@code near_object}, {@code grasp_success}, {@code grasp_reward},
 * {@code in_place_reward}, {@code obj_to_target}, what Meta-World reports besides, of an episode
 * the last.
 *
 * <p>Faults of the original that are kept: {@code basketball} writes the place of the ball into
 * joints of the arm, which is thrown aside, and the ball lies where it always does; in {@code
 * coffee-button}, {@code coffee-pull} and {@code coffee-push} the arm is stopped in place of the
 * mug; {@code window-close} first shows the window shut; margins that are meant to be of the start
 * follow the pads in {@code push-back}, {@code sweep}, {@code sweep-into}, {@code soccer}, {@code
 * pick-place} and {@code door-lock}; {@code stick-pull} takes the container's place for the stick's
 * in its cage; {@code push} adds a reward to itself; a success in {@code box-close} is worth less
 * on a crooked lid; {@code drawer-open} succeeds only where the drawer has passed the soft end of
 * its slide, and {@code lever-pull} only through that of its joint.
 *
 * <p>{@link TabletopOptions} has variants, and repairs the first four of these. Source: Meta-World
 * (Yu et al. 2020, arXiv:1910.10897), its second version at commit 04be337, as QMP uses it ({@code
 * MetaWorldCDS-v1}, {@code MetaWorldMT10-v2}, {@code MetaWorldMT50-v2}; Zhang et al.,
 * arXiv:2302.00671), in which MuJoCo 2.1 moves the arm; so it does here, by {@link
 * org.qmp.env.physics.scene.Rules#MUJOCO_2_1}. Differences: a reset draws one of the fifty places,
 * where the original goes through them in shuffled order; the places are of a generator of our own;
 * and the previous frame of a first observation never shows where an earlier episode had left
 * something.
 */
public final class Tabletop extends AbstractEnvironment {
  /** After which {@link #task} truncates. */
  static final int STEPS = 500;

  private static final int FRAME = 18;
  private static final int SLOTS = 4; // where the objects begin in a frame
  private static final int SLOT = 7;
  private static final Box ACTIONS = Box.cube(4, -1, 1);

  private final TabletopTask task;
  private final Sawyer sawyer;
  private final List<Placement> placements;
  private final TabletopDrawing drawing;
  private final double[] frame = new double[FRAME];
  private final double[] previous = new double[FRAME];

  Tabletop(TabletopTask task, TabletopOptions options) {
    super(
        "Tabletop " + task.name, observations(task), ACTIONS, Verdict.NAMES.toArray(String[]::new));
    this.task = task;
    task.gripper.repaired = options.repaired();
    sawyer = new Sawyer(task, options.rules());
    placements = task.bounds.fifty(task.name, options.placements(), task::tooClose);
    drawing = new TabletopDrawing(task, sawyer.simulation());
    sawyer.look();
    show();
  }

  private static Box observations(TabletopTask task) {
    return Box.unbounded(task.frames * FRAME + 3);
  }

  /**
   * One of Meta-World's fifty tasks, truncated after 500 steps.
   *
   * @throws IllegalArgumentException if there is no task of this name
   */
  public static TimeLimit task(String name, TabletopOptions options) {
    return limited(MetaWorldTasks.named(MetaWorldTasks.MT50, name), options);
  }

  private static TimeLimit limited(TabletopTask task, TabletopOptions options) {
    return new TimeLimit(new Tabletop(task, options), STEPS);
  }

  /** Four tasks with a door and a drawer beside each other. */
  public static TaskSuite cds() {
    return suite("metaworld-cds", MetaWorldTasks.CDS, TabletopOptions.PUBLISHED);
  }

  /** Ten of the fifty tasks. */
  public static TaskSuite mt10() {
    return suite("mt10", MetaWorldTasks.MT10, TabletopOptions.PUBLISHED);
  }

  /** All fifty tasks. */
  public static TaskSuite mt50() {
    return suite("mt50", MetaWorldTasks.MT50, TabletopOptions.PUBLISHED);
  }

  /** The ten of {@link #mt10} without the faults that {@link TabletopOptions} repairs. */
  public static TaskSuite mt10Repaired() {
    return suite("mt10-repaired", MetaWorldTasks.MT10, TabletopOptions.PUBLISHED.withRepairs());
  }

  /** All fifty without these faults. */
  public static TaskSuite mt50Repaired() {
    return suite("mt50-repaired", MetaWorldTasks.MT50, TabletopOptions.PUBLISHED.withRepairs());
  }

  private static TaskSuite suite(
      String name, List<Supplier<TabletopTask>> tasks, TabletopOptions options) {
    List<TabletopTask> made = tasks.stream().map(Supplier::get).toList();
    List<TaskSuite.Task> named =
        IntStream.range(0, made.size())
            .mapToObj(i -> suiteTask(made.get(i), tasks.get(i), options))
            .toList();
    return TaskSuite.of(name, named, observations(made.get(0)), ACTIONS)
        .withRelabeling(new TabletopRelabeling(made));
  }

  private static TaskSuite.Task suiteTask(
      TabletopTask made, Supplier<TabletopTask> maker, TabletopOptions options) {
    return new TaskSuite.Task(
        made.name,
        made.family(),
        () -> limited(maker.get(), options),
        () -> limited(maker.get(), options.withTestPlacements()));
  }

  @Override
  protected void begin(Chance chance) {
    begin(placements.get((int) (chance.next() * placements.size())));
  }

  /** Begins twice, so that everything is in its place the second time. */
  void begin(Placement placement) {
    sawyer.clear();
    sawyer.start(placement);
    show();
    sawyer.start(placement);
    advance();
    task.verdict.clear();
  }

  /** The current frame becomes the previous one. */
  private void advance() {
    System.arraycopy(frame, 0, previous, 0, FRAME);
    show();
  }

  private void show() {
    frame[0] = task.hand.x;
    frame[1] = task.hand.y;
    frame[2] = task.hand.z;
    frame[3] = task.opening();
    for (int i = 0; i < task.shown.size(); i++) {
      task.shown.get(i).write(frame, SLOTS + i * SLOT);
    }
  }

  @Override
  protected Outcome act(double[] action) {
    if (!sawyer.act(action)) {
      task.verdict.clear();
      return new Outcome.Running(0);
    }
    sawyer.look();
    task.judge();
    advance();
    return new Outcome.Running(task.verdict.reward());
  }

  @Override
  protected void observe(double[] out) {
    System.arraycopy(frame, 0, out, 0, FRAME);
    if (task.frames == 2) {
      System.arraycopy(previous, 0, out, FRAME, FRAME);
    }
    int at = task.frames * FRAME;
    out[at] = task.goal.x;
    out[at + 1] = task.goal.y;
    out[at + 2] = task.goal.z;
  }

  @Override
  public void readMetrics(double[] out) {
    System.arraycopy(task.verdict.numbers, 1, out, 0, out.length);
  }

  @Override
  public Picture render() {
    return drawing.picture(name());
  }

  /** Besides the simulation: both frames, the verdict and the constants of the episode. */
  @Override
  protected int savedNumbers() {
    return sawyer.stateSize() + 2 * FRAME + task.verdict.numbers.length + 3 * task.memory().size();
  }

  @Override
  protected void save(double[] out) {
    sawyer.saveState(out);
    int at = put(frame, out, sawyer.stateSize());
    at = put(previous, out, at);
    at = put(task.verdict.numbers, out, at);
    for (Point3 constant : task.memory()) {
      out[at++] = constant.x;
      out[at++] = constant.y;
      out[at++] = constant.z;
    }
  }

  private static int put(double[] part, double[] out, int at) {
    System.arraycopy(part, 0, out, at, part.length);
    return at + part.length;
  }

  @Override
  protected void restore(double[] in) {
    sawyer.restoreState(in);
    int at = take(in, sawyer.stateSize(), frame);
    at = take(in, at, previous);
    at = take(in, at, task.verdict.numbers);
    for (Point3 constant : task.memory()) {
      constant.set(in[at++], in[at++], in[at++]);
    }
  }

  private static int take(double[] in, int at, double[] part) {
    System.arraycopy(in, at, part, 0, part.length);
    return at + part.length;
  }

  /** The robot, for relabelling and tests. */
  Sawyer sawyer() {
    return sawyer;
  }

  /** The task, for tests. */
  TabletopTask task() {
    return task;
  }
}
