package org.qmp.env.physics;

/**
 * The mass matrix M(q) by composite rigid bodies: what hangs on a joint moves as one body, whose
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
  private MassMatrix() {}

  static void run(Model model, State s) {
    composites(model, s);
    Model.Dofs dofs = model.dofs;
    int nv = dofs.count;
    double[] force = s.six;
    for (int i = 0; i < nv; i++) {
      Spatial.force(s.composite, 10 * dofs.body[i], s.motion, 6 * i, force, 0);
      for (int j = i; j >= 0; j = dofs.parent[j]) {
        s.mass[i * nv + j] = Spatial.dot(s.motion, 6 * j, force, 0);
      }
      s.mass[i * nv + i] += dofs.armature[i];
    }
    System.arraycopy(s.mass, 0, s.massFactor, 0, nv * nv);
    Factor.factor(s.massFactor, nv);
  }

  private static void composites(Model model, State s) {
    int[] moving = model.bodies.moving;
    for (int b : moving) {
      System.arraycopy(s.inertia, 10 * b, s.composite, 10 * b, 10);
    }
    for (int i = moving.length - 1; i >= 0; i--) {
      int b = moving[i];
      int p = model.bodies.parent[b];
      if (model.bodies.weld[p] != 0) {
        for (int k = 0; k < 10; k++) {
          s.composite[10 * p + k] += s.composite[10 * b + k];
        }
      }
    }
  }

  /** out = M v, from the lower triangle. */
  static void multiply(double[] mass, int n, double[] v, double[] out) {
    for (int i = 0; i < n; i++) {
      int row = i * n;
      double vi = v[i];
      double sum = mass[row + i] * vi;
      for (int j = 0; j < i; j++) {
        double m = mass[row + j];
        sum += m * v[j];
        out[j] += m * vi;
      }
      out[i] = sum;
    }
  }
}
