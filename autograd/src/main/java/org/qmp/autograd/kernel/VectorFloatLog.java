package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorFloatPass.EXPONENT;
import static org.qmp.autograd.kernel.VectorFloatPass.MIDDLE;
import static org.qmp.autograd.kernel.VectorFloatPass.REDUCED;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatFunctions#log} in passes of whole vectors: the same operations in the same order. */
final class VectorFloatLog {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final FloatVector ZERO = all(0f);
  private static final FloatVector HALF = all(0.5f);
  private static final FloatVector ONE = all(1f);
  private static final FloatVector TWO = all(2f);
  private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  private static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
  private static final FloatVector NAN = all(Float.NaN);
  private static final FloatVector LN2_HIGH = all(FloatFunctions.LN2_HIGH);
  private static final FloatVector LN2_LOW = all(FloatFunctions.LN2_LOW);
  private static final FloatVector LEAST_NORMAL = all(FloatFunctions.LEAST_NORMAL);
  private static final FloatVector LOG_SCALE = all(FloatFunctions.LOG_SCALE);
  private static final FloatVector LOG_BIAS = all(FloatFunctions.LOG_BIAS);
  private static final FloatVector LOG_SHIFTED = all(FloatFunctions.LOG_SHIFTED);
  private static final FloatVector L0 = all(FloatFunctions.L0);
  private static final FloatVector L1 = all(FloatFunctions.L1);
  private static final FloatVector L2 = all(FloatFunctions.L2);

  private VectorFloatLog() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** Where the logarithm is not finite, k is made what it is, and the passes to come keep it. */
  static void reduce(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      VectorMask<Float> tiny = v.lt(LEAST_NORMAL);
      FloatVector scaled = v.blend(v.mul(LOG_SCALE), tiny);
      IntVector bits = scaled.reinterpretAsInts().add(FloatFunctions.LOG_LIFT);
      IntVector exponent = bits.lanewise(VectorOperators.LSHR, 23).or(FloatFunctions.LOG_MAGIC);
      FloatVector k = exponent.reinterpretAsFloats().sub(LOG_BIAS.blend(LOG_SHIFTED, tiny));
      k = k.blend(v, v.eq(INFINITY)).blend(MINUS_INFINITY, v.eq(ZERO));
      k = k.blend(NAN, v.compare(VectorOperators.GE, ZERO).not());
      IntVector fraction = bits.and(FloatFunctions.FRACTION).add(FloatFunctions.LOG_SPLIT);
      k.intoArray(scratch, EXPONENT + i);
      fraction.reinterpretAsFloats().sub(ONE).intoArray(scratch, REDUCED + i);
    }
  }

  static void polynomial(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector f = FloatVector.fromArray(SPECIES, scratch, REDUCED + i);
      FloatVector s = f.div(f.add(TWO));
      FloatVector z = s.mul(s);
      FloatVector rest = z.mul(L2).add(L1);
      rest = z.mul(rest).add(L0);
      rest = z.mul(rest);
      FloatVector h = f.mul(HALF).mul(f);
      s.mul(h.add(rest)).intoArray(scratch, MIDDLE + i);
    }
  }

  static void combine(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector k = FloatVector.fromArray(SPECIES, scratch, EXPONENT + i);
      FloatVector f = FloatVector.fromArray(SPECIES, scratch, REDUCED + i);
      FloatVector h = f.mul(HALF).mul(f);
      FloatVector product = FloatVector.fromArray(SPECIES, scratch, MIDDLE + i);
      FloatVector u = f.sub(h.sub(product.add(k.mul(LN2_LOW))));
      k.mul(LN2_HIGH).add(u).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatFunctions.log(x[xFrom + i]);
    }
  }
}
