package org.qmp.env.tabletop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Robot;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.tabletop.Bounds.Placement;

/**
 * The arm with the objects of a task. Its hand is welded to a target that the actions move;
 * position servos move the fingers.
 */
final class Sawyer extends Robot implements Stage {
  private static final int STEPS = 5; // of 2.5 ms in a move
  private static final int SETTLING = 50; // moves
  private static final double STRIDE = 1.0 / 100; // m, of an action of 1
  private static final int RIGHT = 0; // controls of the fingers
  private static final int LEFT = 1;

  /** Models by scene and rules, compiled once and shared. */
  private static final Map<String, Model> MODELS = new ConcurrentHashMap<>();

  private final TabletopTask task;
  private final Simulation simulation;
  private final Model model;
  private final Sight sight;
  private final int target;

  /** The bodies that this episode has moved, and their places. */
  private final Map<Integer, Point3> moved = new TreeMap<>();

  /** States in which the hand has reached its start, by the places of the moved bodies. */
  private final Map<List<Double>, double[]> settled = new LinkedHashMap<>();

  Sawyer(TabletopTask task, Rules rules) {
    super(model(task.scene, rules), STEPS);
    this.task = task;
    simulation = simulation();
    model = simulation.model();
    sight = new Sight(task, simulation);
    target = model.body("target");
  }

  private static Model model(String scene, Rules rules) {
    return MODELS.computeIfAbsent(
        scene + " " + rules,
        key -> Model.of(Mjcf.resource(Sawyer.class, scene + ".xml", rules).scene()));
  }

  /** Clears the places of the task's bodies. */
  void clear() {
    moved.clear();
  }

  /**
   * Leads the hand to its start, with open fingers, and lets the task place its objects. Bodies
   * that the task has moved before are there from the beginning.
   */
  void start(Placement placement) {
    List<Double> places = new ArrayList<>();
    moved.values().forEach(p -> places.addAll(List.of(p.x, p.y, p.z)));
    double[] known = settled.get(places);
    if (known == null) {
      settle();
      known = new double[stateSize()];
      saveState(known);
      settled.put(places, known);
    } else {
      restoreState(known);
    }
    look();
    task.gripper.begin();
    task.arrange(this, placement);
    look();
  }

  private void settle() {
    simulation.reset();
    moved.forEach((body, p) -> simulation.setMocapPosition(body, p.x, p.y, p.z));
    for (int i = 0; i < model.velocities(); i++) {
      simulation.setWarmStart(i, 0);
    }
    Point3 start = task.handStart;
    simulation.setMocapPosition(target, start.x, start.y, start.z);
    simulation.setMocapOrientation(target, 1, 0, 1, 0);
    push(RIGHT, -1);
    push(LEFT, 1);
    run(SETTLING * STEPS);
  }

  /**
   * Moves the target by the first three numbers of an action, and the fingers by the last.
   *
   * @return whether the simulation has not failed; otherwise nothing has moved, not even the target
   */
  boolean act(double[] action) {
    mark();
    simulation.setMocapPosition(target, aim(action, 0), aim(action, 1), aim(action, 2));
    simulation.setMocapOrientation(target, 1, 0, 1, 0);
    push(RIGHT, action[3]);
    push(LEFT, -action[3]);
    task.gripper.effort = action[3];
    return moveOrReturn();
  }

  private double aim(double[] action, int axis) {
    double to = simulation.mocapPosition(target, axis) + action[axis] * STRIDE;
    return Rewards.clip(to, task.handLow[axis], task.handHigh[axis]);
  }

  /** Updates the task's view of the current state. */
  void look() {
    sight.look();
  }

  private void pass() {
    simulation.forward();
    look();
  }

  @Override
  public void place(String body, Point3 to) {
    int index = model.body(body);
    moved.put(index, new Point3().set(to));
    simulation.setMocapPosition(index, to.x, to.y, to.z);
  }

  @Override
  public void put(String freeJoint, Point3 to) {
    overwrite(
        model.positionOf(freeJoint),
        new double[] {to.x, to.y, to.z},
        model.velocityOf(freeJoint),
        6);
  }

  @Override
  public void rest(String[] joints, double... positions) {
    for (int i = 0; i < joints.length; i++) {
      setUnseen(joints[i], positions[i]);
      simulation.setVelocity(model.velocityOf(joints[i]), 0);
    }
    pass();
  }

  @Override
  public void set(String joint, double position) {
    setUnseen(joint, position);
    pass();
  }

  @Override
  public void setUnseen(String joint, double position) {
    simulation.setPosition(model.positionOf(joint), position);
  }

  @Override
  public void overwrite(int position, double[] positions, int velocity, int velocities) {
    for (int i = 0; i < positions.length; i++) {
      simulation.setPosition(position + i, positions[i]);
    }
    for (int i = 0; i < velocities; i++) {
      simulation.setVelocity(velocity + i, 0);
    }
    pass();
  }

  @Override
  public void run(int steps) {
    for (int i = 0; i < steps; i++) {
      simulation.step();
    }
    look();
  }
}
