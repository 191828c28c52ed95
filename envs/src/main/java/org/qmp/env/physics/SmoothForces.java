package org.qmp.env.physics;

/**
 * All forces but those of constraints, and the acceleration that they alone would give.
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
  private SmoothForces() {}

  static void run(Model model, State s, Drag drag) {
    Model.Dofs dofs = model.dofs;
    for (int i = 0; i < dofs.count; i++) {
      s.smoothForce[i] = -dofs.damping[i] * s.velocity[i];
    }
    springs(model, s);
    actuators(model, s);
    drag.addForces();
    for (int i = 0; i < dofs.count; i++) {
      s.smoothForce[i] -= s.bias[i];
    }
    System.arraycopy(s.smoothForce, 0, s.smoothAcceleration, 0, dofs.count);
    Factor.solve(s.massFactor, dofs.count, s.smoothAcceleration);
  }

  private static void springs(Model model, State s) {
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
        case SLIDE, HINGE -> s.smoothForce[dof] -= k * (s.position[q] - source.springReference);
        case BALL -> turn(model, s, k, q, dof);
        case FREE -> {
          for (int i = 0; i < 3; i++) {
            s.smoothForce[dof + i] -= k * (s.position[q + i] - model.initial[q + i]);
          }
          turn(model, s, k, q + 3, dof + 3);
        }
      }
    }
  }

  private static void turn(Model model, State s, double k, int q, int dof) {
    System.arraycopy(s.position, q, s.quaternion, 0, 4);
    Rotation.normalize(s.quaternion, 0);
    Rotation.between(model.initial, q, s.quaternion, 0, s.quaternion, 4);
    Rotation.vector(s.quaternion, 4, s.six, 0);
    for (int i = 0; i < 3; i++) {
      s.smoothForce[dof + i] -= k * s.six[i];
    }
  }

  private static void actuators(Model model, State s) {
    Model.Motors motors = model.motors;
    for (int i = 0; i < motors.dof.length; i++) {
      Actuator actuator = motors.source.get(i);
      double gear = actuator.gear();
      double position = gear * s.position[motors.position[i]];
      double velocity = gear * s.velocity[motors.dof[i]];
      s.smoothForce[motors.dof[i]] += gear * actuator.force(s.control[i], position, velocity);
    }
  }
}
