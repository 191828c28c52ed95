package org.qmp.env.physics;

import java.util.Arrays;

/**
 * The rows of the constraints: dry friction of joints, limits of joints, contacts, in this order.
 *
 * <pre>
 *   aref = −b (J v) − k d(r) r          k, b, d of the row's {@link Softness}, residual r
 *   R    = (1 − d)/d · w                D = 1/R, w the inverse weight of what the row holds
 *
 *   dry friction       J = e_i                        r = 0, k = 0
 *   limit              J = ±e_i                       r = distance to the limit − margin
 *   contact, μ = 0     J = n                          r = distance − offset
 *   pyramid            J = n ± μ_k t_k                one r and one R for all: 2 μ²/impratio · R₁,
 *                                                     R₁ with w = w_tran + μ₁² w_tran
 *   cone               J = n, t_1, t_2 …              r, 0, 0 …; R_n, R_n/impratio,
 *                                                     R_n/impratio μ₁²/μ_k²
 * </pre>
 *
 * <p>Source: MuJoCo documentation, Computation, Constraint model; Todorov, Convex and analytically
 * invertible dynamics with contacts and constraints (ICRA 2014).
 */
final class Constraints {
  private static final double TINY = 1e-15;

  private final Model model;
  private final State s;
  private final Rows rows;
  private final int nv;
  private final double h;
  private final double impedanceRatio;

  /** The contact's normal, tangents and the three turns about them, as rows. */
  private final double[] basis;

  Constraints(Model model, State s) {
    this.model = model;
    this.s = s;
    rows = s.rows;
    nv = model.dofs.count;
    h = model.options.timestep();
    impedanceRatio = model.options.impedanceRatio();
    basis = new double[6 * nv];
  }

  void run() {
    rows.clear();
    dryFriction();
    limits();
    for (int c = 0; c < s.contacts.count; c++) {
      Pair pair = model.pairs[s.contacts.pair[c]];
      if (s.contacts.distance[c] < pair.offset()) {
        contact(c, pair);
      }
    }
  }

  private void dryFriction() {
    for (int i = 0; i < nv; i++) {
      double loss = model.dofs.frictionLoss[i];
      if (loss > 0) {
        Softness softness = model.joints.source[model.dofs.joint[i]].frictionSoftness;
        int row = rows.add(1, Rows.FRICTION);
        rows.jacobian[row * nv + i] = 1;
        rows.bound[row] = loss;
        double d = softness.impedanceAt(0);
        rows.stiffness[row] = 1 / regularisation(d, model.dofs.weight[i]);
        rows.reference[row] = -softness.damping(h) * s.velocity[i];
      }
    }
  }

  private void limits() {
    Model.Joints joints = model.joints;
    for (int j = 0; j < joints.count; j++) {
      Joint joint = joints.source[j];
      if (joint.limited) {
        switch (joints.kind[j]) {
          case BALL -> ballLimit(j, joint);
          default -> {
            double q = s.position[joints.position[j]];
            limit(j, joint, q - joint.range[0], 1);
            limit(j, joint, joint.range[1] - q, -1);
          }
        }
      }
    }
  }

  private void limit(int j, Joint joint, double distance, double sign) {
    if (distance < joint.margin) {
      int dof = model.joints.dof[j];
      int row = rows.add(1, Rows.ONE_SIDED);
      rows.jacobian[row * nv + dof] = sign;
      finish(row, joint.limitSoftness, distance - joint.margin, model.dofs.weight[dof]);
    }
  }

  private void ballLimit(int j, Joint joint) {
    System.arraycopy(s.position, model.joints.position[j], s.quaternion, 0, 4);
    Rotation.normalize(s.quaternion, 0);
    Rotation.vector(s.quaternion, 0, s.six, 0);
    double x = s.six[0];
    double y = s.six[1];
    double z = s.six[2];
    double angle = Math.sqrt(x * x + y * y + z * z);
    double distance = joint.range[1] - angle;
    if (distance < joint.margin && angle > TINY) {
      int dof = model.joints.dof[j];
      int row = rows.add(1, Rows.ONE_SIDED);
      for (int i = 0; i < 3; i++) {
        rows.jacobian[row * nv + dof + i] = -s.six[i] / angle;
      }
      finish(row, joint.limitSoftness, distance - joint.margin, model.dofs.weight[dof]);
    }
  }

  private void contact(int c, Pair pair) {
    basis(c, pair);
    double r = s.contacts.distance[c] - pair.offset();
    if (pair.dimension() == 1) {
      int row = rows.add(1, Rows.ONE_SIDED);
      System.arraycopy(basis, 0, rows.jacobian, row * nv, nv);
      finish(row, pair.softness(), r, weight(pair));
    } else {
      switch (model.options.cone()) {
        case PYRAMIDAL -> pyramid(pair, r);
        case ELLIPTIC -> ellipse(c, pair, r);
      }
    }
  }

  private void pyramid(Pair pair, double r) {
    int edges = 2 * (pair.dimension() - 1);
    int first = rows.add(edges, Rows.ONE_SIDED);
    double mu = pair.friction()[0];
    double d = pair.softness().impedanceAt(r);
    double weight = weight(pair) + mu * mu * weight(pair);
    double regularised = Math.max(TINY, 2 * mu * mu / impedanceRatio * regularisation(d, weight));
    double[] jacobian = rows.jacobian;
    for (int edge = 0; edge < edges; edge += 2) {
      int row = first + edge;
      int tangent = (1 + edge / 2) * nv;
      double friction = pair.friction()[edge / 2];
      for (int i = 0; i < nv; i++) {
        double across = friction * basis[tangent + i];
        jacobian[row * nv + i] = basis[i] + across;
        jacobian[(row + 1) * nv + i] = basis[i] - across;
      }
      pyramidEdge(row, pair.softness(), r, d, regularised);
      pyramidEdge(row + 1, pair.softness(), r, d, regularised);
    }
  }

  private void pyramidEdge(int row, Softness softness, double r, double d, double regularised) {
    rows.stiffness[row] = 1 / regularised;
    rows.reference[row] =
        -softness.damping(h) * rows.dot(row, s.velocity) - softness.stiffness(h) * d * r;
  }

  private void ellipse(int c, Pair pair, double r) {
    int first = rows.add(pair.dimension(), Rows.CONE_TANGENT);
    rows.kind[first] = Rows.CONE;
    rows.pair[first] = s.contacts.pair[c];
    System.arraycopy(basis, 0, rows.jacobian, first * nv, pair.dimension() * nv);
    finish(first, pair.softness(), r, weight(pair));
    double normal = 1 / rows.stiffness[first];
    double tangential = normal / impedanceRatio;
    double mu = pair.friction()[0];
    rows.slope[first] = mu * Math.sqrt(tangential / normal);
    for (int k = 1; k < pair.dimension(); k++) {
      double other = pair.friction()[k - 1];
      int row = first + k;
      rows.stiffness[row] = 1 / Math.max(TINY, tangential * mu * mu / (other * other));
      rows.reference[row] = -pair.softness().damping(h) * rows.dot(row, s.velocity);
    }
  }

  /** The inverse weights, of translation, of the two bodies together. */
  private double weight(Pair pair) {
    double[] weight = model.bodies.weight;
    return weight[2 * pair.bodyOfFirst()] + weight[2 * pair.bodyOfSecond()];
  }

  private static double regularisation(double d, double weight) {
    return Math.max(TINY, (1 - d) / d * weight);
  }

  private void finish(int row, Softness softness, double r, double weight) {
    double d = softness.impedanceAt(r);
    rows.stiffness[row] = 1 / regularisation(d, weight);
    rows.reference[row] =
        -softness.damping(h) * rows.dot(row, s.velocity) - softness.stiffness(h) * d * r;
  }

  /** The velocity of the second body at the contact minus that of the first, along the frame. */
  private void basis(int c, Pair pair) {
    Arrays.fill(basis, 0, pair.dimension() * nv, 0);
    add(c, pair.bodyOfSecond(), 1, pair.dimension());
    add(c, pair.bodyOfFirst(), -1, pair.dimension());
  }

  private void add(int c, int b, double sign, int dimension) {
    double[] m = s.motion;
    double[] frame = s.contacts.frame;
    int f = 9 * c;
    int root = 3 * model.bodies.root[b];
    double x = s.contacts.point[3 * c] - s.treeCenter[root];
    double y = s.contacts.point[3 * c + 1] - s.treeCenter[root + 1];
    double z = s.contacts.point[3 * c + 2] - s.treeCenter[root + 2];
    for (int i = model.bodies.lastDof[b]; i >= 0; i = model.dofs.parent[i]) {
      int at = 6 * i;
      double wx = sign * m[at];
      double wy = sign * m[at + 1];
      double wz = sign * m[at + 2];
      double vx = sign * m[at + 3] + wy * z - wz * y;
      double vy = sign * m[at + 4] + wz * x - wx * z;
      double vz = sign * m[at + 5] + wx * y - wy * x;
      for (int k = 0; k < Math.min(3, dimension); k++) {
        int row = f + 3 * k;
        basis[k * nv + i] += frame[row] * vx + frame[row + 1] * vy + frame[row + 2] * vz;
      }
      for (int k = 3; k < dimension; k++) {
        int row = f + 3 * (k - 3);
        basis[k * nv + i] += frame[row] * wx + frame[row + 1] * wy + frame[row + 2] * wz;
      }
    }
  }
}
