package org.qmp.env.physics;

import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.scene.Options;

/**
 * Forces of a fluid of density ρ, viscosity β and wind on bodies, each treated as the box with the
 * same mass and inertia. In the principal axes of a body, at its centre of mass, with its angular
 * velocity ω and its velocity v against the fluid:
 *
 * <pre>
 *   sides      l_x = √(6 (I_yy + I_zz − I_xx) / m), …       mean d = (l_x + l_y + l_z) / 3
 *   force      f_x = −3 π d β v_x − ρ/2 l_y l_z |v_x| v_x, …
 *   torque     τ_x = −π d³ β ω_x − ρ/64 l_x (l_y⁴ + l_z⁴) |ω_x| ω_x, …
 * </pre>
 *
 * <p>Source: MuJoCo documentation, Computation, Passive forces, inertia-based fluid model.
 */
final class Drag {
  private static final double TINY = 1e-15;

  private final Model model;
  private final State s;
  private final Options.Fluid fluid;
  private final double[] wind;

  // Scratch: velocities against the fluid, sides, and the wrench in principal axes.
  private final double[] turning = new double[3];
  private final double[] moving = new double[3];
  private final double[] side = new double[3];
  private final double[] local = new double[6];
  private final double[] arm = new double[3];
  private final double[] wrench = new double[6];

  Drag(Model model, State s) {
    this.model = model;
    this.s = s;
    fluid = model.options.fluid;
    wind = fluid.wind();
  }

  /** Adds the forces of the fluid on all bodies to the smooth ones. */
  void addForces() {
    if (fluid.pushes()) {
      for (int b : model.bodies.moving) {
        if (model.bodies.mass[b] >= TINY) {
          velocities(b);
          forces(b);
          apply(b);
        }
      }
    }
  }

  /** ω and v of the centre of mass against the fluid, in principal axes. */
  private void velocities(int b) {
    int tree = 3 * model.bodies.root[b];
    for (int i = 0; i < 3; i++) {
      arm[i] = s.center[3 * b + i] - s.treeCenter[tree + i];
      turning[i] = s.bodyVelocity[6 * b + i];
    }
    Spatial.cross(turning, 0, arm, 0, moving, 0);
    for (int i = 0; i < 3; i++) {
      moving[i] += s.bodyVelocity[6 * b + 3 + i] - wind[i];
    }
    Rotation.applyInverse(s.principal, 9 * b, turning, 0, turning, 0);
    Rotation.applyInverse(s.principal, 9 * b, moving, 0, moving, 0);
  }

  private void forces(int b) {
    double[] moments = model.bodies.inertia;
    double mass = model.bodies.mass[b];
    double density = fluid.density();
    double viscosity = fluid.viscosity();
    for (int i = 0; i < 3; i++) {
      double flat =
          moments[3 * b + (i + 1) % 3] + moments[3 * b + (i + 2) % 3] - moments[3 * b + i];
      side[i] = Math.sqrt(Math.max(TINY, flat) / mass * 6);
    }
    double d = (side[0] + side[1] + side[2]) / 3;
    for (int i = 0; i < 3; i++) {
      double j = side[(i + 1) % 3];
      double k = side[(i + 2) % 3];
      double w = turning[i];
      double v = moving[i];
      local[i] =
          -Math.PI * d * d * d * viscosity * w
              - density / 64 * side[i] * (j * j * j * j + k * k * k * k) * Math.abs(w) * w;
      local[3 + i] = -3 * Math.PI * d * viscosity * v - density / 2 * j * k * Math.abs(v) * v;
    }
  }

  /** Moves the wrench to the tree's centre and adds its generalised forces. */
  private void apply(int b) {
    Rotation.apply(s.principal, 9 * b, local, 3, wrench, 3);
    Spatial.cross(arm, 0, wrench, 3, wrench, 0);
    Rotation.apply(s.principal, 9 * b, local, 0, turning, 0);
    for (int i = 0; i < 3; i++) {
      wrench[i] += turning[i];
    }
    for (int i = model.bodies.lastDof[b]; i >= 0; i = model.dofs.parent[i]) {
      s.dynamics.smoothForce[i] += Spatial.dot(s.motion, 6 * i, wrench, 0);
    }
  }
}
