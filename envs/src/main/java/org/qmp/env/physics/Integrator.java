package org.qmp.env.physics;

import org.qmp.env.physics.constraint.Dynamics;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Symmetric;

/**
 * How a step of length h advances positions and velocities, given the forward pass (q, v) ↦ a.
 *
 * <pre>
 *   Euler        v ← v + h (M + h diag(damping))⁻¹ (f_smooth + f_constraint)
 *                q ← q ⊕ h v                                        with the new v
 *   Runge–Kutta  q_i = q ⊕ h c_i v_(i−1)   v_i = v + h c_i a_(i−1)   c = 0, ½, ½, 1
 *                q ← q ⊕ h Σ b_i v_i       v ← v + h Σ b_i a_i       b = 1/6, 1/3, 1/3, 1/6
 * </pre>
 *
 * <p>⊕ adds velocities to positions; quaternions turn by the angular velocity in their own frame.
 * Source: MuJoCo documentation, Computation, Numerical integration.
 */
final class Integrator {
  private static final double[] STAGE = {0, 0.5, 0.5, 1};
  private static final double[] SHARE = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};

  private final Model model;
  private final State s;
  private final Dynamics d;
  private final Runnable forward;
  private final int nv;
  private final double h;
  private final double[] damped;
  private final double[] rate;
  private final double[] oldPosition;
  private final double[] oldVelocity;
  private final double[] sumVelocity;
  private final double[] sumAcceleration;
  private final double[] turn = new double[4];

  Integrator(Model model, State s, Runnable forward) {
    this.model = model;
    this.s = s;
    d = s.dynamics;
    this.forward = forward;
    nv = model.dofs.count;
    h = model.options.timestep;
    damped = new double[nv * nv];
    rate = new double[nv];
    oldPosition = new double[model.positions];
    oldVelocity = new double[nv];
    sumVelocity = new double[nv];
    sumAcceleration = new double[nv];
  }

  /** Advances from the state whose forward pass has just been made. */
  void advance() {
    switch (model.options.integrator) {
      case EULER -> euler();
      case RUNGE_KUTTA -> rungeKutta();
    }
    System.arraycopy(d.acceleration, 0, d.warm, 0, nv);
    s.time += h;
  }

  private void euler() {
    double[] a = d.acceleration;
    if (model.dofs.damped) {
      System.arraycopy(d.mass, 0, damped, 0, nv * nv);
      for (int i = 0; i < nv; i++) {
        damped[i * nv + i] += h * model.dofs.damping[i];
        rate[i] = d.smoothForce[i] + d.constraintForce[i];
      }
      Symmetric.factor(damped, d.first);
      Symmetric.solve(damped, d.first, rate);
      a = rate;
    }
    for (int i = 0; i < nv; i++) {
      s.velocity[i] += h * a[i];
    }
    move(s.position, s.velocity);
  }

  private void rungeKutta() {
    System.arraycopy(s.position, 0, oldPosition, 0, model.positions);
    System.arraycopy(s.velocity, 0, oldVelocity, 0, nv);
    for (int i = 0; i < nv; i++) {
      sumVelocity[i] = SHARE[0] * s.velocity[i];
      sumAcceleration[i] = SHARE[0] * d.acceleration[i];
    }
    for (int stage = 1; stage < 4; stage++) {
      for (int i = 0; i < nv; i++) {
        rate[i] = STAGE[stage] * s.velocity[i];
        s.velocity[i] = oldVelocity[i] + h * STAGE[stage] * d.acceleration[i];
      }
      System.arraycopy(oldPosition, 0, s.position, 0, model.positions);
      move(s.position, rate);
      forward.run();
      for (int i = 0; i < nv; i++) {
        sumVelocity[i] += SHARE[stage] * s.velocity[i];
        sumAcceleration[i] += SHARE[stage] * d.acceleration[i];
      }
    }
    System.arraycopy(oldPosition, 0, s.position, 0, model.positions);
    move(s.position, sumVelocity);
    for (int i = 0; i < nv; i++) {
      s.velocity[i] = oldVelocity[i] + h * sumAcceleration[i];
    }
  }

  /** q ← q ⊕ h v. */
  private void move(double[] q, double[] v) {
    Model.Joints joints = model.joints;
    for (int j = 0; j < joints.count; j++) {
      int at = joints.position[j];
      int dof = joints.dof[j];
      switch (joints.kind[j]) {
        case SLIDE, HINGE -> q[at] += h * v[dof];
        case BALL -> Rotation.integrate(q, at, v, dof, h, turn);
        case FREE -> {
          for (int i = 0; i < 3; i++) {
            q[at + i] += h * v[dof + i];
          }
          Rotation.integrate(q, at + 3, v, dof + 3, h, turn);
        }
      }
    }
  }
}
