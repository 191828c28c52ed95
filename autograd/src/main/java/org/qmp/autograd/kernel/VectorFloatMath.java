package org.qmp.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatMath} on whole vectors: the same operations in the same order in every lane, with a
 * blend wherever the scalar code chooses. The mathematics stands there.
 *
 * <p>Every loop holds its whole computation. A helper that takes or returns vectors is inlined only
 * if the compiler happens not to have compiled it by itself before, and where it is not inlined its
 * vectors are boxed. Functions built on the exponential therefore run in passes over a scratch
 * array.
 */
final class VectorFloatMath {
  /** A scratch array that stays in the first-level cache. */
  static final int SCRATCH = 1024;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorFloatMath() {}

  /** y = eˣ; y may be x. */
  static void exp(float[] x, int xFrom, float[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector t = FloatVector.fromArray(SPECIES, x, xFrom + i);
      t = t.max(FloatMath.EXP_LOW).min(FloatMath.EXP_HIGH);
      FloatVector k = t.mul(FloatMath.LOG2_E).add(FloatMath.MAGIC).sub(FloatMath.MAGIC);
      FloatVector high = t.sub(k.mul(FloatMath.LN2_HIGH));
      FloatVector low = k.mul(FloatMath.LN2_LOW);
      FloatVector r = high.sub(low);
      FloatVector q = r.mul(FloatMath.E5).add(FloatMath.E4);
      q = r.mul(q).add(FloatMath.E3);
      q = r.mul(q).add(FloatMath.E2);
      q = r.mul(q).add(FloatMath.E1);
      q = r.mul(q).add(FloatMath.E0);
      FloatVector sum = high.add(1f);
      FloatVector lost = high.sub(sum.sub(1f));
      FloatVector p = sum.add(lost.sub(low.sub(r.mul(r).mul(q))));
      FloatVector half = k.mul(0.5f).add(FloatMath.MAGIC_BIASED);
      FloatVector rest = k.sub(half.sub(FloatMath.MAGIC_BIASED)).add(FloatMath.MAGIC_BIASED);
      IntVector first = half.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      IntVector second = rest.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      p = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
      p.intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatMath.exp(x[xFrom + i]);
    }
  }

  /** y = ln x; y may be x. */
  static void log(float[] x, int xFrom, float[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      VectorMask<Float> tiny = v.lt(FloatMath.LEAST_NORMAL);
      FloatVector scaled = v.blend(v.mul(FloatMath.LOG_SCALE), tiny);
      IntVector bits = scaled.reinterpretAsInts().add(FloatMath.LOG_LIFT);
      IntVector exponent = bits.lanewise(VectorOperators.LSHR, 23).or(FloatMath.LOG_MAGIC);
      FloatVector bias = FloatVector.broadcast(SPECIES, FloatMath.LOG_BIAS);
      FloatVector k = exponent.reinterpretAsFloats().sub(bias.blend(FloatMath.LOG_SHIFTED, tiny));
      IntVector fraction = bits.and(FloatMath.FRACTION).add(FloatMath.LOG_SPLIT);
      FloatVector f = fraction.reinterpretAsFloats().sub(1f);
      FloatVector s = f.div(f.add(2f));
      FloatVector z = s.mul(s);
      FloatVector rest = z.mul(FloatMath.L2).add(FloatMath.L1);
      rest = z.mul(rest).add(FloatMath.L0);
      rest = z.mul(rest);
      FloatVector h = f.mul(0.5f).mul(f);
      FloatVector u = f.sub(h.sub(s.mul(h.add(rest)).add(k.mul(FloatMath.LN2_LOW))));
      u = k.mul(FloatMath.LN2_HIGH).add(u);
      u = u.blend(v, v.eq(Float.POSITIVE_INFINITY));
      u = u.blend(Float.NEGATIVE_INFINITY, v.eq(0f));
      u = u.blend(Float.NaN, v.compare(VectorOperators.GE, 0f).not());
      u.intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatMath.log(x[xFrom + i]);
    }
  }

  /** y = ln(1 + eˣ); y may be x. */
  static void softplus(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      expOfAbs(x, xFrom + at, -1f, scratch, count);
      softplusFromExp(x, xFrom + at, scratch, y, yFrom + at, count);
    }
  }

  /** y = 1 / (1 + e⁻ˣ); y may be x. */
  static void sigmoid(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      expOfAbs(x, xFrom + at, -1f, scratch, count);
      sigmoidFromExp(x, xFrom + at, scratch, y, yFrom + at, count);
    }
  }

  /** y = tanh x; y may be x. */
  static void tanh(float[] x, int xFrom, float[] y, int yFrom, int n, float[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      expOfAbs(x, xFrom + at, 2f, scratch, count);
      tanhFromExp(x, xFrom + at, scratch, y, yFrom + at, count);
    }
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
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      sigmoid(x, xFrom + at, scratch, 0, count, scratch);
      addProduct(scratch, dy, dyFrom + at, dx, dxFrom + at, count);
    }
  }

  private static void expOfAbs(float[] x, int xFrom, float factor, float[] e, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xFrom + i).abs().mul(factor).intoArray(e, i);
    }
    for (int i = whole; i < n; i++) {
      e[i] = Math.abs(x[xFrom + i]) * factor;
    }
    exp(e, 0, e, 0, n);
  }

  private static void softplusFromExp(
      float[] x, int xFrom, float[] e, float[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector f = FloatVector.fromArray(SPECIES, e, i);
      FloatVector s = f.div(f.add(2f));
      FloatVector z = s.mul(s);
      FloatVector rest = z.mul(FloatMath.S4).add(FloatMath.S3);
      rest = z.mul(rest).add(FloatMath.S2);
      rest = z.mul(rest).add(FloatMath.S1);
      rest = z.mul(rest).add(FloatMath.S0);
      rest = z.mul(rest);
      FloatVector h = f.mul(0.5f).mul(f);
      FloatVector u = f.sub(h.sub(s.mul(h.add(rest))));
      FloatVector.fromArray(SPECIES, x, xFrom + i).max(0f).add(u).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatMath.softplus(x[xFrom + i]);
    }
  }

  private static void sigmoidFromExp(float[] x, int xFrom, float[] e, float[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      FloatVector f = FloatVector.fromArray(SPECIES, e, i);
      FloatVector w = f.blend(1f, v.compare(VectorOperators.GE, 0f));
      w.sub(w.mul(f.div(f.add(1f)))).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatMath.sigmoid(x[xFrom + i]);
    }
  }

  private static void tanhFromExp(float[] x, int xFrom, float[] e, float[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      FloatVector a = v.abs();
      FloatVector z = a.mul(a);
      FloatVector p = z.mul(FloatMath.T4).add(FloatMath.T3);
      p = z.mul(p).add(FloatMath.T2);
      p = z.mul(p).add(FloatMath.T1);
      p = z.mul(p).add(FloatMath.T0);
      FloatVector small = a.add(a.mul(z.mul(p)));
      FloatVector large = FloatVector.broadcast(SPECIES, 2f);
      large = large.div(FloatVector.fromArray(SPECIES, e, i).add(1f));
      large = FloatVector.broadcast(SPECIES, 1f).sub(large);
      FloatVector u = large.blend(small, a.lt(FloatMath.TANH_SMALL));
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      u.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = FloatMath.tanh(x[xFrom + i]);
    }
  }

  private static void addProduct(
      float[] slope, float[] dy, int dyFrom, float[] dx, int dxFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector term = FloatVector.fromArray(SPECIES, dy, dyFrom + i);
      term = term.mul(FloatVector.fromArray(SPECIES, slope, i));
      FloatVector.fromArray(SPECIES, dx, dxFrom + i).add(term).intoArray(dx, dxFrom + i);
    }
    for (int i = whole; i < n; i++) {
      dx[dxFrom + i] += dy[dyFrom + i] * slope[i];
    }
  }
}
