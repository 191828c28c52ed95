package org.qmp.env.physics;

import java.util.Arrays;
import org.qmp.env.physics.math.Spatial;

/**
 * The bias forces of velocities and gravity, by recursive Newton–Euler: forward, the velocity of
 * each body, the rate at which its joints' motions turn, and the acceleration at zero joint
 * acceleration in a world that accelerates by −gravity; backward, the forces.
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
  private final Model model;
  private final State s;
  private final double[] motionRate;
  private final double[] acceleration;
  private final double[] force;
  private final double[] momentum = new double[6];

  Bias(Model model, State s) {
    this.model = model;
    this.s = s;
    motionRate = new double[6 * model.dofs.count];
    acceleration = s.bodyAcceleration;
    for (int b = 0; b < model.bodies.count; b++) {
      for (int k = 0; k < 3; k++) {
        acceleration[6 * b + 3 + k] = -model.options.gravity[k];
      }
    }
    force = new double[6 * model.bodies.count];
  }

  /** Computes velocities and bias forces. */
  void run() {
    velocities();
    forces();
    Model.Dofs dofs = model.dofs;
    for (int i = 0; i < dofs.count; i++) {
      s.bias[i] = Spatial.dot(s.motion, 6 * i, force, 6 * dofs.body[i]);
    }
  }

  private void velocities() {
    Model.Bodies bodies = model.bodies;
    Model.Joints joints = model.joints;
    for (int b : bodies.moving) {
      System.arraycopy(s.bodyVelocity, 6 * bodies.parent[b], s.bodyVelocity, 6 * b, 6);
      int first = bodies.firstJoint[b];
      for (int j = first; j < first + bodies.joints[b]; j++) {
        int dof = joints.dof[j];
        switch (joints.kind[j]) {
          case SLIDE, HINGE -> together(b, dof, 1);
          case BALL -> together(b, dof, 3);
          case FREE -> {
            Arrays.fill(motionRate, 6 * dof, 6 * dof + 18, 0);
            addVelocity(b, dof, 3);
            together(b, dof + 3, 3);
          }
        }
      }
    }
  }

  /**
   * Computes the rates of some motions from the velocity before all of them, then adds their
   * velocities.
   */
  private void together(int b, int dof, int count) {
    for (int i = dof; i < dof + count; i++) {
      Spatial.acrossMotion(s.bodyVelocity, 6 * b, s.motion, 6 * i, motionRate, 6 * i);
    }
    addVelocity(b, dof, count);
  }

  private void addVelocity(int b, int dof, int count) {
    for (int i = dof; i < dof + count; i++) {
      Spatial.addScaled(s.velocity[i], s.motion, 6 * i, s.bodyVelocity, 6 * b, 6);
    }
  }

  private void forces() {
    Model.Bodies bodies = model.bodies;
    for (int b : bodies.moving) {
      int at = 6 * b;
      System.arraycopy(acceleration, 6 * bodies.parent[b], acceleration, at, 6);
      addRates(b);
      Spatial.force(s.inertia, 10 * b, s.bodyVelocity, at, momentum, 0);
      Spatial.force(s.inertia, 10 * b, acceleration, at, force, at);
      Spatial.acrossForceAdd(s.bodyVelocity, at, momentum, 0, force, at);
    }
    for (int i = bodies.moving.length - 1; i >= 0; i--) {
      int b = bodies.moving[i];
      int p = bodies.parent[b];
      if (bodies.weld[p] != 0) {
        Spatial.add(force, 6 * b, force, 6 * p, 6);
      }
    }
  }

  private void addRates(int b) {
    Model.Joints joints = model.joints;
    int first = model.bodies.firstJoint[b];
    for (int j = first; j < first + model.bodies.joints[b]; j++) {
      int dof = joints.dof[j];
      for (int i = dof; i < dof + joints.kind[j].velocities; i++) {
        Spatial.addScaled(s.velocity[i], motionRate, 6 * i, acceleration, 6 * b, 6);
      }
    }
  }
}
