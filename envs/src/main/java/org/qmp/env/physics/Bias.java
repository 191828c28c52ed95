package org.qmp.env.physics;

import java.util.Arrays;

/**
 * The forces that velocities and gravity take by themselves, by recursive Newton–Euler: forward,
 * the velocity of each body and how fast its joints' motions turn with it, and the acceleration
 * that remains without any joint acceleration, in a world that accelerates by −gravity; backward,
 * the forces.
 *
 * <pre>
 *   v_b = v_p + Σ s_i q̇_i                    ṡ_i = v × s_i        (v before joint i is added)
 *   a_b = a_p + Σ ṡ_i q̇_i                    a_world = [0; −g]
 *   f_b = I_b a_b + v_b ×* I_b v_b + Σ f_child
 *   bias_i = s_iᵀ f_b(i)
 * </pre>
 *
 * <p>Source: Featherstone, Rigid Body Dynamics Algorithms (2008), table 5.1.
 */
final class Bias {
  private Bias() {}

  static void run(Model model, State s) {
    velocities(model, s);
    forces(model, s);
    Model.Dofs dofs = model.dofs;
    for (int i = 0; i < dofs.count; i++) {
      s.bias[i] = Spatial.dot(s.motion, 6 * i, s.bodyForce, 6 * dofs.body[i]);
    }
  }

  private static void velocities(Model model, State s) {
    Model.Bodies bodies = model.bodies;
    Model.Joints joints = model.joints;
    for (int b : bodies.moving) {
      System.arraycopy(s.bodyVelocity, 6 * bodies.parent[b], s.bodyVelocity, 6 * b, 6);
      int first = bodies.firstJoint[b];
      for (int j = first; j < first + bodies.joints[b]; j++) {
        int dof = joints.dof[j];
        switch (joints.kind[j]) {
          case SLIDE, HINGE -> together(s, b, dof, 1);
          case BALL -> together(s, b, dof, 3);
          case FREE -> {
            Arrays.fill(s.motionRate, 6 * dof, 6 * dof + 18, 0);
            addVelocity(s, b, dof, 3);
            together(s, b, dof + 3, 3);
          }
        }
      }
    }
  }

  /** The turning of some motions by the velocity before all of them, and then their velocities. */
  private static void together(State s, int b, int dof, int count) {
    for (int i = dof; i < dof + count; i++) {
      Spatial.acrossMotion(s.bodyVelocity, 6 * b, s.motion, 6 * i, s.motionRate, 6 * i);
    }
    addVelocity(s, b, dof, count);
  }

  private static void addVelocity(State s, int b, int dof, int count) {
    for (int i = dof; i < dof + count; i++) {
      double rate = s.velocity[i];
      for (int k = 0; k < 6; k++) {
        s.bodyVelocity[6 * b + k] += s.motion[6 * i + k] * rate;
      }
    }
  }

  private static void forces(Model model, State s) {
    Model.Bodies bodies = model.bodies;
    double[] gravity = model.gravity;
    for (int b : bodies.moving) {
      int p = bodies.parent[b];
      int at = 6 * b;
      if (bodies.weld[p] == 0) {
        for (int k = 0; k < 3; k++) {
          s.bodyAcceleration[at + k] = 0;
          s.bodyAcceleration[at + 3 + k] = -gravity[k];
        }
      } else {
        System.arraycopy(s.bodyAcceleration, 6 * p, s.bodyAcceleration, at, 6);
      }
      addRates(model, s, b);
      Spatial.force(s.inertia, 10 * b, s.bodyVelocity, at, s.six, 0);
      Spatial.force(s.inertia, 10 * b, s.bodyAcceleration, at, s.bodyForce, at);
      Spatial.acrossForceAdd(s.bodyVelocity, at, s.six, 0, s.bodyForce, at);
    }
    for (int i = bodies.moving.length - 1; i >= 0; i--) {
      int b = bodies.moving[i];
      int p = bodies.parent[b];
      if (bodies.weld[p] != 0) {
        for (int k = 0; k < 6; k++) {
          s.bodyForce[6 * p + k] += s.bodyForce[6 * b + k];
        }
      }
    }
  }

  private static void addRates(Model model, State s, int b) {
    Model.Joints joints = model.joints;
    int first = model.bodies.firstJoint[b];
    for (int j = first; j < first + model.bodies.joints[b]; j++) {
      int dof = joints.dof[j];
      for (int i = dof; i < dof + joints.kind[j].velocities; i++) {
        double rate = s.velocity[i];
        for (int k = 0; k < 6; k++) {
          s.bodyAcceleration[6 * b + k] += s.motionRate[6 * i + k] * rate;
        }
      }
    }
  }
}
