package org.qmp.nn;

import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Probit;

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
 *
 * @param rng whose state is this object's only state
 */
public record Normal(Xoshiro256 rng) {

  /** Fills the matrix, of whatever precision. Allocates nothing. */
  public void fill(Mat z) {
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        z.set(i, j, Probit.of(rng.nextOpenDouble()));
      }
    }
  }
}
