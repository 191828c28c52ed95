package org.qmp.env.physics.constraint;

import java.util.Arrays;
import org.qmp.env.physics.scene.Softness;

/**
 * The rows of all constraints in the current state. Row i has a Jacobian J_i, an inverse
 * regularisation D_i = 1/R_i and a reference acceleration; the solver leaves its force. Buffers
 * grow as needed and are kept.
 *
 * <pre>
 *   aref = −b (J v) − k d(r) r          k, b, d of the row's {@link Softness}, residual r
 *   R    = (1 − d)/d · w                D = 1/R, w the inverse weight of the constrained motion
 * </pre>
 *
 * <p>Source: MuJoCo documentation, Computation, Constraint model; Todorov, Convex and analytically
 * invertible dynamics with contacts and constraints (ICRA 2014).
 */
public final class Rows {
  /** Costs ½ D x² up to a force of {@link #friction}, and linearly beyond. */
  public static final int FRICTION = 0;

  /** Costs ½ D x² if x is negative, otherwise 0. */
  public static final int ONE_SIDED = 1;

  /** The first of the rows of an elliptic cone, whose cost is that of {@link EllipticCone}. */
  public static final int CONE = 2;

  /** A further row of a cone. */
  public static final int CONE_TANGENT = 3;

  /** Costs ½ D x². */
  public static final int EQUALITY = 4;

  private static final double TINY = 1e-15;

  public int count;
  public int[] kind = new int[0];
  public double[] jacobian = new double[0];

  /** Of each row, the columns of J outside which all are 0: from (inclusive) to (exclusive). */
  int[] from = new int[0];

  int[] to = new int[0];
  public double[] stiffness = new double[0]; // D
  public double[] reference = new double[0];

  /** The largest force of dry friction; of a further row k of a cone, μ_k. */
  public double[] friction = new double[0];

  /** Of the first row of a cone, how many rows it has. */
  int[] dimension = new int[0];

  /** Of the first row of a cone, μ = μ₁ √(R_t/R_n). */
  double[] slope = new double[0];

  // Of the solver: x = J a − reference, its rate along the search, forces, and D where quadratic.
  double[] residual = new double[0];
  double[] rate = new double[0];
  public double[] force = new double[0];
  double[] active = new double[0];
  double[] inHessian = new double[0]; // D when the Hessian was computed

  final int velocities;
  final double[] velocity;
  final double timestep;

  /** Without rows; the velocities are updated by the simulation. */
  public Rows(double[] velocity, double timestep) {
    this.velocity = velocity;
    this.timestep = timestep;
    velocities = velocity.length;
  }

  /** Replaces all rows by those of these constraints, in this order. */
  public void build(Constraint... constraints) {
    count = 0;
    for (Constraint constraint : constraints) {
      constraint.addTo(this);
    }
  }

  /** Adds a row of one kind whose Jacobian is 0 except at one velocity, and returns its number. */
  int add(int ofKind, int dof, double value) {
    int row = add(1, ofKind, dof, dof + 1);
    jacobian[row * velocities + dof] = value;
    return row;
  }

  /**
   * Adds rows of one kind with zero Jacobians, to be set in some columns, and returns the first.
   */
  int add(int rows, int ofKind, int fromColumn, int toColumn) {
    int first = count;
    count += rows;
    if (count > kind.length) {
      grow(Math.max(16, 2 * count));
    }
    Arrays.fill(jacobian, first * velocities, count * velocities, 0);
    Arrays.fill(kind, first, count, ofKind);
    Arrays.fill(from, first, count, fromColumn);
    Arrays.fill(to, first, count, toColumn);
    return first;
  }

  private void grow(int room) {
    kind = Arrays.copyOf(kind, room);
    jacobian = Arrays.copyOf(jacobian, room * velocities);
    from = Arrays.copyOf(from, room);
    to = Arrays.copyOf(to, room);
    stiffness = Arrays.copyOf(stiffness, room);
    reference = Arrays.copyOf(reference, room);
    friction = Arrays.copyOf(friction, room);
    dimension = Arrays.copyOf(dimension, room);
    slope = Arrays.copyOf(slope, room);
    residual = Arrays.copyOf(residual, room);
    rate = Arrays.copyOf(rate, room);
    force = Arrays.copyOf(force, room);
    active = Arrays.copyOf(active, room);
    inHessian = Arrays.copyOf(inHessian, room);
  }

  /** R for the impedance d and the inverse weight w. */
  static double regularisation(double d, double weight) {
    return Math.max(TINY, (1 - d) / d * weight);
  }

  /**
   * Sets D and the reference of a row, whose Jacobian is set already, by its residual and weight.
   */
  void set(int row, Softness softness, double r, double weight) {
    double d = softness.impedanceAt(r);
    set(row, softness, r, d, regularisation(d, weight));
  }

  /** The same with the impedance d and the regularisation R. */
  void set(int row, Softness softness, double r, double d, double regularisation) {
    stiffness[row] = 1 / regularisation;
    reference[row] =
        -softness.damping(timestep) * dot(row, velocity) - softness.stiffness(timestep) * d * r;
  }

  /** out = J a. */
  void multiply(double[] a, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = dot(i, a);
    }
  }

  /** J_i a. */
  public double dot(int i, double[] a) {
    int row = i * velocities;
    double sum = 0;
    for (int j = from[i]; j < to[i]; j++) {
      sum += jacobian[row + j] * a[j];
    }
    return sum;
  }

  /** out = Jᵀ f. */
  public void transposed(double[] f, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < count; i++) {
      double scale = f[i];
      if (scale != 0) {
        int row = i * velocities;
        for (int j = from[i]; j < to[i]; j++) {
          out[j] += jacobian[row + j] * scale;
        }
      }
    }
  }
}
