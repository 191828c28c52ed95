package org.qmp.env.physics.constraint;

import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Joint;

/**
 * Limits of joints: a row J = ±e_i, of a ball minus the axis of its turn, with r = the distance to
 * the limit − margin if that is negative.
 */
public final class JointLimits implements Constraint {
  private static final double TINY = 1e-15;

  private final Joint[] joints;
  private final int[] first;
  private final int[] firstDof;
  private final double[] weight;
  private final double[] position;
  private final double[] turn = new double[4];
  private final double[] axis = new double[3];

  /**
   * Limits.
   *
   * @param first of each joint, the index of its first position
   * @param firstDof of each joint, the index of its first velocity
   * @param weight inverse weight of each velocity, 1/kg or 1/(kg m²)
   * @param position all positions, updated by the simulation
   */
  public JointLimits(
      Joint[] joints, int[] first, int[] firstDof, double[] weight, double[] position) {
    this.joints = joints;
    this.first = first;
    this.firstDof = firstDof;
    this.weight = weight;
    this.position = position;
  }

  @Override
  public void addTo(Rows rows) {
    for (int j = 0; j < joints.length; j++) {
      Joint joint = joints[j];
      if (joint.limited) {
        if (joint.kind == Joint.Kind.BALL) {
          ball(rows, joint, first[j], firstDof[j]);
        } else {
          double q = position[first[j]];
          side(rows, joint, firstDof[j], q - joint.range[0], 1);
          side(rows, joint, firstDof[j], joint.range[1] - q, -1);
        }
      }
    }
  }

  private void side(Rows rows, Joint joint, int dof, double distance, double sign) {
    if (distance < joint.margin) {
      int row = rows.add(Rows.ONE_SIDED, dof, sign);
      rows.set(row, joint.limitSoftness, distance - joint.margin, weight[dof]);
    }
  }

  private void ball(Rows rows, Joint joint, int at, int dof) {
    System.arraycopy(position, at, turn, 0, 4);
    Rotation.normalize(turn, 0);
    Rotation.vector(turn, 0, axis, 0);
    double x = axis[0];
    double y = axis[1];
    double z = axis[2];
    double angle = Math.sqrt(x * x + y * y + z * z);
    double distance = joint.range[1] - angle;
    if (distance < joint.margin && angle > TINY) {
      int row = rows.add(1, Rows.ONE_SIDED, dof, dof + 3);
      for (int i = 0; i < 3; i++) {
        rows.jacobian[row * rows.velocities + dof + i] = -axis[i] / angle;
      }
      rows.set(row, joint.limitSoftness, distance - joint.margin, weight[dof]);
    }
  }
}
