package org.qmp.env.physics;

import java.util.Arrays;

/**
 * The rows of all constraints of one moment. Row i has a Jacobian J_i, an inverse regularisation
 * D_i = 1/R_i and a reference acceleration; the solver leaves its force. Room grows as needed and
 * is kept.
 */
final class Rows {
  /** Costs ½ D x² up to a force of {@link #bound}, and linearly beyond. */
  static final int FRICTION = 0;

  /** Costs ½ D x² where x is negative, otherwise nothing. */
  static final int ONE_SIDED = 1;

  /** The first of the rows of an elliptic cone, whose cost is that of {@link EllipticCone}. */
  static final int CONE = 2;

  /** A further row of a cone. */
  static final int CONE_TANGENT = 3;

  final int velocities;
  int count;
  int[] kind = new int[0];
  double[] jacobian = new double[0];
  double[] stiffness = new double[0]; // D
  double[] reference = new double[0];
  double[] bound = new double[0];

  /** Of the first row of a cone, its pair. */
  int[] pair = new int[0];

  /** Of the first row of a cone, μ = μ₁ √(R_t/R_n). */
  double[] slope = new double[0];

  // Of the solver: x = J a − reference, its rate along the search, forces, and D where quadratic.
  double[] residual = new double[0];
  double[] rate = new double[0];
  double[] force = new double[0];
  double[] active = new double[0];

  Rows(int velocities) {
    this.velocities = velocities;
  }

  void clear() {
    count = 0;
  }

  /** Adds rows of one kind with zero Jacobians and returns the first. */
  int add(int rows, int ofKind) {
    int first = count;
    count += rows;
    if (count > kind.length) {
      grow(Math.max(16, 2 * count));
    }
    Arrays.fill(jacobian, first * velocities, count * velocities, 0);
    Arrays.fill(kind, first, count, ofKind);
    return first;
  }

  private void grow(int room) {
    kind = Arrays.copyOf(kind, room);
    jacobian = Arrays.copyOf(jacobian, room * velocities);
    stiffness = Arrays.copyOf(stiffness, room);
    reference = Arrays.copyOf(reference, room);
    bound = Arrays.copyOf(bound, room);
    pair = Arrays.copyOf(pair, room);
    slope = Arrays.copyOf(slope, room);
    residual = Arrays.copyOf(residual, room);
    rate = Arrays.copyOf(rate, room);
    force = Arrays.copyOf(force, room);
    active = Arrays.copyOf(active, room);
  }

  /** out = J a. */
  void multiply(double[] a, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = dot(i, a);
    }
  }

  /** J_i a. */
  double dot(int i, double[] a) {
    int row = i * velocities;
    double sum = 0;
    for (int j = 0; j < velocities; j++) {
      sum += jacobian[row + j] * a[j];
    }
    return sum;
  }

  /** out = Jᵀ f. */
  void transposed(double[] f, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < count; i++) {
      double scale = f[i];
      if (scale != 0) {
        int row = i * velocities;
        for (int j = 0; j < velocities; j++) {
          out[j] += jacobian[row + j] * scale;
        }
      }
    }
  }
}
