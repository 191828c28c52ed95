package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorFloatPass.ARGUMENT;
import static org.qmp.autograd.kernel.VectorFloatPass.EXPONENT;
import static org.qmp.autograd.kernel.VectorFloatPass.MIDDLE;
import static org.qmp.autograd.kernel.VectorFloatPass.REDUCED;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatFunctions#exp} in passes of whole vectors: the same operations in the same order. */
final class VectorFloatExp {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final FloatVector ONE = all(1f);
  private static final FloatVector HALF = all(0.5f);
  private static final FloatVector MAGIC = all(FloatFunctions.MAGIC);
  private static final FloatVector MAGIC_BIASED = all(FloatFunctions.MAGIC_BIASED);
  private static final FloatVector LOG2_E = all(FloatFunctions.LOG2_E);
  private static final FloatVector LN2_HIGH = all(FloatFunctions.LN2_HIGH);
  private static final FloatVector LN2_LOW = all(FloatFunctions.LN2_LOW);
  private static final FloatVector EXP_LOW = all(FloatFunctions.EXP_LOW);
  private static final FloatVector EXP_HIGH = all(FloatFunctions.EXP_HIGH);
  private static final FloatVector E0 = all(FloatFunctions.E0);
  private static final FloatVector E1 = all(FloatFunctions.E1);
  private static final FloatVector E2 = all(FloatFunctions.E2);
  private static final FloatVector E3 = all(FloatFunctions.E3);
  private static final FloatVector E4 = all(FloatFunctions.E4);
  private static final FloatVector E5 = all(FloatFunctions.E5);

  private VectorFloatExp() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** The argument is x. */
  static void reduce(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    reduce(x, xFrom, n, scratch);
  }

  /** The argument was left by a pass before. */
  static void reduceArgument(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    reduce(scratch, ARGUMENT, n, scratch);
  }

  private static void reduce(float[] x, int xFrom, int n, float[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector t = FloatVector.fromArray(SPECIES, x, xFrom + i).max(EXP_LOW).min(EXP_HIGH);
      FloatVector k = t.mul(LOG2_E).add(MAGIC).sub(MAGIC);
      k.intoArray(scratch, EXPONENT + i);
      t.sub(k.mul(LN2_HIGH)).intoArray(scratch, REDUCED + i);
    }
  }

  static void polynomial(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector k = FloatVector.fromArray(SPECIES, scratch, EXPONENT + i);
      FloatVector r = FloatVector.fromArray(SPECIES, scratch, REDUCED + i).sub(k.mul(LN2_LOW));
      FloatVector q = r.mul(E5).add(E4);
      q = r.mul(q).add(E3);
      q = r.mul(q).add(E2);
      q = r.mul(q).add(E1);
      q = r.mul(q).add(E0);
      q.intoArray(scratch, MIDDLE + i);
    }
  }

  /** The result is y. */
  static void scale(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    int whole = SPECIES.loopBound(n);
    scale(y, yFrom, whole, scratch);
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatFunctions.exp(x[xFrom + i]);
    }
  }

  /** The result is left for a pass to come. */
  static void scaleArgument(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    scale(scratch, ARGUMENT, SPECIES.loopBound(n), scratch);
  }

  private static void scale(float[] y, int yFrom, int whole, float[] scratch) {
    for (int i = 0; i < whole; i += LANES) {
      FloatVector k = FloatVector.fromArray(SPECIES, scratch, EXPONENT + i);
      FloatVector high = FloatVector.fromArray(SPECIES, scratch, REDUCED + i);
      FloatVector q = FloatVector.fromArray(SPECIES, scratch, MIDDLE + i);
      FloatVector low = k.mul(LN2_LOW);
      FloatVector r = high.sub(low);
      FloatVector sum = high.add(ONE);
      FloatVector lost = high.sub(sum.sub(ONE));
      FloatVector p = sum.add(lost.sub(low.sub(r.mul(r).mul(q))));
      FloatVector half = k.mul(HALF).add(MAGIC_BIASED);
      FloatVector rest = k.sub(half.sub(MAGIC_BIASED)).add(MAGIC_BIASED);
      IntVector first = half.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      IntVector second = rest.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      p = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
      p.intoArray(y, yFrom + i);
    }
  }
}
