package org.qmp.env.physics.constraint;

import org.qmp.env.physics.scene.Softness;

/**
 * Joints that follow others: a row for each pair of slides or hinges with the positions q₁, q₂ and
 * the initial ones q₁₀, q₂₀.
 *
 * <pre>
 *   r = q₁ − q₁₀ − p(x)      J = e₁ − p′(x) e₂      x = q₂ − q₂₀,  p(x) = c₀ + c₁ x + … + c₄ x⁴
 *   w = w₁ + w₂, whatever the slope
 * </pre>
 *
 * <p>Without a second joint r = q₁ − q₁₀ − c₀. Source: MuJoCo documentation, XML Reference,
 * equality/joint, and Computation, Constraint model.
 *
 * @param all in the order of their rows
 * @param initial positions
 * @param weight inverse weight of each velocity, 1/kg or 1/(kg m²)
 * @param position all positions, updated by the simulation
 */
public record JointEqualities(Coupling[] all, double[] initial, double[] weight, double[] position)
    implements Constraint {

  /**
   * Two joints.
   *
   * @param first position of the joint that follows
   * @param firstDof its velocity
   * @param second position of the joint that leads, −1 for none
   * @param secondDof its velocity
   * @param polynomial c₀ to c₄
   * @param softness of the constraint
   */
  public record Coupling(
      int first, int firstDof, int second, int secondDof, double[] polynomial, Softness softness) {}

  @Override
  public void addTo(Rows rows) {
    for (Coupling pair : all) {
      int low = pair.second < 0 ? pair.firstDof : Math.min(pair.firstDof, pair.secondDof);
      int row = rows.add(1, Rows.EQUALITY, low, Math.max(pair.firstDof, pair.secondDof) + 1);
      double[] c = pair.polynomial;
      double held = weight[pair.firstDof];
      double value = c[0];
      rows.jacobian[row * rows.velocities + pair.firstDof] = 1;
      if (pair.second >= 0) {
        double x = position[pair.second] - initial[pair.second];
        value += x * (c[1] + x * (c[2] + x * (c[3] + x * c[4])));
        rows.jacobian[row * rows.velocities + pair.secondDof] =
            -(c[1] + x * (2 * c[2] + x * (3 * c[3] + x * 4 * c[4])));
        held += weight[pair.secondDof];
      }
      double r = position[pair.first] - initial[pair.first] - value;
      rows.set(row, pair.softness, r, held);
    }
  }
}
