package org.qmp.env.physics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.env.physics.constraint.JointEqualities;
import org.qmp.env.physics.constraint.Welds;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.contact.Shapes;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Scene;

/**
 * A compiled model: everything about a mechanism that never changes, in flat tables.
 *
 * <p>Bodies are numbered from the world, 0, each after its parent. Joints, velocities (degrees of
 * freedom) and positions follow the bodies; a free joint has 7 positions and 6 velocities, a ball 4
 * and 3, slides and hinges 1 and 1. Models are made by {@link #of}, never change and may be shared
 * between threads.
 */
public final class Model {

  /** A table of the given number of rows. */
  private abstract static class Table {
    final int count;

    Table(int count) {
      this.count = count;
    }
  }

  /**
   * Bodies; ranges of 3 and 4 numbers are vectors and quaternions: position and orientation in the
   * parent's frame, centre of mass and principal axes in the body's own.
   */
  static final class Bodies extends Table {
    final String[] name = new String[count];
    final int[] parent = new int[count];
    final int[] root = new int[count]; // the ancestor on the world, of the same kinematic tree
    final int[] weld = new int[count]; // the nearest ancestor with joints, or itself; 0 if none
    final int[] firstJoint = new int[count];
    final int[] joints = new int[count];
    final int[] lastDof = new int[count]; // the last velocity that moves the body, −1 if none
    final double[] position = new double[3 * count];
    final double[] orientation = new double[4 * count];
    final double[] mass = new double[count];
    final double[] inertia = new double[3 * count];
    final double[] center = new double[3 * count];
    final double[] principal = new double[4 * count];
    final double[] principalMatrix = new double[9 * count]; // principal as matrices
    final double[] weight = new double[2 * count]; // inverse: translation 1/kg, rotation 1/(kg m²)
    final int[] mocap = new int[count]; // the number of a mocap body, otherwise −1
    int[] moving = new int[0]; // the bodies that can move, parents first
    int[] posed = new int[0]; // mocap bodies and the bodies fixed to them

    Bodies(int count) {
      super(count);
    }

    boolean posed(int b) {
      return weld[b] == 0 && mocap[root[b]] >= 0;
    }
  }

  /** Joints: their places in the tables, and their other properties. */
  static final class Joints extends Table {
    final Joint[] source = new Joint[count];
    final Joint.Kind[] kind = new Joint.Kind[count];
    final int[] body = new int[count];
    final int[] position = new int[count];
    final int[] dof = new int[count];
    final double[] axis = new double[3 * count];
    final double[] anchor = new double[3 * count];
    int positions; // the total numbers of positions and velocities
    int velocities;

    Joints(int count) {
      super(count);
    }
  }

  /** Degrees of freedom, one for each velocity. */
  static final class Dofs extends Table {
    final int[] body = new int[count];
    final int[] joint = new int[count];
    final int[] parent = new int[count]; // the next towards the world that moves it, −1 if none
    final int[] first = new int[count]; // the first of its kinematic tree that moves it
    final double[] damping = new double[count];
    final double[] armature = new double[count];
    final double[] frictionLoss = new double[count];
    final double[] weight = new double[count]; // inverse weights, 1/kg or 1/(kg m²)
    boolean damped;

    Dofs(int count) {
      super(count);
    }
  }

  /** Geoms and sites alike: named frames in bodies. */
  static final class Frames extends Table {
    final String[] name = new String[count];
    final int[] body;
    final double[] position = new double[3 * count];
    final double[] matrix = new double[9 * count];
    int[] moving = new int[0]; // those whose bodies can move
    int[] posed = new int[0]; // those whose bodies are posed

    Frames(int[] body) {
      super(body.length);
      this.body = body;
    }
  }

  /** Actuators, each on one position and velocity. */
  record Motors(List<Actuator> source, int[] position, int[] dof) {}

  final Options options;
  final Bodies bodies;
  final Joints joints;
  final Dofs dofs;
  final Frames geoms;
  final Shapes shapes;
  final Frames sites;
  final Pair[] pairs;
  final Motors motors;
  final JointEqualities.Coupling[] equalities;
  final Welds.Weld[] welds;
  final int positions;
  final double[] initial;
  final double[] mocap; // initial poses of the mocap bodies, position and quaternion
  final int[] treeRoots; // of the kinematic trees in which something can move
  final int[] treeBodies; // of those trees
  final double[] treeShare; // of its tree's mass; if that is 0, the root has all
  double meanInertia; // of the initial mass matrix's diagonal, kg or kg m², for the solver's scale

  /**
   * The model of a description.
   *
   * @throws org.qmp.env.physics.scene.ModelException if the scene is not valid, naming the part and
   *     what is wrong with it
   */
  public static Model of(Scene scene) {
    Model model = new Model(scene);
    Weights.fill(model);
    return model;
  }

  private Model(Scene scene) {
    Compiler compiler = new Compiler(scene);
    options = scene.options.copy();
    bodies = compiler.bodies;
    joints = compiler.joints;
    dofs = compiler.dofs();
    geoms = compiler.geoms();
    shapes = compiler.shapes();
    sites = compiler.sites();
    pairs = compiler.pairs(geoms.body);
    motors = compiler.motors();
    equalities = compiler.equalities();
    welds = compiler.welds();
    initial = compiler.initial();
    mocap = compiler.mocap();
    positions = initial.length;
    boolean[] alive = new boolean[bodies.count];
    for (int b : bodies.moving) {
      alive[bodies.root[b]] = true;
    }
    treeRoots = IntStream.range(0, bodies.count).filter(b -> alive[b]).toArray();
    treeBodies = IntStream.range(0, bodies.count).filter(b -> alive[bodies.root[b]]).toArray();
    treeShare = shares();
  }

  private double[] shares() {
    double[] total = new double[bodies.count];
    for (int b = 0; b < bodies.count; b++) {
      total[bodies.root[b]] += bodies.mass[b];
    }
    double[] share = new double[bodies.count];
    for (int b = 0; b < bodies.count; b++) {
      double whole = total[bodies.root[b]];
      share[b] = whole > 0 ? bodies.mass[b] / whole : bodies.root[b] == b ? 1 : 0;
    }
    return share;
  }

  /** The number of positions. */
  public int positions() {
    return positions;
  }

  /** The number of velocities (degrees of freedom). */
  public int velocities() {
    return dofs.count;
  }

  /** The number of actuators. */
  public int controls() {
    return motors.dof().length;
  }

  /** The number of bodies, the world included. */
  public int bodies() {
    return bodies.count;
  }

  /** The time step in s. */
  public double timestep() {
    return options.timestep;
  }

  /** The index of the body of a name; an IllegalArgumentException if there is none. */
  public int body(String name) {
    return find("body", bodies.name, name);
  }

  /** The index of the geom of a name; an IllegalArgumentException if there is none. */
  public int geom(String name) {
    return find("geom", geoms.name, name);
  }

  /** The index of the site of a name; an IllegalArgumentException if there is none. */
  public int site(String name) {
    return find("site", sites.name, name);
  }

  /** The index of the first position of a joint; an IllegalArgumentException if there is none. */
  public int positionOf(String joint) {
    return joints.position[joint(joint)];
  }

  /** The index of the first velocity of a joint; an IllegalArgumentException if there is none. */
  public int velocityOf(String joint) {
    return joints.dof[joint(joint)];
  }

  private int joint(String name) {
    String[] names = Arrays.stream(joints.source).map(joint -> joint.name).toArray(String[]::new);
    return find("joint", names, name);
  }

  /** Whether a joint is a slide or a hinge, with one position; an error if there is none. */
  public boolean isScalar(String joint) {
    return joints.source[joint(joint)].scalar();
  }

  /** Whether there is a site of this name. */
  public boolean hasSite(String name) {
    return List.of(sites.name).contains(name);
  }

  /** Whether there is a body of this name. */
  public boolean hasBody(String name) {
    return List.of(bodies.name).contains(name);
  }

  /** Whether there is a geom of this name. */
  public boolean hasGeom(String name) {
    return List.of(geoms.name).contains(name);
  }

  /** The names of sites, bodies and geoms, without those that have none. */
  public List<String> places() {
    return Stream.of(sites.name, bodies.name, geoms.name)
        .flatMap(Stream::of)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Whether a body is a mocap body, whose pose is set from outside. */
  public boolean isMocap(int body) {
    return bodies.mocap[body] >= 0;
  }

  /** The mass of a body in kg. */
  public double mass(int body) {
    return bodies.mass[body];
  }

  /** The name of a body, empty if it has none. */
  public String bodyName(int body) {
    return bodies.name[body];
  }

  /** The number of geoms. */
  public int geoms() {
    return geoms.count;
  }

  /** The name of a geom, empty if it has none. */
  public String geomName(int geom) {
    return geoms.name[geom];
  }

  /** The body that a geom is part of. */
  public int geomBody(int geom) {
    return geoms.body[geom];
  }

  /** The shape of a geom. */
  public Geom.Kind geomKind(int geom) {
    return shapes.kind[geom];
  }

  /** A number of a geom's size in m, in the order of its {@link Geom.Kind}. */
  public double geomSize(int geom, int i) {
    return shapes.size[3 * geom + i];
  }

  /** A copy of the initial configuration, {@link #positions()} numbers. */
  public double[] initial() {
    return initial.clone();
  }

  private static int find(String kind, String[] names, String name) {
    int index = name.isEmpty() ? -1 : List.of(names).indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no " + kind + " is called '" + name + "', only " + List.of(names));
    }
    return index;
  }
}
