package org.qmp.autograd.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Probit} on whole vectors. The mathematics stands there.
 *
 * <p>Both the central formula and the tail's are evaluated in every lane, in passes over a scratch
 * array. Vectors with an argument in the far tail, or outside (0, 1), are left to the scalar code:
 * they are as rare as one in a billion.
 */
final class VectorProbit implements NormalQuantile {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Above e⁻²⁵ with a margin: the far tail lies below. */
  private static final double FAR = 2e-11;

  private final double[] scratch = new double[512];

  @Override
  public void apply(double[] p, int n) {
    int whole = SPECIES.loopBound(n);
    for (int at = 0; at < whole; at += scratch.length) {
      int count = Math.min(scratch.length, whole - at);
      smallerSide(p, at, scratch, count);
      VectorDoubleMath.log(scratch, 0, scratch, 0, count);
      tail(scratch, count);
      finish(p, at, scratch, count);
    }
    for (int i = whole; i < n; i++) {
      p[i] = Probit.of(p[i]);
    }
  }

  private static void smallerSide(double[] p, int at, double[] smaller, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, p, at + i);
      v.min(v.neg().add(1.0)).intoArray(smaller, i);
    }
  }

  /** Replaces ln min(p, 1 − p) by |z|, which is right for 0.075 > min(p, 1 − p) ≥ e⁻²⁵. */
  private static void tail(double[] log, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector r = DoubleVector.fromArray(SPECIES, log, i).neg().sqrt();
      DoubleVector t = r.sub(Probit.CONST2);
      DoubleVector c = t.mul(Probit.C7).add(Probit.C6);
      c = t.mul(c).add(Probit.C5);
      c = t.mul(c).add(Probit.C4);
      c = t.mul(c).add(Probit.C3);
      c = t.mul(c).add(Probit.C2);
      c = t.mul(c).add(Probit.C1);
      c = t.mul(c).add(Probit.C0);
      DoubleVector d = t.mul(Probit.D7).add(Probit.D6);
      d = t.mul(d).add(Probit.D5);
      d = t.mul(d).add(Probit.D4);
      d = t.mul(d).add(Probit.D3);
      d = t.mul(d).add(Probit.D2);
      d = t.mul(d).add(Probit.D1);
      d = t.mul(d).add(1.0);
      c.div(d).intoArray(log, i);
    }
  }

  private static void finish(double[] p, int at, double[] tail, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, p, at + i);
      DoubleVector smaller = v.min(v.neg().add(1.0));
      if (smaller.compare(VectorOperators.GE, FAR).allTrue()) {
        DoubleVector q = v.sub(0.5);
        DoubleVector s = q.mul(q).neg().add(Probit.CONST1);
        DoubleVector a = s.mul(Probit.A7).add(Probit.A6);
        a = s.mul(a).add(Probit.A5);
        a = s.mul(a).add(Probit.A4);
        a = s.mul(a).add(Probit.A3);
        a = s.mul(a).add(Probit.A2);
        a = s.mul(a).add(Probit.A1);
        a = s.mul(a).add(Probit.A0);
        DoubleVector b = s.mul(Probit.B7).add(Probit.B6);
        b = s.mul(b).add(Probit.B5);
        b = s.mul(b).add(Probit.B4);
        b = s.mul(b).add(Probit.B3);
        b = s.mul(b).add(Probit.B2);
        b = s.mul(b).add(Probit.B1);
        b = s.mul(b).add(1.0);
        VectorMask<Double> central = q.abs().compare(VectorOperators.LE, Probit.SPLIT1);
        LongVector sign = q.reinterpretAsLongs().and(Long.MIN_VALUE);
        LongVector magnitude = DoubleVector.fromArray(SPECIES, tail, i).abs().reinterpretAsLongs();
        DoubleVector outer = magnitude.or(sign).reinterpretAsDoubles();
        outer.blend(q.mul(a.div(b)), central).intoArray(p, at + i);
      } else {
        for (int lane = at + i; lane < at + i + LANES; lane++) {
          p[lane] = Probit.of(p[lane]);
        }
      }
    }
  }
}
