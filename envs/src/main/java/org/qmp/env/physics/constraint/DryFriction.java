package org.qmp.env.physics.constraint;

import org.qmp.env.physics.scene.Softness;

/**
 * Dry friction of joints: a row J = e_i with r = 0 and k = 0 for each velocity with friction.
 *
 * @param loss of each velocity, the largest force, N or N m; 0 for none
 * @param weight inverse weight of each velocity, 1/kg or 1/(kg m²)
 * @param softness of each velocity
 */
public record DryFriction(double[] loss, double[] weight, Softness[] softness)
    implements Constraint {

  @Override
  public void addTo(Rows rows) {
    for (int i = 0; i < loss.length; i++) {
      if (loss[i] > 0) {
        int row = rows.add(Rows.FRICTION, i, 1);
        rows.friction[row] = loss[i];
        double d = softness[i].impedanceAt(0);
        rows.stiffness[row] = 1 / Rows.regularisation(d, weight[i]);
        rows.reference[row] = -softness[i].damping(rows.timestep) * rows.velocity[i];
      }
    }
  }
}
