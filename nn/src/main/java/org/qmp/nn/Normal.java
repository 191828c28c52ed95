package org.qmp.nn;

import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * Standard normal variates by inversion, one uniform number for each:
 *
 * <pre>
 *   z = Φ⁻¹(u),   u ~ U(0, 1)
 * </pre>
 *
 * Always computed in double precision and then rounded, so FLOAT and DOUBLE runs see the same
 * noise, and matrices are filled in row-major order, so that how many variates were drawn, and
 * nothing else, determines which come next.
 */
public final class Normal {
  private final Kernels kernels;
  private final Xoshiro256 rng;
  private double[] variates = new double[64];

  /** Variates drawn from the generator, whose state is this object's only state. */
  public Normal(Kernels kernels, Xoshiro256 rng) {
    this.kernels = kernels;
    this.rng = rng;
  }

  /** Fills the matrix, of whatever precision. Allocates nothing once warm. */
  public void fill(Mat z) {
    if (variates.length < z.size()) {
      variates = new double[z.size()];
    }
    rng.fillOpen(variates, z.size());
    kernels.probit(variates, z.size());
    z.set(variates);
  }
}
