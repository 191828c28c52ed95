package org.qmp.env.physics;

import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Symmetric;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Joint;

/**
 * All forces except those of constraints, and the acceleration that they would give alone.
 *
 * <pre>
 *   f  = actuation − damping · v − stiffness · (q − q_spring) + drag − bias
 *   a₀ = M⁻¹ f
 * </pre>
 *
 * <p>The spring of a ball, and of a free joint's rotation, pulls along the shortest turn from the
 * initial orientation. Actuators: see {@link Actuator}; drag: see {@link Drag}.
 */
final class SmoothForces {
  private final Model model;
  private final State s;
  private final Drag drag;
  private final double[] force;
  private final double[] turn = new double[4];
  private final double[] vector = new double[3];

  SmoothForces(Model model, State s) {
    this.model = model;
    this.s = s;
    drag = new Drag(model, s);
    force = s.dynamics.smoothForce;
  }

  /** Computes f and a₀. */
  void run() {
    Model.Dofs dofs = model.dofs;
    for (int i = 0; i < dofs.count; i++) {
      force[i] = -dofs.damping[i] * s.velocity[i];
    }
    springs();
    actuators();
    drag.addForces();
    for (int i = 0; i < dofs.count; i++) {
      force[i] -= s.bias[i];
    }
    double[] a = s.dynamics.smoothAcceleration;
    System.arraycopy(force, 0, a, 0, dofs.count);
    Symmetric.solve(s.dynamics.massFactor, s.dynamics.first, a);
  }

  private void springs() {
    Model.Joints joints = model.joints;
    for (int j = 0; j < joints.count; j++) {
      Joint source = joints.source[j];
      double k = source.stiffness;
      int q = joints.position[j];
      int dof = joints.dof[j];
      if (k == 0) {
        continue;
      }
      switch (joints.kind[j]) {
        case SLIDE, HINGE -> force[dof] -= k * (s.position[q] - source.springReference);
        case BALL -> turn(k, q, dof);
        case FREE -> {
          for (int i = 0; i < 3; i++) {
            force[dof + i] -= k * (s.position[q + i] - model.initial[q + i]);
          }
          turn(k, q + 3, dof + 3);
        }
      }
    }
  }

  private void turn(double k, int q, int dof) {
    System.arraycopy(s.position, q, turn, 0, 4);
    Rotation.normalize(turn, 0);
    Rotation.between(model.initial, q, turn, 0, turn, 0);
    Rotation.vector(turn, 0, vector, 0);
    for (int i = 0; i < 3; i++) {
      force[dof + i] -= k * vector[i];
    }
  }

  private void actuators() {
    Model.Motors motors = model.motors;
    for (int i = 0; i < motors.source().size(); i++) {
      Actuator actuator = motors.source().get(i);
      int dof = motors.dof()[i];
      double gear = actuator.gear();
      double position = gear * s.position[motors.position()[i]];
      double velocity = gear * s.velocity[dof];
      force[dof] += gear * actuator.force(s.control[i], position, velocity);
    }
  }
}
