package org.qmp.env.physics.constraint;

import java.util.Arrays;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Softness;

/**
 * Bodies that keep their pose relative to others: six rows for body 2, which should be at the point
 * p with the rotation r in the frame of body 1, ⊗ the product of quaternions, vec the last three
 * parts.
 *
 * <pre>
 *   e_t = x₁ + R₁ p − x₂                   J_t = J_point,1 − J_point,2
 *   e_r = vec(q̄₂ ⊗ q₁ ⊗ r)                 J_r = ½ vec(q̄₂ ⊗ (0, ω₁ − ω₂) ⊗ q₁ ⊗ r)
 *   d   = d(|e_t, e_r|), one for all rows
 *   w   = of translation, body 1 + body 2, in all rows; or in the last three that of rotation and
 *   aref ← aref − J̇ v:
 *     J̇_t v = a₁ − a₂                      a, α at zero joint acceleration
 *     J̇_r v = ½ vec(q̄₂ ⊗ (−½ |ω₁ − ω₂|², α₁ − α₂ + ω₁ × ω₂) ⊗ q₁ ⊗ r)
 * </pre>
 *
 * <p>The last of them follows from q̇ = ½ (0, ω) ⊗ q. Source: MuJoCo documentation, XML Reference,
 * equality/weld, and Computation, Constraint model; its changelog at 3.0 and 3.7.
 */
public final class Welds implements Constraint {
  private static final int ROWS = 6;
  private static final double[] WORLD_AXES = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  /**
   * Two bodies.
   *
   * @param first body
   * @param second body
   * @param position of the second in the frame of the first, m
   * @param orientation of the second in the frame of the first, a unit quaternion
   * @param softness of the constraint
   */
  public record Weld(
      int first, int second, double[] position, double[] orientation, Softness softness) {}

  /**
   * Arrays of all bodies, updated by the simulation.
   *
   * @param weight two inverse weights, 1/kg and 1/(kg m²)
   * @param origin of its frame in the world
   * @param orientation of its frame in the world
   * @param velocity spatial, about its tree's centre
   * @param acceleration spatial, about its tree's centre, at zero joint acceleration
   */
  public record Bodies(
      double[] weight,
      double[] origin,
      double[] orientation,
      double[] velocity,
      double[] acceleration) {}

  private final Weld[] all;
  private final Bodies bodies;
  private final Jacobian jacobian;
  private final Rules rules;

  private final double[] basis; // of body 1 minus body 2 along the axes of the world
  private final double[] firstPoint = new double[3];
  private final double[] secondPoint = new double[3];
  private final double[] target = new double[4]; // q₁ ⊗ r
  private final double[] turn = new double[4];
  private final double[] error = new double[ROWS];
  private final double[] firstRate = new double[ROWS];
  private final double[] secondRate = new double[ROWS];
  private final double[] arm = new double[3];
  private final double[] speed = new double[3];

  /**
   * Welds.
   *
   * @param all in the order of their rows
   * @param velocities number of velocities
   */
  public Welds(Weld[] all, Bodies bodies, Jacobian jacobian, int velocities, Rules rules) {
    this.all = all;
    this.bodies = bodies;
    this.jacobian = jacobian;
    this.rules = rules;
    basis = new double[ROWS * velocities];
  }

  @Override
  public void addTo(Rows rows) {
    for (Weld weld : all) {
      residual(weld);
      int row = jacobian(weld, rows);
      double square = 0;
      for (double e : error) {
        square += e * e;
      }
      double d = weld.softness.impedanceAt(Math.sqrt(square));
      for (int k = 0; k < ROWS; k++) {
        int which = k < 3 || rules.weldsByTranslation() ? 0 : 1;
        double held =
            bodies.weight[2 * weld.first + which] + bodies.weight[2 * weld.second + which];
        rows.set(row + k, weld.softness, error[k], d, Rows.regularisation(d, held));
      }
      if (!rules.weldsByTranslation()) {
        subtractRate(weld, rows, row);
      }
    }
  }

  private void residual(Weld weld) {
    double[] q = bodies.orientation;
    Rotation.turn(q, 4 * weld.first, weld.position, 0, firstPoint, 0);
    Spatial.add(bodies.origin, 3 * weld.first, firstPoint, 0, 3);
    System.arraycopy(bodies.origin, 3 * weld.second, secondPoint, 0, 3);
    Rotation.multiply(q, 4 * weld.first, weld.orientation, 0, target, 0);
    Rotation.between(q, 4 * weld.second, target, 0, turn, 0);
    for (int k = 0; k < 3; k++) {
      error[k] = firstPoint[k] - secondPoint[k];
      error[3 + k] = turn[1 + k];
    }
  }

  /** Adds the rows with their Jacobians and returns the first. */
  private int jacobian(Weld weld, Rows rows) {
    int nv = rows.velocities;
    int from = Math.min(jacobian.from(weld.first), jacobian.from(weld.second));
    int to = Math.max(jacobian.to(weld.first), jacobian.to(weld.second));
    Arrays.fill(basis, 0);
    jacobian.add(weld.first, 1, firstPoint, 0, WORLD_AXES, 0, ROWS, basis);
    jacobian.add(weld.second, -1, secondPoint, 0, WORLD_AXES, 0, ROWS, basis);
    int row = rows.add(ROWS, Rows.EQUALITY, from, to);
    System.arraycopy(basis, 0, rows.jacobian, row * nv, 3 * nv);
    for (int i = from; i < to; i++) {
      turned(weld, 0, basis[3 * nv + i], basis[4 * nv + i], basis[5 * nv + i]);
      for (int k = 0; k < 3; k++) {
        rows.jacobian[(row + 3 + k) * nv + i] = 0.5 * turn[1 + k];
      }
    }
    return row;
  }

  /** turn = q̄₂ ⊗ (w, x, y, z) ⊗ q₁ ⊗ r. */
  private void turned(Weld weld, double w, double x, double y, double z) {
    turn[0] = w;
    turn[1] = x;
    turn[2] = y;
    turn[3] = z;
    Rotation.between(bodies.orientation, 4 * weld.second, turn, 0, turn, 0);
    Rotation.multiply(turn, 0, target, 0, turn, 0);
  }

  /** aref ← aref − J̇ v. */
  private void subtractRate(Weld weld, Rows rows, int row) {
    rate(weld.first, firstPoint, firstRate);
    rate(weld.second, secondPoint, secondRate);
    double[] v = bodies.velocity;
    int first = 6 * weld.first;
    int second = 6 * weld.second;
    Spatial.cross(v, first, v, second, error, 0); // ω₁ × ω₂
    double square = 0;
    for (int k = 0; k < 3; k++) {
      error[k] += firstRate[k] - secondRate[k];
      double difference = v[first + k] - v[second + k];
      square += difference * difference;
    }
    turned(weld, -0.5 * square, error[0], error[1], error[2]);
    for (int k = 0; k < 3; k++) {
      rows.reference[row + k] -= firstRate[3 + k] - secondRate[3 + k];
      rows.reference[row + 3 + k] -= 0.5 * turn[1 + k];
    }
  }

  /**
   * [α, a + α × p + ω × (v + ω × p)] of a point of a body, p its distance from the tree's centre.
   */
  private void rate(int b, double[] point, double[] out) {
    int center = 3 * jacobian.root()[b];
    for (int k = 0; k < 3; k++) {
      arm[k] = point[k] - jacobian.treeCenter()[center + k];
    }
    Spatial.cross(bodies.velocity, 6 * b, arm, 0, speed, 0);
    Spatial.add(bodies.velocity, 6 * b + 3, speed, 0, 3);
    Spatial.cross(bodies.velocity, 6 * b, speed, 0, out, 3);
    System.arraycopy(bodies.acceleration, 6 * b, out, 0, 3);
    Spatial.cross(out, 0, arm, 0, speed, 0);
    Spatial.add(speed, 0, out, 3, 3);
    Spatial.add(bodies.acceleration, 6 * b + 3, out, 3, 3);
  }
}
