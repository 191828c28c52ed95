package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorFloatPass.ARGUMENT;
import static org.qmp.autograd.kernel.VectorFloatPass.CHUNK;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatFunctions} on arrays, in {@linkplain VectorFloatPass passes} of whole vectors: the
 * same operations in the same order in every lane, with a blend wherever the scalar code chooses.
 * The mathematics stands there. In all functions y may be x.
 */
final class VectorFloatFunctions {
  /** Length of the scratch array that every function needs. */
  static final int SCRATCH = VectorFloatPass.SCRATCH;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final FloatVector ZERO = all(0f);
  private static final FloatVector HALF = all(0.5f);
  private static final FloatVector ONE = all(1f);
  private static final FloatVector TWO = all(2f);
  private static final FloatVector S0 = all(FloatFunctions.S0);
  private static final FloatVector S1 = all(FloatFunctions.S1);
  private static final FloatVector S2 = all(FloatFunctions.S2);
  private static final FloatVector S3 = all(FloatFunctions.S3);
  private static final FloatVector S4 = all(FloatFunctions.S4);
  private static final FloatVector TANH_SMALL = all(FloatFunctions.TANH_SMALL);
  private static final FloatVector T0 = all(FloatFunctions.T0);
  private static final FloatVector T1 = all(FloatFunctions.T1);
  private static final FloatVector T2 = all(FloatFunctions.T2);
  private static final FloatVector T3 = all(FloatFunctions.T3);
  private static final FloatVector T4 = all(FloatFunctions.T4);

  private static final VectorFloatPass[] EXP = {
    VectorFloatExp::reduce, VectorFloatExp::polynomial, VectorFloatExp::scale
  };
  private static final VectorFloatPass[] LOG = {
    VectorFloatLog::reduce, VectorFloatLog::polynomial, VectorFloatLog::combine
  };
  private static final VectorFloatPass[] SOFTPLUS =
      ofExp(VectorFloatFunctions::minusAbs, VectorFloatFunctions::softplusOfExp);
  private static final VectorFloatPass[] SIGMOID =
      ofExp(VectorFloatFunctions::minusAbs, VectorFloatFunctions::sigmoidOfExp);
  private static final VectorFloatPass[] TANH =
      ofExp(VectorFloatFunctions::twiceAbs, VectorFloatFunctions::tanhOfExp);

  private VectorFloatFunctions() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static VectorFloatPass[] ofExp(VectorFloatPass before, VectorFloatPass after) {
    return new VectorFloatPass[] {
      before,
      VectorFloatExp::reduceArgument,
      VectorFloatExp::polynomial,
      VectorFloatExp::scaleArgument,
      after
    };
  }

  /** y = eˣ. */
  static void exp(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    VectorFloatPass.run(EXP, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = ln x. */
  static void log(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    VectorFloatPass.run(LOG, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = ln(1 + eˣ). */
  static void softplus(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    VectorFloatPass.run(SOFTPLUS, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = 1 / (1 + e⁻ˣ). */
  static void sigmoid(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    VectorFloatPass.run(SIGMOID, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = tanh x. */
  static void tanh(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    VectorFloatPass.run(TANH, x, xFrom, y, yFrom, n, scratch);
  }

  /** x̄ += ȳ sigmoid(x). */
  static void addSigmoid(
      float[] x,
      int xFrom,
      float[] dy,
      int dyFrom,
      float[] dx,
      int dxFrom,
      int n,
      float[] scratch) {
    for (int at = 0; at < n; at += CHUNK) {
      int count = Math.min(CHUNK, n - at);
      sigmoid(x, xFrom + at, scratch, ARGUMENT, count, scratch);
      addProduct(scratch, dy, dyFrom + at, dx, dxFrom + at, count);
    }
  }

  private static void minusAbs(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xFrom + i).abs();
      a.neg().intoArray(scratch, ARGUMENT + i);
    }
  }

  private static void twiceAbs(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xFrom + i).abs();
      a.add(a).intoArray(scratch, ARGUMENT + i);
    }
  }

  private static void softplusOfExp(
      float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector e = FloatVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      FloatVector s = e.div(e.add(TWO));
      FloatVector z = s.mul(s);
      FloatVector rest = z.mul(S4).add(S3);
      rest = z.mul(rest).add(S2);
      rest = z.mul(rest).add(S1);
      rest = z.mul(rest).add(S0);
      rest = z.mul(rest);
      FloatVector h = e.mul(HALF).mul(e);
      FloatVector u = e.sub(h.sub(s.mul(h.add(rest))));
      FloatVector.fromArray(SPECIES, x, xFrom + i).max(ZERO).add(u).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatFunctions.softplus(x[xFrom + i]);
    }
  }

  private static void sigmoidOfExp(
      float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      FloatVector e = FloatVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      FloatVector w = e.blend(ONE, v.compare(VectorOperators.GE, ZERO));
      w.sub(w.mul(e.div(e.add(ONE)))).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatFunctions.sigmoid(x[xFrom + i]);
    }
  }

  private static void tanhOfExp(
      float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      FloatVector a = v.abs();
      FloatVector z = a.mul(a);
      FloatVector p = z.mul(T4).add(T3);
      p = z.mul(p).add(T2);
      p = z.mul(p).add(T1);
      p = z.mul(p).add(T0);
      FloatVector small = a.add(a.mul(z.mul(p)));
      FloatVector e = FloatVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
      FloatVector u = large.blend(small, a.lt(TANH_SMALL));
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      u.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatFunctions.tanh(x[xFrom + i]);
    }
  }

  private static void addProduct(
      float[] scratch, float[] dy, int dyFrom, float[] dx, int dxFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector slope = FloatVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      FloatVector term = FloatVector.fromArray(SPECIES, dy, dyFrom + i).mul(slope);
      FloatVector.fromArray(SPECIES, dx, dxFrom + i).add(term).intoArray(dx, dxFrom + i);
    }
    for (int i = whole; i < n; i++) {
      dx[dxFrom + i] += dy[dyFrom + i] * scratch[ARGUMENT + i];
    }
  }
}
