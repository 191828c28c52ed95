package org.qmp.env.physics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.scene.Joint;

/**
 * The poses of all bodies, geoms and sites from the positions q: down the tree from the world, each
 * body from its parent and its own joints in order. A mocap body has the pose that was set, its
 * quaternion normalised.
 *
 * <pre>
 *   slide    x ← x + a (q − q_ref)
 *   hinge    R ← R exp(axis (q − q_ref)),   x ← anchor − R (anchor in the body)
 *   ball     R ← R q,                       x ← anchor − R (anchor in the body)
 *   free     x = q₀…q₂,  R = q₃…q₆
 * </pre>
 *
 * <p>Then, at the centre of mass c of each kinematic tree, the spatial inertias of its bodies and
 * the motions s = [ω; v] that each velocity stands for:
 *
 * <pre>
 *   slide [0; a]      hinge [a; a × (c − anchor)]      free, linear [0; e_i] in the world
 *   ball and free, angular: hinges about the axes of the body
 * </pre>
 *
 * <p>Source: MuJoCo documentation, Computation, Kinematics; Featherstone, Rigid Body Dynamics
 * Algorithms (2008), chapter 4.
 */
final class Kinematics {
  private final Model model;
  private final State s;
  private final double[] turn = new double[4];
  private final double[] arm = new double[3];

  /** The mocap poses when the bodies were last placed. */
  private final double[] placed;

  /** Places fixed bodies once, and all others at their initial poses. */
  Kinematics(Model model, State s) {
    this.model = model;
    this.s = s;
    placed = s.mocap.clone();
    Rotation.matrix(s.orientation, 0, s.frame, 0);
    place(range(1, model.bodies.count), range(0, model.geoms.count), range(0, model.sites.count));
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  /** Places all bodies that can move, and computes inertias and motions. */
  void run() {
    if (!Arrays.equals(s.mocap, placed)) {
      System.arraycopy(s.mocap, 0, placed, 0, placed.length);
      place(model.bodies.posed, model.geoms.posed, model.sites.posed);
    }
    place(model.bodies.moving, model.geoms.moving, model.sites.moving);
    centers();
    inertias();
    motions();
  }

  private void place(int[] bodies, int[] geoms, int[] sites) {
    for (int b : bodies) {
      placeBody(b);
    }
    for (int g : geoms) {
      place(model.geoms, g, s.geomOrigin, s.geomFrame);
    }
    for (int i : sites) {
      place(model.sites, i, s.siteOrigin, s.siteFrame);
    }
  }

  private void placeBody(int b) {
    Model.Bodies bodies = model.bodies;
    int p = bodies.parent[b];
    int mocap = 7 * bodies.mocap[b];
    if (mocap >= 0) {
      System.arraycopy(s.mocap, mocap, s.origin, 3 * b, 3);
      System.arraycopy(s.mocap, mocap + 3, s.orientation, 4 * b, 4);
    } else {
      Rotation.apply(s.frame, 9 * p, bodies.position, 3 * b, s.origin, 3 * b);
      Spatial.add(s.origin, 3 * p, s.origin, 3 * b, 3);
      Rotation.multiply(s.orientation, 4 * p, bodies.orientation, 4 * b, s.orientation, 4 * b);
    }
    int first = bodies.firstJoint[b];
    for (int j = first; j < first + bodies.joints[b]; j++) {
      move(b, j);
    }
    Rotation.normalize(s.orientation, 4 * b);
    Rotation.matrix(s.orientation, 4 * b, s.frame, 9 * b);
    Rotation.apply(s.frame, 9 * b, bodies.center, 3 * b, s.center, 3 * b);
    Spatial.add(s.origin, 3 * b, s.center, 3 * b, 3);
    Rotation.product(s.frame, 9 * b, bodies.principalMatrix, 9 * b, s.principal, 9 * b);
  }

  private void move(int b, int j) {
    Model.Joints joints = model.joints;
    int q = joints.position[j];
    int at = 3 * b;
    if (joints.kind[j] == Joint.Kind.FREE) {
      System.arraycopy(s.position, q, s.origin, at, 3);
      System.arraycopy(s.position, q + 3, s.orientation, 4 * b, 4);
      Rotation.normalize(s.orientation, 4 * b);
      System.arraycopy(s.origin, at, s.jointAnchor, 3 * j, 3);
      return;
    }
    Rotation.turn(s.orientation, 4 * b, joints.anchor, 3 * j, s.jointAnchor, 3 * j);
    Spatial.add(s.origin, at, s.jointAnchor, 3 * j, 3);
    Rotation.turn(s.orientation, 4 * b, joints.axis, 3 * j, s.jointAxis, 3 * j);
    double moved = s.position[q] - model.initial[q];
    switch (joints.kind[j]) {
      case SLIDE -> Spatial.addScaled(moved, s.jointAxis, 3 * j, s.origin, at, 3);
      case HINGE -> {
        double[] axis = joints.axis;
        Rotation.about(axis[3 * j], axis[3 * j + 1], axis[3 * j + 2], moved, turn, 0);
        turnAboutAnchor(b, j);
      }
      default -> {
        System.arraycopy(s.position, q, turn, 0, 4);
        Rotation.normalize(turn, 0);
        turnAboutAnchor(b, j);
      }
    }
  }

  private void turnAboutAnchor(int b, int j) {
    Rotation.multiply(s.orientation, 4 * b, turn, 0, s.orientation, 4 * b);
    Rotation.turn(s.orientation, 4 * b, model.joints.anchor, 3 * j, arm, 0);
    for (int i = 0; i < 3; i++) {
      s.origin[3 * b + i] = s.jointAnchor[3 * j + i] - arm[i];
    }
  }

  private void place(Model.Frames table, int i, double[] originOut, double[] frameOut) {
    int b = table.body[i];
    Rotation.apply(s.frame, 9 * b, table.position, 3 * i, originOut, 3 * i);
    Spatial.add(s.origin, 3 * b, originOut, 3 * i, 3);
    Rotation.product(s.frame, 9 * b, table.matrix, 9 * i, frameOut, 9 * i);
  }

  /** c = Σ m x / Σ m over each kinematic tree that can move. */
  private void centers() {
    Model.Bodies bodies = model.bodies;
    for (int root : model.treeRoots) {
      Arrays.fill(s.treeCenter, 3 * root, 3 * root + 3, 0);
    }
    for (int b : model.treeBodies) {
      int root = bodies.root[b];
      Spatial.addScaled(model.treeShare[b], s.center, 3 * b, s.treeCenter, 3 * root, 3);
    }
  }

  private void inertias() {
    Model.Bodies bodies = model.bodies;
    for (int b : bodies.moving) {
      int root = bodies.root[b];
      for (int i = 0; i < 3; i++) {
        arm[i] = s.center[3 * b + i] - s.treeCenter[3 * root + i];
      }
      Spatial.inertia(
          bodies.inertia, 3 * b, s.principal, 9 * b, bodies.mass[b], arm, s.inertia, 10 * b);
    }
  }

  private void motions() {
    Model.Joints joints = model.joints;
    for (int j = 0; j < joints.count; j++) {
      int b = joints.body[j];
      int at = 6 * joints.dof[j];
      switch (joints.kind[j]) {
        case SLIDE -> {
          Arrays.fill(s.motion, at, at + 3, 0);
          System.arraycopy(s.jointAxis, 3 * j, s.motion, at + 3, 3);
        }
        case HINGE -> rotation(j, s.jointAxis, 3 * j, 1, at);
        case BALL -> bodyAxes(j, b, at);
        case FREE -> {
          Arrays.fill(s.motion, at, at + 18, 0);
          for (int i = 0; i < 3; i++) {
            s.motion[at + 7 * i + 3] = 1;
          }
          bodyAxes(j, b, at + 18);
        }
      }
    }
  }

  private void bodyAxes(int j, int b, int at) {
    for (int i = 0; i < 3; i++) {
      rotation(j, s.frame, 9 * b + i, 3, at + 6 * i);
    }
  }

  private void rotation(int j, double[] axis, int i, int stride, int at) {
    int c = 3 * model.bodies.root[model.joints.body[j]];
    for (int k = 0; k < 3; k++) {
      arm[k] = s.treeCenter[c + k] - s.jointAnchor[3 * j + k];
      s.motion[at + k] = axis[i + stride * k];
    }
    Spatial.cross(s.motion, at, arm, 0, s.motion, at + 3);
  }
}
