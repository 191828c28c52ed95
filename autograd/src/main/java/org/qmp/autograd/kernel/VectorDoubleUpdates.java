package org.qmp.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Adam in one pass over its four arrays, for which plain loops need three. */
final class VectorDoubleUpdates extends DoubleUpdates {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    double[] g = gradient.doubles();
    double[] first = m.doubles();
    double[] second = v.doubles();
    double[] values = theta.doubles();
    int atG = gradient.offset();
    int atM = m.offset();
    int atV = v.offset();
    int at = theta.offset();
    double beta1 = DoubleMath.round(step.beta1());
    double beta2 = DoubleMath.round(step.beta2());
    double rest1 = DoubleMath.round(1 - step.beta1());
    double rest2 = DoubleMath.round(1 - step.beta2());
    double rate = DoubleMath.round(step.rate());
    double correction = DoubleMath.round(step.correction());
    double epsilon = DoubleMath.round(step.epsilon());
    double decay = DoubleMath.round(step.decay());
    int n = theta.size();
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector gi = DoubleVector.fromArray(SPECIES, g, atG + i);
      DoubleVector mi = DoubleVector.fromArray(SPECIES, first, atM + i);
      mi = mi.mul(beta1).add(gi.mul(rest1));
      mi.intoArray(first, atM + i);
      DoubleVector vi = DoubleVector.fromArray(SPECIES, second, atV + i);
      vi = vi.mul(beta2).add(gi.mul(gi).mul(rest2));
      vi.intoArray(second, atV + i);
      DoubleVector change = mi.mul(rate).div(vi.sqrt().mul(correction).add(epsilon));
      DoubleVector old = DoubleVector.fromArray(SPECIES, values, at + i);
      old.mul(decay).sub(change).intoArray(values, at + i);
    }
    for (int i = whole; i < n; i++) {
      double gi = g[atG + i];
      double mi = beta1 * first[atM + i] + rest1 * gi;
      double vi = beta2 * second[atV + i] + rest2 * (gi * gi);
      first[atM + i] = mi;
      second[atV + i] = vi;
      values[at + i] =
          decay * values[at + i] - (rate * mi) / (correction * DoubleMath.sqrt(vi) + epsilon);
    }
  }
}
