package org.qmp.nn;

import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Probit;

/**
 * Standard normal variates by inversion, z = Φ⁻¹(u) with one u ~ U(0, 1) for each, computed in
 * double precision and then rounded: FLOAT and DOUBLE runs see the same noise. There is no state
 * besides the generator's.
 */
public record Normal(Xoshiro256 rng) {

  /** Fills the matrix row by row. Allocates nothing. */
  public void fill(Mat z) {
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        z.set(i, j, Probit.of(rng.nextOpenDouble()));
      }
    }
  }
}
