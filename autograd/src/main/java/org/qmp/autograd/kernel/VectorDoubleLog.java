package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorDoublePass.EXPONENT;
import static org.qmp.autograd.kernel.VectorDoublePass.MIDDLE;
import static org.qmp.autograd.kernel.VectorDoublePass.REDUCED;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleFunctions#log} in passes of whole vectors: the same operations in the same order.
 */
final class VectorDoubleLog {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final DoubleVector ZERO = all(0.0);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1.0);
  private static final DoubleVector TWO = all(2.0);
  private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);
  private static final DoubleVector MINUS_INFINITY = all(Double.NEGATIVE_INFINITY);
  private static final DoubleVector NAN = all(Double.NaN);
  private static final DoubleVector LN2_HIGH = all(DoubleFunctions.LN2_HIGH);
  private static final DoubleVector LN2_LOW = all(DoubleFunctions.LN2_LOW);
  private static final DoubleVector LEAST_NORMAL = all(DoubleFunctions.LEAST_NORMAL);
  private static final DoubleVector LOG_SCALE = all(DoubleFunctions.LOG_SCALE);
  private static final DoubleVector LOG_BIAS = all(DoubleFunctions.LOG_BIAS);
  private static final DoubleVector LOG_SHIFTED = all(DoubleFunctions.LOG_SHIFTED);
  private static final DoubleVector L0 = all(DoubleFunctions.L0);
  private static final DoubleVector L1 = all(DoubleFunctions.L1);
  private static final DoubleVector L2 = all(DoubleFunctions.L2);
  private static final DoubleVector L3 = all(DoubleFunctions.L3);
  private static final DoubleVector L4 = all(DoubleFunctions.L4);
  private static final DoubleVector L5 = all(DoubleFunctions.L5);
  private static final DoubleVector L6 = all(DoubleFunctions.L6);

  private VectorDoubleLog() {}

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /** Where the logarithm is not finite, k is made what it is, and the passes to come keep it. */
  static void reduce(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      VectorMask<Double> tiny = v.lt(LEAST_NORMAL);
      DoubleVector scaled = v.blend(v.mul(LOG_SCALE), tiny);
      LongVector bits = scaled.reinterpretAsLongs().add(DoubleFunctions.LOG_LIFT);
      LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52).or(DoubleFunctions.LOG_MAGIC);
      DoubleVector k = exponent.reinterpretAsDoubles().sub(LOG_BIAS.blend(LOG_SHIFTED, tiny));
      k = k.blend(v, v.eq(INFINITY)).blend(MINUS_INFINITY, v.eq(ZERO));
      k = k.blend(NAN, v.compare(VectorOperators.GE, ZERO).not());
      LongVector fraction = bits.and(DoubleFunctions.FRACTION).add(DoubleFunctions.LOG_SPLIT);
      k.intoArray(scratch, EXPONENT + i);
      fraction.reinterpretAsDoubles().sub(ONE).intoArray(scratch, REDUCED + i);
    }
  }

  static void polynomial(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector f = DoubleVector.fromArray(SPECIES, scratch, REDUCED + i);
      DoubleVector s = f.div(f.add(TWO));
      DoubleVector z = s.mul(s);
      DoubleVector rest = z.mul(L6).add(L5);
      rest = z.mul(rest).add(L4);
      rest = z.mul(rest).add(L3);
      rest = z.mul(rest).add(L2);
      rest = z.mul(rest).add(L1);
      rest = z.mul(rest).add(L0);
      rest = z.mul(rest);
      DoubleVector h = f.mul(HALF).mul(f);
      s.mul(h.add(rest)).intoArray(scratch, MIDDLE + i);
    }
  }

  static void combine(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector k = DoubleVector.fromArray(SPECIES, scratch, EXPONENT + i);
      DoubleVector f = DoubleVector.fromArray(SPECIES, scratch, REDUCED + i);
      DoubleVector h = f.mul(HALF).mul(f);
      DoubleVector product = DoubleVector.fromArray(SPECIES, scratch, MIDDLE + i);
      DoubleVector u = f.sub(h.sub(product.add(k.mul(LN2_LOW))));
      k.mul(LN2_HIGH).add(u).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleFunctions.log(x[xFrom + i]);
    }
  }
}
