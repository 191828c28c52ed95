package org.qmp.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleMath} on whole vectors: the same operations in the same order in every lane, with a
 * blend wherever the scalar code chooses. The mathematics stands there.
 *
 * <p>Every loop holds its whole computation. A helper that takes or returns vectors is inlined only
 * if the compiler happens not to have compiled it by itself before, and where it is not inlined its
 * vectors are boxed. Functions built on the exponential therefore run in passes over a scratch
 * array.
 */
final class VectorDoubleMath {
  /** A scratch array that stays in the first-level cache. */
  static final int SCRATCH = 1024;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorDoubleMath() {}

  /** y = eˣ; y may be x. */
  static void exp(double[] x, int xFrom, double[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      t = t.max(DoubleMath.EXP_LOW).min(DoubleMath.EXP_HIGH);
      DoubleVector k = t.mul(DoubleMath.LOG2_E).add(DoubleMath.MAGIC).sub(DoubleMath.MAGIC);
      DoubleVector high = t.sub(k.mul(DoubleMath.LN2_HIGH));
      DoubleVector low = k.mul(DoubleMath.LN2_LOW);
      DoubleVector r = high.sub(low);
      DoubleVector q = r.mul(DoubleMath.E10).add(DoubleMath.E9);
      q = r.mul(q).add(DoubleMath.E8);
      q = r.mul(q).add(DoubleMath.E7);
      q = r.mul(q).add(DoubleMath.E6);
      q = r.mul(q).add(DoubleMath.E5);
      q = r.mul(q).add(DoubleMath.E4);
      q = r.mul(q).add(DoubleMath.E3);
      q = r.mul(q).add(DoubleMath.E2);
      q = r.mul(q).add(DoubleMath.E1);
      q = r.mul(q).add(DoubleMath.E0);
      DoubleVector sum = high.add(1.0);
      DoubleVector lost = high.sub(sum.sub(1.0));
      DoubleVector p = sum.add(lost.sub(low.sub(r.mul(r).mul(q))));
      DoubleVector half = k.mul(0.5).add(DoubleMath.MAGIC_BIASED);
      DoubleVector rest = k.sub(half.sub(DoubleMath.MAGIC_BIASED)).add(DoubleMath.MAGIC_BIASED);
      LongVector first = half.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      LongVector second = rest.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      p = p.mul(first.reinterpretAsDoubles()).mul(second.reinterpretAsDoubles());
      p.intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleMath.exp(x[xFrom + i]);
    }
  }

  /** y = ln x; y may be x. */
  static void log(double[] x, int xFrom, double[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      VectorMask<Double> tiny = v.lt(DoubleMath.LEAST_NORMAL);
      DoubleVector scaled = v.blend(v.mul(DoubleMath.LOG_SCALE), tiny);
      LongVector bits = scaled.reinterpretAsLongs().add(DoubleMath.LOG_LIFT);
      LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52).or(DoubleMath.LOG_MAGIC);
      DoubleVector bias = DoubleVector.broadcast(SPECIES, DoubleMath.LOG_BIAS);
      DoubleVector k =
          exponent.reinterpretAsDoubles().sub(bias.blend(DoubleMath.LOG_SHIFTED, tiny));
      LongVector fraction = bits.and(DoubleMath.FRACTION).add(DoubleMath.LOG_SPLIT);
      DoubleVector f = fraction.reinterpretAsDoubles().sub(1.0);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector rest = z.mul(DoubleMath.L6).add(DoubleMath.L5);
      rest = z.mul(rest).add(DoubleMath.L4);
      rest = z.mul(rest).add(DoubleMath.L3);
      rest = z.mul(rest).add(DoubleMath.L2);
      rest = z.mul(rest).add(DoubleMath.L1);
      rest = z.mul(rest).add(DoubleMath.L0);
      rest = z.mul(rest);
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector u = f.sub(h.sub(s.mul(h.add(rest)).add(k.mul(DoubleMath.LN2_LOW))));
      u = k.mul(DoubleMath.LN2_HIGH).add(u);
      u = u.blend(v, v.eq(Double.POSITIVE_INFINITY));
      u = u.blend(Double.NEGATIVE_INFINITY, v.eq(0.0));
      u = u.blend(Double.NaN, v.compare(VectorOperators.GE, 0.0).not());
      u.intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleMath.log(x[xFrom + i]);
    }
  }

  /** y = ln(1 + eˣ); y may be x. */
  static void softplus(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      expOfAbs(x, xFrom + at, -1.0, scratch, count);
      softplusFromExp(x, xFrom + at, scratch, y, yFrom + at, count);
    }
  }

  /** y = 1 / (1 + e⁻ˣ); y may be x. */
  static void sigmoid(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      expOfAbs(x, xFrom + at, -1.0, scratch, count);
      sigmoidFromExp(x, xFrom + at, scratch, y, yFrom + at, count);
    }
  }

  /** y = tanh x; y may be x. */
  static void tanh(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      expOfAbs(x, xFrom + at, 2.0, scratch, count);
      tanhFromExp(x, xFrom + at, scratch, y, yFrom + at, count);
    }
  }

  /** x̄ += ȳ sigmoid(x). */
  static void addSigmoid(
      double[] x,
      int xFrom,
      double[] dy,
      int dyFrom,
      double[] dx,
      int dxFrom,
      int n,
      double[] scratch) {
    for (int at = 0; at < n; at += scratch.length) {
      int count = Math.min(scratch.length, n - at);
      sigmoid(x, xFrom + at, scratch, 0, count, scratch);
      addProduct(scratch, dy, dyFrom + at, dx, dxFrom + at, count);
    }
  }

  private static void expOfAbs(double[] x, int xFrom, double factor, double[] e, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector.fromArray(SPECIES, x, xFrom + i).abs().mul(factor).intoArray(e, i);
    }
    for (int i = whole; i < n; i++) {
      e[i] = Math.abs(x[xFrom + i]) * factor;
    }
    exp(e, 0, e, 0, n);
  }

  private static void softplusFromExp(
      double[] x, int xFrom, double[] e, double[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector f = DoubleVector.fromArray(SPECIES, e, i);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector rest = z.mul(DoubleMath.S9).add(DoubleMath.S8);
      rest = z.mul(rest).add(DoubleMath.S7);
      rest = z.mul(rest).add(DoubleMath.S6);
      rest = z.mul(rest).add(DoubleMath.S5);
      rest = z.mul(rest).add(DoubleMath.S4);
      rest = z.mul(rest).add(DoubleMath.S3);
      rest = z.mul(rest).add(DoubleMath.S2);
      rest = z.mul(rest).add(DoubleMath.S1);
      rest = z.mul(rest).add(DoubleMath.S0);
      rest = z.mul(rest);
      DoubleVector h = f.mul(0.5).mul(f);
      DoubleVector u = f.sub(h.sub(s.mul(h.add(rest))));
      DoubleVector.fromArray(SPECIES, x, xFrom + i).max(0.0).add(u).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleMath.softplus(x[xFrom + i]);
    }
  }

  private static void sigmoidFromExp(
      double[] x, int xFrom, double[] e, double[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      DoubleVector f = DoubleVector.fromArray(SPECIES, e, i);
      DoubleVector w = f.blend(1.0, v.compare(VectorOperators.GE, 0.0));
      w.sub(w.mul(f.div(f.add(1.0)))).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleMath.sigmoid(x[xFrom + i]);
    }
  }

  private static void tanhFromExp(double[] x, int xFrom, double[] e, double[] y, int yFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      DoubleVector a = v.abs();
      DoubleVector z = a.mul(a);
      DoubleVector p = z.mul(DoubleMath.P2).add(DoubleMath.P1);
      p = z.mul(p).add(DoubleMath.P0);
      DoubleVector q = z.add(DoubleMath.Q2);
      q = z.mul(q).add(DoubleMath.Q1);
      q = z.mul(q).add(DoubleMath.Q0);
      DoubleVector small = a.add(a.mul(z.mul(p.div(q))));
      DoubleVector large = DoubleVector.broadcast(SPECIES, 2.0);
      large = large.div(DoubleVector.fromArray(SPECIES, e, i).add(1.0));
      large = DoubleVector.broadcast(SPECIES, 1.0).sub(large);
      DoubleVector u = large.blend(small, a.lt(DoubleMath.TANH_SMALL));
      LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
      u.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleMath.tanh(x[xFrom + i]);
    }
  }

  private static void addProduct(
      double[] slope, double[] dy, int dyFrom, double[] dx, int dxFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector term = DoubleVector.fromArray(SPECIES, dy, dyFrom + i);
      term = term.mul(DoubleVector.fromArray(SPECIES, slope, i));
      DoubleVector.fromArray(SPECIES, dx, dxFrom + i).add(term).intoArray(dx, dxFrom + i);
    }
    for (int i = whole; i < n; i++) {
      dx[dxFrom + i] += dy[dyFrom + i] * slope[i];
    }
  }
}
