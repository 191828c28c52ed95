package org.qmp.env.physics;

import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.math.Symmetric;

/**
 * The mass matrix M(q) by composite rigid bodies: everything below a joint moves as one body, whose
 * inertia is the sum of its parts.
 *
 * <pre>
 *   C_b  = I_b + Σ C_child
 *   M_ij = s_jᵀ C_b(i) s_i          for j = i or j an ancestor of i, otherwise 0
 *   M_ii ← M_ii + armature_i
 * </pre>
 *
 * <p>Source: Featherstone, Rigid Body Dynamics Algorithms (2008), table 6.2.
 */
final class MassMatrix {
  private final Model model;
  private final State s;
  private final double[] composite;
  private final double[] force = new double[6];

  MassMatrix(Model model, State s) {
    this.model = model;
    this.s = s;
    composite = new double[10 * model.bodies.count];
  }

  /** Computes M and its factor. */
  void run() {
    composites();
    Model.Dofs dofs = model.dofs;
    int nv = dofs.count;
    double[] mass = s.dynamics.mass;
    for (int i = 0; i < nv; i++) {
      Spatial.force(composite, 10 * dofs.body[i], s.motion, 6 * i, force, 0);
      for (int j = i; j >= 0; j = dofs.parent[j]) {
        mass[i * nv + j] = Spatial.dot(s.motion, 6 * j, force, 0);
      }
      mass[i * nv + i] += dofs.armature[i];
    }
    System.arraycopy(mass, 0, s.dynamics.massFactor, 0, nv * nv);
    Symmetric.factor(s.dynamics.massFactor, s.dynamics.first);
  }

  private void composites() {
    int[] moving = model.bodies.moving;
    for (int b : moving) {
      System.arraycopy(s.inertia, 10 * b, composite, 10 * b, 10);
    }
    for (int i = moving.length - 1; i >= 0; i--) {
      int b = moving[i];
      int p = model.bodies.parent[b];
      if (model.bodies.weld[p] != 0) {
        Spatial.add(composite, 10 * b, composite, 10 * p, 10);
      }
    }
  }
}
