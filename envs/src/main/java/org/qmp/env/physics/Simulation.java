package org.qmp.env.physics;

import java.util.Arrays;
import org.qmp.env.physics.constraint.Constraint;
import org.qmp.env.physics.constraint.ContactRows;
import org.qmp.env.physics.constraint.DryFriction;
import org.qmp.env.physics.constraint.Jacobian;
import org.qmp.env.physics.constraint.JointEqualities;
import org.qmp.env.physics.constraint.JointLimits;
import org.qmp.env.physics.constraint.Newton;
import org.qmp.env.physics.constraint.Rows;
import org.qmp.env.physics.constraint.Welds;
import org.qmp.env.physics.contact.Collisions;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Softness;

/**
 * A {@link Model} in motion.
 *
 * <p>{@link #step()} makes a forward pass (poses, contacts, accelerations) at the current positions
 * and velocities and then advances them. Derived quantities are those of the last forward pass:
 * after a step, poses, contacts and accelerations belong to the moment before the positions
 * advanced or, with Runge–Kutta, to the last stage. {@link #forward()} brings them up to date.
 *
 * <p>Nothing is allocated after the largest number of contacts has occurred. A simulation belongs
 * to one thread.
 */
public final class Simulation {
  private static final double LARGEST = 1e10;

  private final Model model;
  private final State s;

  // The stages of a forward pass in their order, and of the step after it.
  private final Kinematics kinematics;
  private final MassMatrix massMatrix;
  private final Collisions collisions;
  private final Bias bias;
  private final SmoothForces smoothForces;
  private final Constraint[] constraints;
  private final Newton solver;
  private final Integrator integrator;
  private final double[] passed; // positions of the last forward pass
  private final double[] passedMocap; // and mocap poses
  private final double[][] saved; // the whole saved state except the time

  /** A simulation at rest in the model's initial configuration, its poses up to date. */
  public Simulation(Model model) {
    this.model = model;
    s = new State(model);
    kinematics = new Kinematics(model, s);
    massMatrix = new MassMatrix(model, s);
    collisions =
        new Collisions(
            model.pairs, model.shapes, s.geomOrigin, s.geomFrame, model.options.rules, s.contacts);
    bias = new Bias(model, s);
    smoothForces = new SmoothForces(model, s);
    constraints = constraints(model, s);
    solver = new Newton(s.rows, s.dynamics, model.options, model.meanInertia);
    integrator = new Integrator(model, s, this::forward);
    passed = new double[model.positions];
    passedMocap = new double[model.mocap.length];
    saved =
        new double[][] {
          s.position,
          s.velocity,
          s.control,
          s.dynamics.warm,
          s.dynamics.acceleration,
          passed,
          s.mocap,
          passedMocap
        };
    forward();
  }

  /** In the order of their rows. */
  private static Constraint[] constraints(Model model, State s) {
    Model.Joints joints = model.joints;
    Model.Dofs dofs = model.dofs;
    Softness[] friction = new Softness[dofs.count];
    for (int i = 0; i < dofs.count; i++) {
      friction[i] = joints.source[dofs.joint[i]].frictionSoftness;
    }
    Jacobian jacobian =
        new Jacobian(
            model.bodies.root,
            model.bodies.lastDof,
            dofs.parent,
            dofs.first,
            s.motion,
            s.treeCenter);
    Welds.Bodies bodies =
        new Welds.Bodies(
            model.bodies.weight, s.origin, s.orientation, s.bodyVelocity, s.bodyAcceleration);
    return new Constraint[] {
      new Welds(model.welds, bodies, jacobian, dofs.count, model.options.rules),
      new JointEqualities(model.equalities, model.initial, dofs.weight, s.position),
      new DryFriction(dofs.frictionLoss, dofs.weight, friction),
      new JointLimits(joints.source, joints.position, joints.dof, dofs.weight, s.position),
      new ContactRows(
          s.contacts, model.pairs, jacobian, model.bodies.weight, dofs.count, model.options)
    };
  }

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
   * Under {@link Rules#MUJOCO_2_1} the solver starts its next pass from this one, so an additional
   * pass may change the last bits of later steps.
   */
  public void forward() {
    System.arraycopy(s.position, 0, passed, 0, passed.length);
    System.arraycopy(s.mocap, 0, passedMocap, 0, passedMocap.length);
    kinematics.run(); // poses
    massMatrix.run(); // M
    collisions.run(); // contacts
    bias.run(); // bias forces
    smoothForces.run(); // f and a₀ = M⁻¹ f
    s.rows.build(constraints); // J, D and aref
    solver.run(); // a
    if (model.options.rules.warmsEveryPass()) {
      System.arraycopy(s.dynamics.acceleration, 0, s.dynamics.warm, 0, s.dynamics.size);
    }
  }

  /**
   * Returns to the initial configuration: at rest, without controls, mocap bodies at their initial
   * poses, time 0, poses up to date.
   */
  public void reset() {
    System.arraycopy(model.initial, 0, s.position, 0, model.positions);
    Arrays.fill(s.velocity, 0);
    Arrays.fill(s.control, 0);
    Arrays.fill(s.dynamics.warm, 0);
    System.arraycopy(model.mocap, 0, s.mocap, 0, s.mocap.length);
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

  /** Sets a position; poses change at the next forward pass. */
  public void setPosition(int i, double value) {
    s.position[i] = value;
  }

  /** A velocity, m/s or rad/s. */
  public double velocity(int i) {
    return s.velocity[i];
  }

  public void setVelocity(int i, double value) {
    s.velocity[i] = value;
  }

  /** An acceleration of the last forward pass, m/s² or rad/s². */
  public double acceleration(int i) {
    return s.dynamics.acceleration[i];
  }

  /** The control of an actuator, as it was set. */
  public double control(int i) {
    return s.control[i];
  }

  /** Sets the control of an actuator, which is clipped to its range when it acts. */
  public void setControl(int i, double value) {
    s.control[i] = value;
  }

  /**
   * Sets the acceleration of a velocity from which the solver starts its next pass, m/s² or rad/s².
   * MuJoCo's reset leaves 0, while {@link #reset} leaves those of its forward pass under {@link
   * Rules#MUJOCO_2_1}.
   */
  public void setWarmStart(int i, double value) {
    s.dynamics.warm[i] = value;
  }

  /**
   * Moves a mocap body; poses change at the next forward pass.
   *
   * @throws IllegalArgumentException if the body is not one
   */
  public void setMocapPosition(int body, double x, double y, double z) {
    int at = mocap(body);
    s.mocap[at] = x;
    s.mocap[at + 1] = y;
    s.mocap[at + 2] = z;
  }

  /**
   * Turns a mocap body; poses change at the next forward pass.
   *
   * @param w x y z a quaternion, which is normalised when poses are computed; four zeros give the
   *     identity
   * @throws IllegalArgumentException if the body is not one
   */
  public void setMocapOrientation(int body, double w, double x, double y, double z) {
    int at = mocap(body) + 3;
    s.mocap[at] = w;
    s.mocap[at + 1] = x;
    s.mocap[at + 2] = y;
    s.mocap[at + 3] = z;
  }

  /** A coordinate (0 to 2, m) of a mocap body as it was set. */
  public double mocapPosition(int body, int axis) {
    return s.mocap[mocap(body) + axis];
  }

  /** A part (0 to 3: w x y z) of the orientation of a mocap body as it was set. */
  public double mocapOrientation(int body, int part) {
    return s.mocap[mocap(body) + 3 + part];
  }

  private int mocap(int body) {
    int m = model.bodies.mocap[body];
    if (m < 0) {
      throw new IllegalArgumentException("body '" + model.bodyName(body) + "' is not a mocap body");
    }
    return 7 * m;
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

  /** An element of the matrix that turns vectors of a geom's frame into those of the world. */
  public double geomRotation(int geom, int row, int column) {
    return s.geomFrame[9 * geom + 3 * row + column];
  }

  /** A coordinate (0 to 2, m) of a site in the world. */
  public double sitePosition(int site, int axis) {
    return s.siteOrigin[3 * site + axis];
  }

  /** An element of the matrix that turns vectors of a site's frame into those of the world. */
  public double siteRotation(int site, int row, int column) {
    return s.siteFrame[9 * site + 3 * row + column];
  }

  /**
   * The point of a geom, not of a plane, that is farthest in a direction of the world.
   *
   * @param direction of length 1
   * @param out receives the point, m
   */
  public void farthest(int geom, double[] direction, double[] out) {
    collisions.farthest(geom, direction, out);
  }

  public int contacts() {
    return s.contacts.count;
  }

  /** Whether a geom is part of a contact. */
  public boolean touches(int contact, int geom) {
    Pair pair = model.pairs[s.contacts.pair[contact]];
    return pair.first() == geom || pair.second() == geom;
  }

  /**
   * The distance of the surfaces at a contact in m, negative where they overlap. Under {@link
   * Rules#MUJOCO_2_1} it is half of that where two boxes meet on a face, and no more than the
   * radius where a ball's centre is in a box.
   */
  public double contactDistance(int contact) {
    return s.contacts.distance[contact];
  }

  /**
   * The force in N with which a contact keeps its geoms apart, along the normal, of the last
   * forward pass; 0 if there has been no pass since a state was restored.
   */
  public double contactForce(int contact) {
    int row = s.contacts.row[contact];
    if (row < 0) {
      return 0;
    }
    int dimension = model.pairs[s.contacts.pair[contact]].dimension();
    int edges = s.rows.kind[row] == Rows.ONE_SIDED ? Math.max(1, 2 * (dimension - 1)) : 1;
    double force = 0;
    for (int edge = 0; edge < edges; edge++) {
      force += s.rows.force[row + edge];
    }
    return force;
  }

  /** An element of the matrix that turns vectors of a body's frame into those of the world. */
  public double bodyRotation(int body, int r, int column) {
    return s.frame[9 * body + 3 * r + column];
  }

  /** Whether any position, velocity, acceleration or mocap pose is NaN or beyond 10¹⁰. */
  public boolean failed() {
    return beyond(s.position)
        || beyond(s.velocity)
        || beyond(s.dynamics.acceleration)
        || beyond(s.mocap);
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
    int poses = 2 * model.positions + 2 * model.mocap.length;
    return 1 + poses + 3 * model.dofs.count + s.control.length;
  }

  /**
   * Writes everything that the future and the visible state depend on: time, positions, velocities,
   * controls, the acceleration from which the solver starts, mocap poses, and positions, mocap
   * poses and accelerations of the last forward pass.
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
   * Restores, bit for bit, a state that a simulation of the same model has saved.
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
    System.arraycopy(passedMocap, 0, s.mocap, 0, passedMocap.length);
    kinematics.run();
    collisions.run();
    System.arraycopy(in, 1, s.position, 0, model.positions);
    System.arraycopy(in, in.length - 2 * s.mocap.length, s.mocap, 0, s.mocap.length);
  }

  private void checkLength(double[] state) {
    if (state.length != stateSize()) {
      throw new IllegalArgumentException(
          "a state of " + state.length + " numbers, expected " + stateSize());
    }
  }

  /** The internal state, for tests of the stages. */
  State state() {
    return s;
  }
}
