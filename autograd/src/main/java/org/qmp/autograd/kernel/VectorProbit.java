package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorDoublePass.ARGUMENT;
import static org.qmp.autograd.kernel.VectorDoublePass.MIDDLE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Probit} in {@linkplain VectorDoublePass passes} of whole vectors. The mathematics stands
 * there.
 *
 * <p>Both the central formula and the tail's are evaluated in every lane. Vectors with an argument
 * in the far tail, or outside (0, 1), are left to the scalar code: they are as rare as one in a
 * billion.
 */
final class VectorProbit {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Above e⁻²⁵ with a margin: the far tail lies below. */
  private static final double FAR = 2e-11;

  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1.0);
  private static final DoubleVector CONST1 = all(Probit.CONST1);
  private static final DoubleVector CONST2 = all(Probit.CONST2);
  private static final DoubleVector A0 = all(Probit.A0);
  private static final DoubleVector A1 = all(Probit.A1);
  private static final DoubleVector A2 = all(Probit.A2);
  private static final DoubleVector A3 = all(Probit.A3);
  private static final DoubleVector A4 = all(Probit.A4);
  private static final DoubleVector A5 = all(Probit.A5);
  private static final DoubleVector A6 = all(Probit.A6);
  private static final DoubleVector A7 = all(Probit.A7);
  private static final DoubleVector B1 = all(Probit.B1);
  private static final DoubleVector B2 = all(Probit.B2);
  private static final DoubleVector B3 = all(Probit.B3);
  private static final DoubleVector B4 = all(Probit.B4);
  private static final DoubleVector B5 = all(Probit.B5);
  private static final DoubleVector B6 = all(Probit.B6);
  private static final DoubleVector B7 = all(Probit.B7);
  private static final DoubleVector C0 = all(Probit.C0);
  private static final DoubleVector C1 = all(Probit.C1);
  private static final DoubleVector C2 = all(Probit.C2);
  private static final DoubleVector C3 = all(Probit.C3);
  private static final DoubleVector C4 = all(Probit.C4);
  private static final DoubleVector C5 = all(Probit.C5);
  private static final DoubleVector C6 = all(Probit.C6);
  private static final DoubleVector C7 = all(Probit.C7);
  private static final DoubleVector D1 = all(Probit.D1);
  private static final DoubleVector D2 = all(Probit.D2);
  private static final DoubleVector D3 = all(Probit.D3);
  private static final DoubleVector D4 = all(Probit.D4);
  private static final DoubleVector D5 = all(Probit.D5);
  private static final DoubleVector D6 = all(Probit.D6);
  private static final DoubleVector D7 = all(Probit.D7);

  private static final VectorDoublePass[] PASSES = {
    VectorProbit::smallerSide,
    VectorProbit::logReduce,
    VectorDoubleLog::polynomial,
    VectorProbit::logCombine,
    VectorProbit::tail,
    VectorProbit::center,
    VectorProbit::choose
  };

  private VectorProbit() {}

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /**
   * p ← Φ⁻¹(p) for the first n elements.
   *
   * @param scratch of length {@link VectorDoubleFunctions#SCRATCH}
   */
  static void apply(double[] p, int n, double[] scratch) {
    VectorDoublePass.run(PASSES, p, 0, p, 0, n, scratch);
  }

  private static void smallerSide(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      p.min(ONE.sub(p)).intoArray(scratch, ARGUMENT + i);
    }
  }

  private static void logReduce(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    VectorDoubleLog.reduce(scratch, ARGUMENT, y, yFrom, n, scratch);
  }

  private static void logCombine(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    VectorDoubleLog.combine(x, xFrom, scratch, ARGUMENT, whole, scratch);
  }

  /** Replaces ln min(p, 1 − p) by |z|, which is right where 0.075 > min(p, 1 − p) ≥ e⁻²⁵. */
  private static void tail(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector r = DoubleVector.fromArray(SPECIES, scratch, ARGUMENT + i).neg().sqrt();
      DoubleVector t = r.sub(CONST2);
      DoubleVector c = t.mul(C7).add(C6);
      c = t.mul(c).add(C5);
      c = t.mul(c).add(C4);
      c = t.mul(c).add(C3);
      c = t.mul(c).add(C2);
      c = t.mul(c).add(C1);
      c = t.mul(c).add(C0);
      DoubleVector d = t.mul(D7).add(D6);
      d = t.mul(d).add(D5);
      d = t.mul(d).add(D4);
      d = t.mul(d).add(D3);
      d = t.mul(d).add(D2);
      d = t.mul(d).add(D1);
      d = t.mul(d).add(ONE);
      c.div(d).intoArray(scratch, ARGUMENT + i);
    }
  }

  /** Leaves A(s) / B(s). */
  private static void center(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector q = DoubleVector.fromArray(SPECIES, x, xFrom + i).sub(HALF);
      DoubleVector s = CONST1.sub(q.mul(q));
      DoubleVector a = s.mul(A7).add(A6);
      a = s.mul(a).add(A5);
      a = s.mul(a).add(A4);
      a = s.mul(a).add(A3);
      a = s.mul(a).add(A2);
      a = s.mul(a).add(A1);
      a = s.mul(a).add(A0);
      DoubleVector b = s.mul(B7).add(B6);
      b = s.mul(b).add(B5);
      b = s.mul(b).add(B4);
      b = s.mul(b).add(B3);
      b = s.mul(b).add(B2);
      b = s.mul(b).add(B1);
      b = s.mul(b).add(ONE);
      a.div(b).intoArray(scratch, MIDDLE + i);
    }
  }

  private static void choose(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      if (p.min(ONE.sub(p)).compare(VectorOperators.GE, FAR).allTrue()) {
        DoubleVector q = p.sub(HALF);
        DoubleVector central = q.mul(DoubleVector.fromArray(SPECIES, scratch, MIDDLE + i));
        DoubleVector magnitude = DoubleVector.fromArray(SPECIES, scratch, ARGUMENT + i).abs();
        LongVector sign = q.reinterpretAsLongs().and(Long.MIN_VALUE);
        DoubleVector outer = magnitude.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        VectorMask<Double> inside = q.abs().compare(VectorOperators.LE, Probit.SPLIT1);
        outer.blend(central, inside).intoArray(y, yFrom + i);
      } else {
        scalar(x, xFrom + i, y, yFrom + i, LANES);
      }
    }
    scalar(x, xFrom + whole, y, yFrom + whole, n - whole);
  }

  private static void scalar(double[] x, int xFrom, double[] y, int yFrom, int n) {
    for (int i = 0; i < n; i++) {
      y[yFrom + i] = Probit.of(x[xFrom + i]);
    }
  }
}
