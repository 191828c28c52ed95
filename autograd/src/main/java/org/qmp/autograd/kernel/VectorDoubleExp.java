package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorDoublePass.ARGUMENT;
import static org.qmp.autograd.kernel.VectorDoublePass.EXPONENT;
import static org.qmp.autograd.kernel.VectorDoublePass.MIDDLE;
import static org.qmp.autograd.kernel.VectorDoublePass.REDUCED;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleFunctions#exp} in passes of whole vectors: the same operations in the same order.
 */
final class VectorDoubleExp {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final DoubleVector ONE = all(1.0);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector MAGIC = all(DoubleFunctions.MAGIC);
  private static final DoubleVector MAGIC_BIASED = all(DoubleFunctions.MAGIC_BIASED);
  private static final DoubleVector LOG2_E = all(DoubleFunctions.LOG2_E);
  private static final DoubleVector LN2_HIGH = all(DoubleFunctions.LN2_HIGH);
  private static final DoubleVector LN2_LOW = all(DoubleFunctions.LN2_LOW);
  private static final DoubleVector EXP_LOW = all(DoubleFunctions.EXP_LOW);
  private static final DoubleVector EXP_HIGH = all(DoubleFunctions.EXP_HIGH);
  private static final DoubleVector E0 = all(DoubleFunctions.E0);
  private static final DoubleVector E1 = all(DoubleFunctions.E1);
  private static final DoubleVector E2 = all(DoubleFunctions.E2);
  private static final DoubleVector E3 = all(DoubleFunctions.E3);
  private static final DoubleVector E4 = all(DoubleFunctions.E4);
  private static final DoubleVector E5 = all(DoubleFunctions.E5);
  private static final DoubleVector E6 = all(DoubleFunctions.E6);
  private static final DoubleVector E7 = all(DoubleFunctions.E7);
  private static final DoubleVector E8 = all(DoubleFunctions.E8);
  private static final DoubleVector E9 = all(DoubleFunctions.E9);
  private static final DoubleVector E10 = all(DoubleFunctions.E10);

  private VectorDoubleExp() {}

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /** The argument is x. */
  static void reduce(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    reduce(x, xFrom, n, scratch);
  }

  /** The argument was left by a pass before. */
  static void reduceArgument(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    reduce(scratch, ARGUMENT, n, scratch);
  }

  private static void reduce(double[] x, int xFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, x, xFrom + i).max(EXP_LOW).min(EXP_HIGH);
      DoubleVector k = t.mul(LOG2_E).add(MAGIC).sub(MAGIC);
      k.intoArray(scratch, EXPONENT + i);
      t.sub(k.mul(LN2_HIGH)).intoArray(scratch, REDUCED + i);
    }
  }

  static void polynomial(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector k = DoubleVector.fromArray(SPECIES, scratch, EXPONENT + i);
      DoubleVector r = DoubleVector.fromArray(SPECIES, scratch, REDUCED + i).sub(k.mul(LN2_LOW));
      DoubleVector q = r.mul(E10).add(E9);
      q = r.mul(q).add(E8);
      q = r.mul(q).add(E7);
      q = r.mul(q).add(E6);
      q = r.mul(q).add(E5);
      q = r.mul(q).add(E4);
      q = r.mul(q).add(E3);
      q = r.mul(q).add(E2);
      q = r.mul(q).add(E1);
      q = r.mul(q).add(E0);
      q.intoArray(scratch, MIDDLE + i);
    }
  }

  /** The result is y. */
  static void scale(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    scale(y, yFrom, whole, scratch);
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleFunctions.exp(x[xFrom + i]);
    }
  }

  /** The result is left for a pass to come. */
  static void scaleArgument(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    scale(scratch, ARGUMENT, SPECIES.loopBound(n), scratch);
  }

  private static void scale(double[] y, int yFrom, int whole, double[] scratch) {
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector k = DoubleVector.fromArray(SPECIES, scratch, EXPONENT + i);
      DoubleVector high = DoubleVector.fromArray(SPECIES, scratch, REDUCED + i);
      DoubleVector q = DoubleVector.fromArray(SPECIES, scratch, MIDDLE + i);
      DoubleVector low = k.mul(LN2_LOW);
      DoubleVector r = high.sub(low);
      DoubleVector sum = high.add(ONE);
      DoubleVector lost = high.sub(sum.sub(ONE));
      DoubleVector p = sum.add(lost.sub(low.sub(r.mul(r).mul(q))));
      DoubleVector half = k.mul(HALF).add(MAGIC_BIASED);
      DoubleVector rest = k.sub(half.sub(MAGIC_BIASED)).add(MAGIC_BIASED);
      LongVector first = half.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      LongVector second = rest.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      p = p.mul(first.reinterpretAsDoubles()).mul(second.reinterpretAsDoubles());
      p.intoArray(y, yFrom + i);
    }
  }
}
