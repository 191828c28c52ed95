package org.qmp.nn;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * Clipping by the global norm (Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063, algorithm 1).
 *
 * <pre>
 *   g ← g · min(1, limit / ‖g‖)        ‖g‖: the norm of all gradients together; limit &gt; 0
 * </pre>
 */
public record GradientClip(double limit) {

  public GradientClip {
    Require.positive("limit", limit);
  }

  /** Scales the gradients in place if their norm exceeds the limit; returns ‖g‖ before scaling. */
  public double apply(Kernels k, Parameters parameters) {
    double norm = parameters.gradientNorm(k);
    if (norm > limit) {
      for (int i = 0; i < parameters.size(); i++) {
        Mat gradient = parameters.get(i).gradient();
        k.linear(gradient, limit / norm, 0, gradient);
      }
    }
    return norm;
  }
}
