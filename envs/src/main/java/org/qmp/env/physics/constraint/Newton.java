package org.qmp.env.physics.constraint;

import java.util.Arrays;
import org.qmp.env.physics.math.Symmetric;
import org.qmp.env.physics.scene.Options;

/**
 * The acceleration a under the constraints, by Newton's method on a convex cost.
 *
 * <pre>
 *   minimise  ½ (a − a₀)ᵀ M (a − a₀) + Σ s_i(J_i a − aref_i)
 *   gradient  M a − f_smooth − Jᵀ f            f_i = −s_i′
 *   Hessian   H = M + Jᵀ D_active J + cones
 *   step      a ← a − α H⁻¹ gradient           α minimises the cost along the step exactly
 * </pre>
 *
 * <p>The costs s_i are those of {@link Rows}. It starts from a₀ or from an earlier acceleration
 * ({@link Dynamics#warm}), whichever costs less, and stops when the gradient or the improvement,
 * both divided by the mean inertia and the number of velocities, is below the tolerance; under
 * {@link org.qmp.env.physics.scene.Rules#MUJOCO_3} also before a step, after the first, that
 * promises an improvement ½ gradientᵀ H⁻¹ gradient below it. Source: MuJoCo documentation,
 * Computation, Algorithms; Todorov (ICRA 2014).
 */
public final class Newton {
  private static final int LINE_STEPS = 50;
  private static final double LINE_TOLERANCE = 0.01;
  private static final double TINY = 1e-15;

  private final Rows rows;
  private final Dynamics d;
  private final int nv;
  private final double scale;
  private final int iterations;
  private final double tolerance;
  private final boolean stopsEarly;

  private final double[] massTimes; // M a
  private final double[] gradient;
  private final double[] search;
  private final double[] massSearch; // M · search
  private final double[] hessian; // its factor
  private final int[] first;

  /** The number of rows it was made for, −1 for none. */
  private int known;

  private final double[] block = new double[36];
  private final double[] slope = new double[2];

  /**
   * A solver.
   *
   * @param meanInertia kg or kg m², to which the tolerance is relative
   */
  public Newton(Rows rows, Dynamics dynamics, Options options, double meanInertia) {
    this.rows = rows;
    d = dynamics;
    nv = d.size;
    scale = 1 / (meanInertia * Math.max(1, nv));
    iterations = options.iterations;
    tolerance = options.tolerance;
    stopsEarly = options.rules.stopsBeforeSmallSteps();
    massTimes = new double[nv];
    gradient = new double[nv];
    search = new double[nv];
    massSearch = new double[nv];
    hessian = new double[nv * nv];
    first = new int[nv];
  }

  /** Finds acceleration and constraint force. */
  public void run() {
    if (rows.count == 0) {
      System.arraycopy(d.smoothAcceleration, 0, d.acceleration, 0, nv);
      Arrays.fill(d.constraintForce, 0);
      return;
    }
    double cost = start();
    gradient();
    known = -1;
    for (int i = 0; i < iterations; i++) {
      direction();
      double alpha = i > 0 && promisesLittle() ? 0 : lineSearch();
      if (alpha == 0) {
        break;
      }
      advance(alpha);
      double before = cost;
      cost = cost();
      gradient();
      if (scale * (before - cost) < tolerance || scale * norm(gradient) < tolerance) {
        break;
      }
    }
  }

  /** Whether a full step would lower the cost by less than the tolerance. */
  private boolean promisesLittle() {
    return stopsEarly && -0.5 * scale * dot(gradient, search) < tolerance;
  }

  /** Starts from a₀ or the last acceleration, whichever costs less. */
  private double start() {
    double smooth = startSmooth();
    System.arraycopy(d.warm, 0, d.acceleration, 0, nv);
    Symmetric.multiply(d.mass, d.first, d.acceleration, massTimes);
    residuals();
    double warm = cost();
    return warm < smooth ? warm : startSmooth();
  }

  private double startSmooth() {
    System.arraycopy(d.smoothAcceleration, 0, d.acceleration, 0, nv);
    System.arraycopy(d.smoothForce, 0, massTimes, 0, nv); // M a₀
    residuals();
    return cost();
  }

  private void residuals() {
    rows.multiply(d.acceleration, rows.residual);
    for (int i = 0; i < rows.count; i++) {
      rows.residual[i] -= rows.reference[i];
    }
  }

  /** The cost at the residuals; writes forces and D of the rows that are quadratic there. */
  private double cost() {
    double cost = 0;
    for (int i = 0; i < nv; i++) {
      cost +=
          0.5 * (massTimes[i] - d.smoothForce[i]) * (d.acceleration[i] - d.smoothAcceleration[i]);
    }
    for (int i = 0; i < rows.count; i++) {
      switch (rows.kind[i]) {
        case Rows.ONE_SIDED -> cost += oneSided(i);
        case Rows.FRICTION -> cost += friction(i);
        case Rows.EQUALITY -> cost += quadratic(i);
        case Rows.CONE -> cost += EllipticCone.update(rows, i);
        default -> {} // counted with the first row of its cone
      }
    }
    return cost;
  }

  private double oneSided(int i) {
    double x = rows.residual[i];
    boolean pushes = x < 0;
    rows.active[i] = pushes ? rows.stiffness[i] : 0;
    rows.force[i] = pushes ? -rows.stiffness[i] * x : 0;
    return -0.5 * rows.force[i] * x;
  }

  private double quadratic(int i) {
    double x = rows.residual[i];
    rows.active[i] = rows.stiffness[i];
    rows.force[i] = -rows.stiffness[i] * x;
    return 0.5 * rows.stiffness[i] * x * x;
  }

  private double friction(int i) {
    double x = rows.residual[i];
    double most = rows.friction[i];
    double reach = most / rows.stiffness[i];
    if (Math.abs(x) < reach) {
      return quadratic(i);
    }
    rows.active[i] = 0;
    rows.force[i] = x > 0 ? -most : most;
    return most * (Math.abs(x) - 0.5 * reach);
  }

  private void gradient() {
    rows.transposed(rows.force, d.constraintForce);
    for (int i = 0; i < nv; i++) {
      gradient[i] = massTimes[i] - d.smoothForce[i] - d.constraintForce[i];
    }
  }

  /** Whether the Hessian is that of the step before, since the same rows are quadratic. */
  private boolean sameHessian() {
    boolean same = known == rows.count;
    for (int i = 0; i < rows.count && same; i++) {
      same = rows.active[i] == rows.inHessian[i] && rows.kind[i] != Rows.CONE;
    }
    return same;
  }

  private void hessian() {
    System.arraycopy(d.mass, 0, hessian, 0, nv * nv);
    System.arraycopy(d.first, 0, first, 0, nv);
    System.arraycopy(rows.active, 0, rows.inHessian, 0, rows.count);
    known = rows.count;
    for (int i = 0; i < rows.count; i++) {
      if (rows.active[i] != 0) {
        addOuter(i, i, rows.active[i]);
      } else if (rows.kind[i] == Rows.CONE && EllipticCone.inMiddle(rows, i)) {
        int dim = rows.dimension[i];
        EllipticCone.curvature(rows, i, block);
        for (int p = 0; p < dim; p++) {
          for (int q = 0; q < dim; q++) {
            addOuter(i + p, i + q, block[p * dim + q]);
          }
        }
      }
    }
    Symmetric.factor(hessian, first);
  }

  private void direction() {
    if (!sameHessian()) {
      hessian();
    }
    for (int i = 0; i < nv; i++) {
      search[i] = -gradient[i];
    }
    Symmetric.solve(hessian, first, search);
  }

  /** H += weight J_pᵀ J_q, its lower triangle. */
  private void addOuter(int p, int q, double weight) {
    double[] j = rows.jacobian;
    int left = p * nv;
    int right = q * nv;
    int from = rows.from[p];
    for (int i = from; i < rows.to[p]; i++) {
      double value = weight * j[left + i];
      if (value != 0) {
        int row = i * nv;
        first[i] = Math.min(first[i], from);
        for (int k = from; k <= i; k++) {
          hessian[row + k] += value * j[right + k];
        }
      }
    }
  }

  /** The α at which the derivative of the cost along the search vanishes, by safeguarded Newton. */
  private double lineSearch() {
    double length = norm(search);
    if (length < TINY) {
      return 0;
    }
    Symmetric.multiply(d.mass, d.first, search, massSearch);
    rows.multiply(search, rows.rate);
    double linear = 0;
    double square = 0;
    for (int i = 0; i < nv; i++) {
      linear += search[i] * (massTimes[i] - d.smoothForce[i]);
      square += search[i] * massSearch[i];
    }
    double enough = tolerance * LINE_TOLERANCE * length / scale;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double alpha = 0;
    derivatives(alpha, linear, square);
    for (int i = 0; i < LINE_STEPS; i++) {
      if (!(slope[1] > 0)) {
        break;
      }
      double next = alpha - slope[0] / slope[1];
      if (!(next > low && next < high)) {
        next = high == Double.POSITIVE_INFINITY ? alpha : 0.5 * (low + high);
      }
      if (next == alpha) {
        break;
      }
      alpha = next;
      derivatives(alpha, linear, square);
      if (Math.abs(slope[0]) < enough) {
        break;
      }
      if (slope[0] < 0) {
        low = alpha;
      } else {
        high = alpha;
      }
    }
    return alpha;
  }

  /** The first and second derivative of the cost along the search at a step α. */
  private void derivatives(double alpha, double linear, double square) {
    slope[0] = linear + alpha * square;
    slope[1] = square;
    for (int i = 0; i < rows.count; i++) {
      double rate = rows.rate[i];
      double x = rows.residual[i] + alpha * rate;
      switch (rows.kind[i]) {
        case Rows.ONE_SIDED -> {
          if (x < 0) {
            slope[0] += rows.stiffness[i] * x * rate;
            slope[1] += rows.stiffness[i] * rate * rate;
          }
        }
        case Rows.FRICTION -> {
          double most = rows.friction[i];
          if (Math.abs(x) * rows.stiffness[i] < most) {
            slope[0] += rows.stiffness[i] * x * rate;
            slope[1] += rows.stiffness[i] * rate * rate;
          } else {
            slope[0] += x > 0 ? most * rate : -most * rate;
          }
        }
        case Rows.EQUALITY -> {
          slope[0] += rows.stiffness[i] * x * rate;
          slope[1] += rows.stiffness[i] * rate * rate;
        }
        case Rows.CONE -> EllipticCone.along(rows, i, alpha, slope);
        default -> {} // counted with the first row of its cone
      }
    }
  }

  private void advance(double alpha) {
    for (int i = 0; i < nv; i++) {
      d.acceleration[i] += alpha * search[i];
      massTimes[i] += alpha * massSearch[i];
    }
    for (int i = 0; i < rows.count; i++) {
      rows.residual[i] += alpha * rows.rate[i];
    }
  }

  private double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  private double dot(double[] v, double[] w) {
    double sum = 0;
    for (int i = 0; i < nv; i++) {
      sum += v[i] * w[i];
    }
    return sum;
  }
}
