package org.qmp.env.physics;

/**
 * Where everything is, from the positions q: down the tree from the world, each body from its
 * parent and its own joints in order.
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
  private Kinematics() {}

  /** Places also what never moves; once is enough. */
  static void placeAll(Model model, State s) {
    Rotation.matrix(s.orientation, 0, s.frame, 0);
    for (int b = 1; b < model.bodies.count; b++) {
      placeBody(model, s, b);
    }
    for (int g = 0; g < model.geoms.count; g++) {
      place(model.geoms, g, s, s.geomOrigin, s.geomFrame);
    }
    for (int i = 0; i < model.sites.count; i++) {
      place(model.sites, i, s, s.siteOrigin, s.siteFrame);
    }
  }

  /** Places what can move and computes inertias and motions. */
  static void run(Model model, State s) {
    for (int b : model.bodies.moving) {
      placeBody(model, s, b);
    }
    for (int g : model.geoms.moving) {
      place(model.geoms, g, s, s.geomOrigin, s.geomFrame);
    }
    for (int i : model.sites.moving) {
      place(model.sites, i, s, s.siteOrigin, s.siteFrame);
    }
    centers(model, s);
    inertias(model, s);
    motions(model, s);
  }

  private static void placeBody(Model model, State s, int b) {
    Model.Bodies bodies = model.bodies;
    int p = bodies.parent[b];
    Rotation.apply(s.frame, 9 * p, bodies.position, 3 * b, s.origin, 3 * b);
    for (int i = 0; i < 3; i++) {
      s.origin[3 * b + i] += s.origin[3 * p + i];
    }
    Rotation.multiply(s.orientation, 4 * p, bodies.orientation, 4 * b, s.orientation, 4 * b);
    int first = bodies.firstJoint[b];
    for (int j = first; j < first + bodies.joints[b]; j++) {
      move(model, s, b, j);
    }
    Rotation.normalize(s.orientation, 4 * b);
    Rotation.matrix(s.orientation, 4 * b, s.frame, 9 * b);
    Rotation.apply(s.frame, 9 * b, bodies.center, 3 * b, s.center, 3 * b);
    for (int i = 0; i < 3; i++) {
      s.center[3 * b + i] += s.origin[3 * b + i];
    }
    Rotation.product(s.frame, 9 * b, bodies.principalMatrix, 9 * b, s.principal, 9 * b);
  }

  private static void move(Model model, State s, int b, int j) {
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
    for (int i = 0; i < 3; i++) {
      s.jointAnchor[3 * j + i] += s.origin[at + i];
    }
    Rotation.turn(s.orientation, 4 * b, joints.axis, 3 * j, s.jointAxis, 3 * j);
    double moved = s.position[q] - model.initial[q];
    switch (joints.kind[j]) {
      case SLIDE -> {
        for (int i = 0; i < 3; i++) {
          s.origin[at + i] += s.jointAxis[3 * j + i] * moved;
        }
      }
      case HINGE -> {
        double[] axis = joints.axis;
        Rotation.about(axis[3 * j], axis[3 * j + 1], axis[3 * j + 2], moved, s.quaternion, 0);
        turnAboutAnchor(model, s, b, j);
      }
      default -> {
        System.arraycopy(s.position, q, s.quaternion, 0, 4);
        Rotation.normalize(s.quaternion, 0);
        turnAboutAnchor(model, s, b, j);
      }
    }
  }

  private static void turnAboutAnchor(Model model, State s, int b, int j) {
    Rotation.multiply(s.orientation, 4 * b, s.quaternion, 0, s.orientation, 4 * b);
    Rotation.turn(s.orientation, 4 * b, model.joints.anchor, 3 * j, s.six, 0);
    for (int i = 0; i < 3; i++) {
      s.origin[3 * b + i] = s.jointAnchor[3 * j + i] - s.six[i];
    }
  }

  private static void place(
      Model.Frames table, int i, State s, double[] originOut, double[] frameOut) {
    int b = table.body[i];
    Rotation.apply(s.frame, 9 * b, table.position, 3 * i, originOut, 3 * i);
    for (int k = 0; k < 3; k++) {
      originOut[3 * i + k] += s.origin[3 * b + k];
    }
    Rotation.product(s.frame, 9 * b, table.matrix, 9 * i, frameOut, 9 * i);
  }

  /** c = Σ m x / Σ m over each kinematic tree in which something can move. */
  private static void centers(Model model, State s) {
    Model.Bodies bodies = model.bodies;
    for (int root : model.treeRoots) {
      s.treeCenter[3 * root] = 0;
      s.treeCenter[3 * root + 1] = 0;
      s.treeCenter[3 * root + 2] = 0;
    }
    for (int b : model.treeBodies) {
      int root = bodies.root[b];
      double share = model.treeShare[b];
      s.treeCenter[3 * root] += share * s.center[3 * b];
      s.treeCenter[3 * root + 1] += share * s.center[3 * b + 1];
      s.treeCenter[3 * root + 2] += share * s.center[3 * b + 2];
    }
  }

  private static void inertias(Model model, State s) {
    Model.Bodies bodies = model.bodies;
    double[] d = s.six;
    for (int b : bodies.moving) {
      int root = bodies.root[b];
      for (int i = 0; i < 3; i++) {
        d[i] = s.center[3 * b + i] - s.treeCenter[3 * root + i];
      }
      Spatial.inertia(
          bodies.inertia, 3 * b, s.principal, 9 * b, bodies.mass[b], d, s.inertia, 10 * b);
    }
  }

  private static void motions(Model model, State s) {
    Model.Joints joints = model.joints;
    for (int j = 0; j < joints.count; j++) {
      int b = joints.body[j];
      int at = 6 * joints.dof[j];
      switch (joints.kind[j]) {
        case SLIDE -> translation(s.jointAxis, 3 * j, s.motion, at);
        case HINGE -> rotation(model, s, j, s.jointAxis, 3 * j, 1, at);
        case BALL -> bodyAxes(model, s, j, b, at);
        case FREE -> {
          for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 6; k++) {
              s.motion[at + 6 * i + k] = k == 3 + i ? 1 : 0;
            }
          }
          bodyAxes(model, s, j, b, at + 18);
        }
      }
    }
  }

  private static void bodyAxes(Model model, State s, int j, int b, int at) {
    for (int i = 0; i < 3; i++) {
      rotation(model, s, j, s.frame, 9 * b + i, 3, at + 6 * i);
    }
  }

  private static void translation(double[] axis, int i, double[] out, int at) {
    out[at] = 0;
    out[at + 1] = 0;
    out[at + 2] = 0;
    out[at + 3] = axis[i];
    out[at + 4] = axis[i + 1];
    out[at + 5] = axis[i + 2];
  }

  private static void rotation(
      Model model, State s, int j, double[] axis, int i, int stride, int at) {
    int c = 3 * model.bodies.root[model.joints.body[j]];
    double x = s.treeCenter[c] - s.jointAnchor[3 * j];
    double y = s.treeCenter[c + 1] - s.jointAnchor[3 * j + 1];
    double z = s.treeCenter[c + 2] - s.jointAnchor[3 * j + 2];
    double ax = axis[i];
    double ay = axis[i + stride];
    double az = axis[i + 2 * stride];
    s.motion[at] = ax;
    s.motion[at + 1] = ay;
    s.motion[at + 2] = az;
    s.motion[at + 3] = ay * z - az * y;
    s.motion[at + 4] = az * x - ax * z;
    s.motion[at + 5] = ax * y - ay * x;
  }
}
