package org.qmp.cli.draw;

import java.util.Arrays;
import java.util.List;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.UsageException;
import org.qmp.env.Plane;
import org.qmp.env.TaskSuite;
import org.qmp.env.draw.Picture.View;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.SavedRun;
import org.qmp.rl.behavior.BehaviorPolicy;

/**
 * The policy that the switch picks at each place of a grid, at rest.
 *
 * @param bounds of the grid
 * @param columns places side by side
 * @param rows places one above the other
 * @param picks [task][row · columns + column], row 0 at the top: the policy, or {@link #WALL}
 */
public record SwitchMap(TaskSuite suite, View bounds, int columns, int rows, int[][] picks) {
  public static final int WALL = -1;

  private static final int FINEST = 48;

  /**
   * Evaluates the switch at every place.
   *
   * @throws UsageException if the run has no switch, or its worlds are not two-dimensional
   */
  public static SwitchMap of(SavedRun run) {
    if (!Methods.switches(run.spec().method())) {
      throw new UsageException(
          "--what map needs a run whose method ends in +qmp; got "
              + Methods.name(run.spec().method()));
    }
    Plane plane = run.suite().plane().orElseThrow(() -> flatOnly(run));
    View view = plane.bounds();
    double side = Math.max(view.width(), view.height()) / FINEST;
    int columns = (int) Math.round(view.width() / side);
    int rows = (int) Math.round(view.height() / side);
    SwitchMap map =
        new SwitchMap(
            run.suite(), view, columns, rows, new int[run.suite().size()][columns * rows]);
    map.fill(plane, run);
    return map;
  }

  private static UsageException flatOnly(SavedRun run) {
    return new UsageException(
        "--what map needs a suite on a plane, such as point or maze; got " + run.spec().suite());
  }

  private void fill(Plane plane, SavedRun run) {
    BehaviorPolicy policy = run.policy(Acts.MIXTURE, run.spec().seed());
    double[] observation = new double[suite.observations().size()];
    for (int place = 0; place < columns * rows; place++) {
      int row = place / columns;
      double x = bounds.left() + (place % columns + 0.5) * bounds.width() / columns;
      double y = bounds.top() - (row + 0.5) * bounds.height() / rows;
      boolean open = plane.open(x, y);
      if (open) {
        plane.observationAt(x, y, observation);
        decide(policy, observation, run.step());
      }
      for (int task = 0; task < picks.length; task++) {
        picks[task][place] = open ? policy.acting(task) : WALL;
      }
    }
  }

  /** As at an episode's beginning, so that no policy is held. */
  private void decide(BehaviorPolicy policy, double[] observation, long step) {
    for (int task = 0; task < picks.length; task++) {
      policy.episodeBegan(task);
      policy.observe(task, observation);
    }
    policy.decide(step);
  }

  /** The share of a task's places at which its own policy is picked, in [0, 1]. */
  public double own(int task) {
    long open = Arrays.stream(picks[task]).filter(pick -> pick != WALL).count();
    return (double) Arrays.stream(picks[task]).filter(pick -> pick == task).count() / open;
  }

  /** Names of the tasks, in order. */
  public List<String> tasks() {
    return suite.taskNames();
  }
}
