package org.qmp.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adam in one pass over its four arrays, for which plain loops need three. */
final class VectorFloatUpdates extends FloatUpdates {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    if (storesRoots(step, gradient, v)) {
      super.adam(step, gradient, m, v, theta);
      return;
    }
    float[] g = gradient.floats();
    float[] first = m.floats();
    float[] second = v.floats();
    float[] values = theta.floats();
    int atG = gradient.offset();
    int atM = m.offset();
    int atV = v.offset();
    int at = theta.offset();
    float beta1 = FloatFunctions.round(step.beta1());
    float beta2 = FloatFunctions.round(step.beta2());
    float rest1 = FloatFunctions.round(1 - step.beta1());
    float rest2 = FloatFunctions.round(1 - step.beta2());
    float rate = FloatFunctions.round(step.rate());
    float correction = FloatFunctions.round(step.correction());
    float epsilon = FloatFunctions.round(step.epsilon());
    float decay = FloatFunctions.round(step.decay());
    float fade = FloatFunctions.round(AdamStep.FADE);
    int n = theta.size();
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector gi = FloatVector.fromArray(SPECIES, g, atG + i);
      FloatVector mi = FloatVector.fromArray(SPECIES, first, atM + i);
      mi = mi.mul(beta1).add(gi.mul(rest1)).add(fade).sub(fade);
      mi.intoArray(first, atM + i);
      FloatVector vi = FloatVector.fromArray(SPECIES, second, atV + i);
      vi = vi.mul(beta2).add(gi.mul(gi).mul(rest2)).add(fade).sub(fade);
      vi.intoArray(second, atV + i);
      FloatVector change = mi.mul(rate).div(vi.sqrt().mul(correction).add(epsilon));
      FloatVector old = FloatVector.fromArray(SPECIES, values, at + i);
      old.mul(decay).sub(change).intoArray(values, at + i);
    }
    for (int i = whole; i < n; i++) {
      float gi = g[atG + i];
      float mi = ((beta1 * first[atM + i] + rest1 * gi) + fade) - fade;
      float vi = ((beta2 * second[atV + i] + rest2 * (gi * gi)) + fade) - fade;
      first[atM + i] = mi;
      second[atV + i] = vi;
      values[at + i] =
          decay * values[at + i] - (rate * mi) / (correction * FloatFunctions.sqrt(vi) + epsilon);
    }
  }
}
