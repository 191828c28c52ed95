package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Turns a {@link Scene} into a {@link Model}: numbers its parts, checks them, fills the tables. */
final class Compiler {
  private static final int MOST_BODIES = 1000;
  private static final int MOST_VELOCITIES = 300;
  private static final int MOST_GEOMS = 5000;

  /** The tables of a model. */
  record Parts(
      Options options,
      Model.Bodies bodies,
      Model.Joints joints,
      Model.Dofs dofs,
      Model.Frames geoms,
      Model.Shapes shapes,
      Model.Frames sites,
      Pair[] pairs,
      Model.Motors motors,
      double[] initial) {}

  private final Scene scene;
  private final List<Body> flat = new ArrayList<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<Joint> joints = new ArrayList<>();
  private final List<Integer> jointBodies = new ArrayList<>();
  private final List<Geom> geoms = new ArrayList<>();
  private final List<Integer> geomBodies = new ArrayList<>();
  private final List<Site> sites = new ArrayList<>();
  private final List<Integer> siteBodies = new ArrayList<>();

  Compiler(Scene scene) {
    this.scene = scene;
  }

  Model compile() {
    flatten(scene.world, -1);
    checkNames();
    Masses masses = new Masses(scene, flat);
    Model.Bodies bodies = bodies(masses);
    Model.Joints jointTable = joints(bodies);
    masses.settle(bodies);
    Model.Dofs dofs = dofs(bodies, jointTable);
    Model.Frames frames = frames(bodies, geomBodies);
    Model.Shapes shapes = shapes(frames);
    Model.Frames siteFrames = frames(bodies, siteBodies);
    for (int s = 0; s < sites.size(); s++) {
      place(
          siteFrames, s, sites.get(s).name(), sites.get(s).position(), sites.get(s).orientation());
    }
    Pair[] pairs = new Pairs(scene, bodies, frames, geoms, exclusions()).all();
    Model model =
        new Model(
            new Parts(
                scene.options,
                bodies,
                jointTable,
                dofs,
                frames,
                shapes,
                siteFrames,
                pairs,
                motors(jointTable),
                initial(jointTable)));
    Weights.fill(model);
    return model;
  }

  private void flatten(Body body, int parent) {
    int id = flat.size();
    if (id == MOST_BODIES) {
      throw new ModelException("more than " + MOST_BODIES + " bodies, or one that hangs on itself");
    }
    flat.add(body);
    parents.add(parent);
    body.joints.forEach(joint -> append(joints, joint, jointBodies, id));
    body.geoms.forEach(geom -> append(geoms, geom, geomBodies, id));
    body.sites.forEach(site -> append(sites, site, siteBodies, id));
    if (geoms.size() > MOST_GEOMS) {
      throw new ModelException("more than " + MOST_GEOMS + " geoms");
    }
    body.children.forEach(child -> flatten(child, id));
  }

  private static <T> void append(List<T> list, T item, List<Integer> owners, int owner) {
    list.add(item);
    owners.add(owner);
  }

  private void checkNames() {
    unique(flat, body -> body.name, Body::label);
    unique(joints, joint -> joint.name, Joint::label);
    unique(geoms, geom -> geom.name, Geom::label);
    unique(sites, Site::name, site -> "site '" + site.name() + "'");
    unique(scene.actuators, Actuator::name, actuator -> "actuator '" + actuator.name() + "'");
  }

  private static <T> void unique(
      List<T> parts, Function<T, String> name, Function<T, String> label) {
    Set<String> seen = new TreeSet<>();
    for (T part : parts) {
      if (!name.apply(part).isEmpty() && !seen.add(name.apply(part))) {
        throw new ModelException(label.apply(part) + ": another of its kind has the same name");
      }
    }
  }

  private Model.Bodies bodies(Masses masses) {
    Model.Bodies table = new Model.Bodies(flat.size());
    for (int b = 0; b < table.count; b++) {
      Body body = flat.get(b);
      int parent = Math.max(0, parents.get(b));
      table.name[b] = body.name;
      table.parent[b] = parent;
      table.root[b] = parent == 0 ? b : table.root[parent];
      table.weld[b] = body.joints.isEmpty() ? table.weld[parent] : b;
      copy(Require.numbers(body.label(), "position", body.position, 3), table.position, 3 * b);
      copy(
          Require.quaternion(body.label(), "orientation", body.orientation),
          table.orientation,
          4 * b);
      body.geoms.forEach(Geom::check);
    }
    if (!scene.world.joints.isEmpty()) {
      throw new ModelException(scene.world.joints.get(0).label() + ": the world takes no joint");
    }
    masses.spread(table);
    table.moving = moving(table, all(table.count));
    return table;
  }

  private Model.Joints joints(Model.Bodies bodies) {
    Model.Joints table = new Model.Joints(joints.size());
    int position = 0;
    int dof = 0;
    for (int j = 0; j < table.count; j++) {
      Joint joint = joints.get(j);
      int body = jointBodies.get(j);
      joint.check();
      if (joint.kind == Joint.Kind.FREE
          && (flat.get(body).joints.size() > 1 || parents.get(body) != 0)) {
        throw new ModelException(
            joint.label() + ": a free joint is the only one of its body, which hangs on the world");
      }
      table.source[j] = joint.copy();
      table.kind[j] = joint.kind;
      table.body[j] = body;
      table.position[j] = position;
      table.dof[j] = dof;
      copy(Require.direction(joint.label(), "axis", joint.axis), table.axis, 3 * j);
      copy(joint.anchor, table.anchor, 3 * j);
      bodies.firstJoint[body] = bodies.joints[body] == 0 ? j : bodies.firstJoint[body];
      bodies.joints[body]++;
      position += joint.kind.positions;
      dof += joint.kind.velocities;
    }
    return table;
  }

  private Model.Dofs dofs(Model.Bodies bodies, Model.Joints table) {
    int count = 0;
    for (Joint joint : joints) {
      count += joint.kind.velocities;
    }
    if (count > MOST_VELOCITIES) {
      throw new ModelException(count + " velocities, expected at most " + MOST_VELOCITIES);
    }
    Model.Dofs dofs = new Model.Dofs(count);
    for (int b = 0; b < bodies.count; b++) {
      int last = b == 0 ? -1 : bodies.lastDof[bodies.parent[b]];
      for (int j = bodies.firstJoint[b]; j < bodies.firstJoint[b] + bodies.joints[b]; j++) {
        for (int k = 0; k < table.kind[j].velocities; k++) {
          int dof = table.dof[j] + k;
          dofs.parent[dof] = last;
          last = dof;
          dofs.body[dof] = b;
          dofs.joint[dof] = j;
          dofs.damping[dof] = joints.get(j).damping;
          dofs.armature[dof] = joints.get(j).armature;
          dofs.frictionLoss[dof] = joints.get(j).frictionLoss;
          dofs.damped |= !scene.explicitDamping && joints.get(j).damping > 0;
        }
      }
      bodies.lastDof[b] = last;
    }
    return dofs;
  }

  private Model.Frames frames(Model.Bodies bodies, List<Integer> owners) {
    Model.Frames table = new Model.Frames(owners.size());
    for (int i = 0; i < table.count; i++) {
      table.body[i] = owners.get(i);
    }
    table.moving = moving(bodies, table.body);
    return table;
  }

  private static void place(
      Model.Frames table, int i, String name, double[] position, double[] orientation) {
    table.name[i] = name;
    copy(position, table.position, 3 * i);
    Rotation.matrix(orientation, 0, table.matrix, 9 * i);
  }

  private Model.Shapes shapes(Model.Frames frames) {
    Model.Shapes shapes = new Model.Shapes(geoms.size());
    for (int g = 0; g < geoms.size(); g++) {
      Geom geom = geoms.get(g);
      place(
          frames,
          g,
          geom.name,
          geom.position,
          Require.quaternion(geom.label(), "orientation", geom.orientation));
      shapes.kind[g] = geom.kind;
      copy(geom.size, shapes.size, 3 * g);
      shapes.radius[g] = radius(geom);
    }
    return shapes;
  }

  private static double radius(Geom geom) {
    double[] s = geom.size;
    return switch (geom.kind) {
      case PLANE -> 0;
      case SPHERE -> s[0];
      case CAPSULE -> s[0] + s[1];
      case CYLINDER -> Math.sqrt(s[0] * s[0] + s[1] * s[1]);
      case ELLIPSOID -> Math.max(s[0], Math.max(s[1], s[2]));
      case BOX -> Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
    };
  }

  private List<int[]> exclusions() {
    List<String> names = flat.stream().map(body -> body.name).toList();
    List<int[]> list = new ArrayList<>();
    for (Scene.Exclusion exclusion : scene.exclusions) {
      String part = "exclusion" + Scene.place(exclusion.origin());
      list.add(
          new int[] {
            indexOf(part, "body", names, exclusion.first()),
            indexOf(part, "body", names, exclusion.second())
          });
    }
    return list;
  }

  private Model.Motors motors(Model.Joints table) {
    List<String> names = joints.stream().map(joint -> joint.name).toList();
    Model.Motors motors = new Model.Motors(scene.actuators);
    for (int i = 0; i < motors.dof.length; i++) {
      Actuator actuator = scene.actuators.get(i);
      String part =
          "actuator '" + actuator.name() + "'" + Scene.place(scene.actuatorOrigins.get(i));
      int joint = indexOf(part, "joint", names, actuator.joint());
      if (!joints.get(joint).scalar()) {
        throw new ModelException(
            part
                + ": "
                + joints.get(joint).label()
                + " is a "
                + joints.get(joint).kind
                + ", expected a slide or hinge");
      }
      motors.position[i] = table.position[joint];
      motors.dof[i] = table.dof[joint];
    }
    return motors;
  }

  private static int indexOf(String part, String kind, List<String> names, String name) {
    int index = name.isEmpty() ? -1 : names.indexOf(name);
    if (index < 0) {
      throw new ModelException(part + ": no " + kind + " is called '" + name + "'");
    }
    return index;
  }

  private double[] initial(Model.Joints table) {
    int count = 0;
    for (Joint joint : joints) {
      count += joint.kind.positions;
    }
    double[] initial = new double[count];
    for (int j = 0; j < table.count; j++) {
      int at = table.position[j];
      Body body = flat.get(table.body[j]);
      switch (table.kind[j]) {
        case FREE -> {
          copy(body.position, initial, at);
          copy(Require.quaternion(body.label(), "orientation", body.orientation), initial, at + 3);
        }
        case BALL -> initial[at] = 1;
        case SLIDE, HINGE -> initial[at] = joints.get(j).reference;
      }
    }
    return initial;
  }

  private static int[] all(int count) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i;
    }
    return ids;
  }

  /** The indices of those whose bodies can move. */
  private static int[] moving(Model.Bodies bodies, int[] owners) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < owners.length; i++) {
      if (bodies.weld[owners[i]] != 0) {
        ids.add(i);
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void copy(double[] from, double[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
  }
}
