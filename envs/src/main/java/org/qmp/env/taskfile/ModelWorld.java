package org.qmp.env.taskfile;

import java.util.Arrays;
import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.TimeLimit;
import org.qmp.env.draw.Picture;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.ModelDrawing;
import org.qmp.env.physics.Robot;
import org.qmp.env.physics.Simulation;
import org.qmp.env.taskfile.Expression.Value;

/** An environment of a model file and a task of a {@link TaskFile}, which documents the rules. */
final class ModelWorld extends AbstractEnvironment {

  /**
   * A task as it was read.
   *
   * @param starts quantities that a reset sets, in order
   * @param success counts as reached where it is not 0
   */
  record Task(
      String name,
      int frameSkip,
      int horizon,
      List<Motor> motors,
      List<Value> observed,
      List<Start> starts,
      Value reward,
      Value end,
      Value success,
      ModelDrawing.Side side) {}

  /** A control and its range, into which an action from −1 to 1 is stretched. */
  record Motor(int control, double low, double high) {}

  /** A quantity that a reset sets. */
  interface Setter {
    void set(Simulation simulation, double value);
  }

  /** The initial value of a quantity. */
  record Start(Setter quantity, Value value) {}

  private final Task task;
  private final Robot robot;
  private final double[] acted;
  private final ModelDrawing drawing;
  private final Picture.View view;
  private Moment moment;

  private ModelWorld(Model model, Task task) {
    super(
        task.name(),
        Box.unbounded(task.observed().size()),
        Box.cube(task.motors().size(), -1, 1),
        "success");
    this.task = task;
    robot = new Robot(model, task.frameSkip());
    acted = new double[task.motors().size()];
    drawing = new ModelDrawing(model, task.side());
    robot.simulation().forward();
    view = drawing.around(robot.simulation());
    moment = new Moment(robot.simulation(), acted, super.chance());
  }

  /** The usual environment, with a time limit. */
  static TimeLimit limited(Model model, Task task) {
    return new TimeLimit(new ModelWorld(model, task), task.horizon());
  }

  @Override
  protected void begin(Chance chance) {
    moment = new Moment(robot.simulation(), acted, chance);
    Arrays.fill(acted, 0);
    robot.simulation().reset();
    for (Start start : task.starts()) {
      start.quantity().set(robot.simulation(), start.value().in(moment));
    }
    robot.simulation().forward();
  }

  @Override
  protected Outcome act(double[] action) {
    for (int i = 0; i < action.length; i++) {
      Motor motor = task.motors().get(i);
      acted[i] = action[i];
      robot.push(
          motor.control(), motor.low() + 0.5 * (action[i] + 1) * (motor.high() - motor.low()));
    }
    boolean moved = robot.move();
    robot.simulation().forward(); // so that places are those of the positions
    if (!moved) { // the simulation has failed, and is what it was before
      return new Outcome.Truncated(task.reward().in(moment));
    }
    return outcome(task.reward().in(moment), task.end().in(moment) != 0);
  }

  @Override
  protected void observe(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = task.observed().get(i).in(moment);
    }
  }

  @Override
  public void readMetrics(double[] out) {
    out[0] = task.success().in(moment) != 0 ? 1 : 0;
  }

  @Override
  protected int savedNumbers() {
    return robot.stateSize() + acted.length;
  }

  @Override
  protected void save(double[] out) {
    robot.saveState(out);
    System.arraycopy(acted, 0, out, robot.stateSize(), acted.length);
  }

  @Override
  protected void restore(double[] in) {
    for (int i = 0; i < acted.length; i++) {
      double action = in[robot.stateSize() + i];
      requireSaved(Math.abs(action) <= 1, action, "as an action", "−1 to 1");
    }
    robot.restoreState(in);
    System.arraycopy(in, robot.stateSize(), acted, 0, acted.length);
  }

  @Override
  public Picture render() {
    return new Picture(
        name(),
        "The model's bodies; green are mocap bodies.",
        view,
        drawing.shapes(robot.simulation(), view));
  }
}
