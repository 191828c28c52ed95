package org.qmp.env.physics;

import java.util.Arrays;

/**
 * A {@link Model} in motion.
 *
 * <p>{@link #step()} makes a forward pass (poses, contacts, accelerations) at the current positions
 * and velocities and then advances them. What is derived stays that of the last forward pass: after
 * a step, poses, contacts and accelerations belong to the moment before the positions advanced, or,
 * with Runge–Kutta, to the last stage. {@link #forward()} brings them up to date.
 *
 * <p>Nothing is allocated once the largest number of contacts has been met. A simulation belongs to
 * one thread.
 */
public final class Simulation {
  private static final double LARGEST = 1e10;

  private final Model model;
  private final State s;
  private final Drag drag;
  private final Constraints constraints;
  private final Newton newton;
  private final Integrator integrator;

  /** The positions of the last forward pass. */
  private final double[] passed;

  /** All that is saved besides the time. */
  private final double[][] saved;

  /** A simulation at rest in the model's initial configuration, its poses up to date. */
  public Simulation(Model model) {
    this.model = model;
    s = new State(model);
    drag = new Drag(model, s);
    constraints = new Constraints(model, s);
    newton = new Newton(model, s);
    integrator = new Integrator(model, s, this::forward);
    passed = new double[model.positions];
    saved = new double[][] {s.position, s.velocity, s.control, s.warm, s.acceleration, passed};
    forward();
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** Advances the time by one step. */
  public void step() {
    forward();
    integrator.advance();
  }

  /**
   * Brings poses, contacts and accelerations up to date with positions, velocities and controls.
   * Under {@link Rules#MUJOCO_2_1} the solver starts its next pass from this one, so that a pass
   * more may change the last bits of the steps to come.
   */
  public void forward() {
    System.arraycopy(s.position, 0, passed, 0, passed.length);
    Kinematics.run(model, s);
    MassMatrix.run(model, s);
    model.nearPairs.findContacts(model, s);
    Bias.run(model, s);
    SmoothForces.run(model, s, drag);
    constraints.run();
    newton.run();
    if (model.options.rules().warmsEveryPass()) {
      System.arraycopy(s.acceleration, 0, s.warm, 0, s.warm.length);
    }
  }

  /**
   * Returns to the initial configuration, at rest, without controls, at time 0, and brings it up to
   * date.
   */
  public void reset() {
    System.arraycopy(model.initial, 0, s.position, 0, model.positions);
    Arrays.fill(s.velocity, 0);
    Arrays.fill(s.control, 0);
    Arrays.fill(s.warm, 0);
    s.time = 0;
    forward();
  }

  /** The time in s. */
  public double time() {
    return s.time;
  }

  /** A position, m or rad or a part of a quaternion. */
  public double position(int i) {
    return s.position[i];
  }

  /** Sets a position; poses are those before until the next forward pass. */
  public void setPosition(int i, double value) {
    s.position[i] = value;
  }

  /** A velocity, m/s or rad/s. */
  public double velocity(int i) {
    return s.velocity[i];
  }

  /** Sets a velocity. */
  public void setVelocity(int i, double value) {
    s.velocity[i] = value;
  }

  /** An acceleration of the last forward pass, m/s² or rad/s². */
  public double acceleration(int i) {
    return s.acceleration[i];
  }

  /** Sets the control of an actuator, which is clipped to its range when it acts. */
  public void setControl(int i, double value) {
    s.control[i] = value;
  }

  /** A coordinate (0 to 2, m) of the origin of a body's frame in the world. */
  public double bodyPosition(int body, int axis) {
    return s.origin[3 * body + axis];
  }

  /** A part (0 to 3: w x y z) of the orientation of a body's frame in the world. */
  public double bodyOrientation(int body, int part) {
    return s.orientation[4 * body + part];
  }

  /** A coordinate (0 to 2, m) of the origin of a geom's frame in the world. */
  public double geomPosition(int geom, int axis) {
    return s.geomOrigin[3 * geom + axis];
  }

  /** A coordinate (0 to 2, m) of a site in the world. */
  public double sitePosition(int site, int axis) {
    return s.siteOrigin[3 * site + axis];
  }

  /** An element of the matrix that turns vectors of a site's frame into those of the world. */
  public double siteRotation(int site, int row, int column) {
    return s.siteFrame[9 * site + 3 * row + column];
  }

  /** The number of contacts. */
  public int contacts() {
    return s.contacts.count;
  }

  /** Whether a contact is one of this geom. */
  public boolean touches(int contact, int geom) {
    Pair pair = model.pairs[s.contacts.pair[contact]];
    return pair.first() == geom || pair.second() == geom;
  }

  /**
   * The distance of the surfaces at a contact in m, negative where they overlap; under {@link
   * Rules#MUJOCO_2_1} two boxes overlap half as deep.
   */
  public double contactDistance(int contact) {
    return s.contacts.distance[contact];
  }

  /** Whether any position, velocity or acceleration is no number or beyond 10¹⁰. */
  public boolean failed() {
    return beyond(s.position) || beyond(s.velocity) || beyond(s.acceleration);
  }

  private static boolean beyond(double[] values) {
    for (double value : values) {
      if (!(Math.abs(value) <= LARGEST)) {
        return true;
      }
    }
    return false;
  }

  /** How many numbers {@link #saveState} writes. */
  public int stateSize() {
    return 1 + 2 * model.positions + 3 * model.dofs.count + s.control.length;
  }

  /**
   * Writes all that the future and what is visible now depend on: time, positions, velocities,
   * controls, the acceleration from which the solver starts, and the positions and accelerations of
   * the last forward pass.
   *
   * @param out {@link #stateSize()} numbers
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void saveState(double[] out) {
    checkLength(out);
    out[0] = s.time;
    int at = 1;
    for (double[] part : saved) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
  }

  /**
   * Takes over a state that a simulation of the same model has saved; continues to the bit.
   *
   * @param in {@link #stateSize()} numbers
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void restoreState(double[] in) {
    checkLength(in);
    s.time = in[0];
    int at = 1;
    for (double[] part : saved) {
      System.arraycopy(in, at, part, 0, part.length);
      at += part.length;
    }
    System.arraycopy(passed, 0, s.position, 0, passed.length);
    Kinematics.run(model, s);
    model.nearPairs.findContacts(model, s);
    System.arraycopy(in, 1, s.position, 0, model.positions);
  }

  private void checkLength(double[] state) {
    if (state.length != stateSize()) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " numbers, expected " + stateSize());
    }
  }

  /** The numbers of the moment, for tests of the stages. */
  State state() {
    return s;
  }
}
