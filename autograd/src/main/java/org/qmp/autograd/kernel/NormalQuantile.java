package org.qmp.autograd.kernel;

/** A loop over {@link Probit#of}, in whatever instructions. */
interface NormalQuantile {

  /** Replaces the first count probabilities, each in (0, 1), by their normal quantiles. */
  void apply(double[] p, int count);
}
