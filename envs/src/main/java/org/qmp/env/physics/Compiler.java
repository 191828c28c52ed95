package org.qmp.env.physics;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.qmp.env.physics.constraint.JointEqualities;
import org.qmp.env.physics.constraint.Welds;
import org.qmp.env.physics.contact.Pair;
import org.qmp.env.physics.contact.Shapes;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Checks;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.JointEquality;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Scene;
import org.qmp.env.physics.scene.Site;
import org.qmp.env.physics.scene.WeldEquality;

/** Turns a {@link Scene} into a {@link Model}: numbers its parts, checks them, fills the tables. */
final class Compiler {
  private static final int MOST_BODIES = 1000;
  private static final int MOST_VELOCITIES = 300;
  private static final int MOST_GEOMS = 5000;

  private final List<Body> flat = new ArrayList<>();
  private final IntArrayList parents = new IntArrayList();
  private final List<Joint> jointList = new ArrayList<>();
  private final List<Geom> geomList = new ArrayList<>();
  private final List<Site> siteList = new ArrayList<>();

  private final Scene scene;
  final Model.Bodies bodies;
  final Model.Joints joints;

  Compiler(Scene scene) {
    this.scene = scene;
    scene.options.check();
    flatten(scene.world, -1);
    checkNames();
    Masses masses = new Masses(scene, flat);
    bodies = bodies(masses);
    joints = joints();
    masses.settle(bodies);
  }

  private void flatten(Body body, int parent) {
    int id = flat.size();
    if (id == MOST_BODIES) {
      throw tooMany("more than " + MOST_BODIES + " bodies, or one that hangs on itself");
    }
    flat.add(body);
    parents.add(parent);
    jointList.addAll(body.joints);
    geomList.addAll(body.geoms);
    siteList.addAll(body.sites);
    if (geomList.size() > MOST_GEOMS) {
      throw tooMany("more than " + MOST_GEOMS + " geoms");
    }
    body.children.forEach(child -> flatten(child, id));
  }

  private static ModelException tooMany(String problem) {
    return new ModelException("", "", problem);
  }

  private void checkNames() {
    unique(flat, body -> body.name, Body::label);
    unique(jointList, joint -> joint.name, Joint::label);
    unique(geomList, geom -> geom.name, Geom::label);
    unique(siteList, Site::name, site -> "site '" + site.name() + "'");
    unique(scene.actuators, Actuator::name, actuator -> "actuator '" + actuator.name() + "'");
  }

  private static <T> void unique(
      List<T> parts, Function<T, String> name, Function<T, String> label) {
    Set<String> seen = new TreeSet<>();
    for (T part : parts) {
      if (!name.apply(part).isEmpty() && !seen.add(name.apply(part))) {
        throw new ModelException(label.apply(part), "", "another of its kind has the same name");
      }
    }
  }

  private Model.Bodies bodies(Masses masses) {
    Model.Bodies table = new Model.Bodies(flat.size());
    int mocaps = 0;
    for (int b = 0; b < table.count; b++) {
      Body body = flat.get(b);
      int parent = Math.max(0, parents.getInt(b));
      table.name[b] = body.name;
      table.parent[b] = parent;
      table.root[b] = parent == 0 ? b : table.root[parent];
      table.weld[b] = body.joints.isEmpty() ? table.weld[parent] : b;
      copy(Checks.numbers(body.label(), "position", body.position, 3), table.position, 3 * b);
      copy(orientation(body), table.orientation, 4 * b);
      table.mocap[b] = body.mocap ? mocaps++ : -1;
      if (body.mocap && (parents.getInt(b) != 0 || !body.joints.isEmpty())) {
        throw new ModelException(
            body.label(),
            "mocap",
            "is true, expected false unless it is a child of the world without joints");
      }
      boolean moves = table.weld[b] != 0;
      body.geoms.forEach(geom -> geom.check(moves));
    }
    if (!scene.world.joints.isEmpty()) {
      throw new ModelException(scene.world.joints.get(0).label(), "", "the world takes no joint");
    }
    masses.spread(table);
    table.moving = IntStream.range(0, table.count).filter(b -> table.weld[b] != 0).toArray();
    table.posed = IntStream.range(0, table.count).filter(table::posed).toArray();
    return table;
  }

  private static double[] orientation(Body body) {
    return Checks.quaternion(body.label(), "orientation", body.orientation);
  }

  private Model.Joints joints() {
    Model.Joints table = new Model.Joints(jointList.size());
    int[] owners = owners(body -> body.joints);
    for (int j = 0; j < table.count; j++) {
      Joint joint = jointList.get(j);
      int body = owners[j];
      joint.check();
      if (joint.kind == Joint.Kind.FREE
          && (flat.get(body).joints.size() > 1 || parents.getInt(body) != 0)) {
        throw new ModelException(
            joint.label(),
            "",
            "a free joint is the only one of its body, which hangs on the world");
      }
      table.source[j] = joint.copy();
      table.kind[j] = joint.kind;
      table.body[j] = body;
      table.position[j] = table.positions;
      table.dof[j] = table.velocities;
      copy(Checks.direction(joint.label(), "axis", joint.axis), table.axis, 3 * j);
      copy(joint.anchor, table.anchor, 3 * j);
      bodies.firstJoint[body] = bodies.joints[body] == 0 ? j : bodies.firstJoint[body];
      bodies.joints[body]++;
      table.positions += joint.kind.positions;
      table.velocities += joint.kind.velocities;
    }
    if (table.velocities > MOST_VELOCITIES) {
      throw tooMany(table.velocities + " velocities, expected at most " + MOST_VELOCITIES);
    }
    return table;
  }

  Model.Dofs dofs() {
    Model.Dofs table = new Model.Dofs(joints.velocities);
    for (int b = 0; b < bodies.count; b++) {
      int last = b == 0 ? -1 : bodies.lastDof[bodies.parent[b]];
      for (int j = bodies.firstJoint[b]; j < bodies.firstJoint[b] + bodies.joints[b]; j++) {
        Joint joint = joints.source[j];
        for (int dof = joints.dof[j]; dof < joints.dof[j] + joint.kind.velocities; dof++) {
          table.parent[dof] = last;
          table.first[dof] = last < 0 ? dof : table.first[last];
          last = dof;
          table.body[dof] = b;
          table.joint[dof] = j;
          table.damping[dof] = joint.damping;
          table.armature[dof] = joint.armature;
          table.frictionLoss[dof] = joint.frictionLoss;
          table.damped |= !scene.explicitDamping && joint.damping > 0;
        }
      }
      bodies.lastDof[b] = last;
    }
    return table;
  }

  /** The body of each part. */
  private int[] owners(Function<Body, List<?>> parts) {
    return IntStream.range(0, flat.size())
        .flatMap(b -> parts.apply(flat.get(b)).stream().mapToInt(part -> b))
        .toArray();
  }

  private Model.Frames frames(Function<Body, List<?>> parts) {
    Model.Frames table = new Model.Frames(owners(parts));
    table.moving =
        IntStream.range(0, table.count).filter(i -> bodies.weld[table.body[i]] != 0).toArray();
    table.posed =
        IntStream.range(0, table.count).filter(i -> bodies.posed(table.body[i])).toArray();
    return table;
  }

  private static void place(
      Model.Frames table, int i, String name, double[] position, double[] orientation) {
    table.name[i] = name;
    copy(position, table.position, 3 * i);
    Rotation.matrix(orientation, 0, table.matrix, 9 * i);
  }

  Model.Frames geoms() {
    Model.Frames table = frames(body -> body.geoms);
    for (int g = 0; g < table.count; g++) {
      Geom geom = geomList.get(g);
      double[] turn = Checks.quaternion(geom.label(), "orientation", geom.orientation);
      place(table, g, geom.name, geom.position, turn);
    }
    return table;
  }

  Shapes shapes() {
    return new Shapes(geomList);
  }

  Model.Frames sites() {
    Model.Frames table = frames(body -> body.sites);
    for (int s = 0; s < table.count; s++) {
      Site site = siteList.get(s);
      place(table, s, site.name(), site.position(), site.orientation());
    }
    return table;
  }

  Pair[] pairs(int[] bodyOfGeom) {
    return new Pairs(scene, bodies, bodyOfGeom, geomList, exclusions()).all();
  }

  /** Whether each pair of bodies is excluded. */
  private BitSet exclusions() {
    BitSet excluded = new BitSet();
    for (Scene.Exclusion exclusion : scene.exclusions) {
      String part = "exclusion" + Scene.place(exclusion.origin());
      int first = body(part, exclusion.first());
      int second = body(part, exclusion.second());
      excluded.set(first * bodies.count + second);
      excluded.set(second * bodies.count + first);
    }
    return excluded;
  }

  Model.Motors motors() {
    int count = scene.actuators.size();
    int[] position = new int[count];
    int[] dof = new int[count];
    for (int i = 0; i < count; i++) {
      Actuator actuator = scene.actuators.get(i);
      boolean placed = i < scene.actuatorOrigins.size();
      String place = placed ? Scene.place(scene.actuatorOrigins.get(i)) : "";
      int j = scalar("actuator '" + actuator.name() + "'" + place, actuator.joint());
      position[i] = joints.position[j];
      dof[i] = joints.dof[j];
    }
    return new Model.Motors(List.copyOf(scene.actuators), position, dof);
  }

  JointEqualities.Coupling[] equalities() {
    return scene.equalities.stream().map(this::equality).toArray(JointEqualities.Coupling[]::new);
  }

  private JointEqualities.Coupling equality(JointEquality equality) {
    String part = "equality of joint '" + equality.first() + "'" + Scene.place(equality.origin());
    int first = scalar(part, equality.first());
    int second = equality.second().isEmpty() ? -1 : scalar(part, equality.second());
    return new JointEqualities.Coupling(
        joints.position[first],
        joints.dof[first],
        second < 0 ? -1 : joints.position[second],
        second < 0 ? -1 : joints.dof[second],
        equality.polynomial(),
        equality.softness());
  }

  Welds.Weld[] welds() {
    return scene.welds.stream().map(this::weld).toArray(Welds.Weld[]::new);
  }

  private Welds.Weld weld(WeldEquality weld) {
    int first = body(weld.label(), weld.first());
    int second = body(weld.label(), weld.second());
    if (bodies.weld[first] == bodies.weld[second]) {
      throw new ModelException(weld.label(), "", "the bodies cannot move against each other");
    }
    return new Welds.Weld(first, second, weld.position(), weld.orientation(), weld.softness());
  }

  private int body(String part, String name) {
    return indexOf(part, "body", flat.stream().map(body -> body.name).toList(), name);
  }

  /** The index of a slide or hinge. */
  private int scalar(String part, String name) {
    List<String> names = jointList.stream().map(joint -> joint.name).toList();
    int j = indexOf(part, "joint", names, name);
    if (!jointList.get(j).scalar()) {
      String found = "is a " + jointList.get(j).kind + ", expected a slide or hinge";
      throw new ModelException(part, jointList.get(j).label(), found);
    }
    return j;
  }

  private static int indexOf(String part, String kind, List<String> names, String name) {
    int index = name.isEmpty() ? -1 : names.indexOf(name);
    if (index < 0) {
      throw new ModelException(part, "", "no " + kind + " is called '" + name + "'");
    }
    return index;
  }

  double[] initial() {
    double[] q = new double[joints.positions];
    for (int j = 0; j < joints.count; j++) {
      int at = joints.position[j];
      Body body = flat.get(joints.body[j]);
      switch (joints.kind[j]) {
        case FREE -> {
          copy(body.position, q, at);
          copy(orientation(body), q, at + 3);
        }
        case BALL -> q[at] = 1;
        case SLIDE, HINGE -> q[at] = jointList.get(j).reference;
      }
    }
    return q;
  }

  double[] mocap() {
    int[] all = IntStream.range(0, bodies.count).filter(b -> bodies.mocap[b] >= 0).toArray();
    double[] poses = new double[7 * all.length];
    for (int m = 0; m < all.length; m++) {
      System.arraycopy(bodies.position, 3 * all[m], poses, 7 * m, 3);
      System.arraycopy(bodies.orientation, 4 * all[m], poses, 7 * m + 3, 4);
    }
    return poses;
  }

  private static void copy(double[] from, double[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
  }
}
