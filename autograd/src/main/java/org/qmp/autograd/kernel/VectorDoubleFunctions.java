package org.qmp.autograd.kernel;

import static org.qmp.autograd.kernel.VectorDoublePass.ARGUMENT;
import static org.qmp.autograd.kernel.VectorDoublePass.CHUNK;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleFunctions} on arrays, in {@linkplain VectorDoublePass passes} of whole vectors: the
 * same operations in the same order in every lane, with a blend wherever the scalar code chooses.
 * The mathematics stands there. In all functions y may be x.
 */
final class VectorDoubleFunctions {
  /** Length of the scratch array that every function needs. */
  static final int SCRATCH = VectorDoublePass.SCRATCH;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final DoubleVector ZERO = all(0.0);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1.0);
  private static final DoubleVector TWO = all(2.0);
  private static final DoubleVector S0 = all(DoubleFunctions.S0);
  private static final DoubleVector S1 = all(DoubleFunctions.S1);
  private static final DoubleVector S2 = all(DoubleFunctions.S2);
  private static final DoubleVector S3 = all(DoubleFunctions.S3);
  private static final DoubleVector S4 = all(DoubleFunctions.S4);
  private static final DoubleVector S5 = all(DoubleFunctions.S5);
  private static final DoubleVector S6 = all(DoubleFunctions.S6);
  private static final DoubleVector S7 = all(DoubleFunctions.S7);
  private static final DoubleVector S8 = all(DoubleFunctions.S8);
  private static final DoubleVector S9 = all(DoubleFunctions.S9);
  private static final DoubleVector TANH_SMALL = all(DoubleFunctions.TANH_SMALL);
  private static final DoubleVector P0 = all(DoubleFunctions.P0);
  private static final DoubleVector P1 = all(DoubleFunctions.P1);
  private static final DoubleVector P2 = all(DoubleFunctions.P2);
  private static final DoubleVector Q0 = all(DoubleFunctions.Q0);
  private static final DoubleVector Q1 = all(DoubleFunctions.Q1);
  private static final DoubleVector Q2 = all(DoubleFunctions.Q2);

  private static final VectorDoublePass[] EXP = {
    VectorDoubleExp::reduce, VectorDoubleExp::polynomial, VectorDoubleExp::scale
  };
  private static final VectorDoublePass[] LOG = {
    VectorDoubleLog::reduce, VectorDoubleLog::polynomial, VectorDoubleLog::combine
  };
  private static final VectorDoublePass[] SOFTPLUS =
      ofExp(VectorDoubleFunctions::minusAbs, VectorDoubleFunctions::softplusOfExp);
  private static final VectorDoublePass[] SIGMOID =
      ofExp(VectorDoubleFunctions::minusAbs, VectorDoubleFunctions::sigmoidOfExp);
  private static final VectorDoublePass[] TANH =
      ofExp(VectorDoubleFunctions::twiceAbs, VectorDoubleFunctions::tanhOfExp);

  private VectorDoubleFunctions() {}

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static VectorDoublePass[] ofExp(VectorDoublePass before, VectorDoublePass after) {
    return new VectorDoublePass[] {
      before,
      VectorDoubleExp::reduceArgument,
      VectorDoubleExp::polynomial,
      VectorDoubleExp::scaleArgument,
      after
    };
  }

  /** y = eˣ. */
  static void exp(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    VectorDoublePass.run(EXP, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = ln x. */
  static void log(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    VectorDoublePass.run(LOG, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = ln(1 + eˣ). */
  static void softplus(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    VectorDoublePass.run(SOFTPLUS, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = 1 / (1 + e⁻ˣ). */
  static void sigmoid(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    VectorDoublePass.run(SIGMOID, x, xFrom, y, yFrom, n, scratch);
  }

  /** y = tanh x. */
  static void tanh(double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    VectorDoublePass.run(TANH, x, xFrom, y, yFrom, n, scratch);
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
    for (int at = 0; at < n; at += CHUNK) {
      int count = Math.min(CHUNK, n - at);
      sigmoid(x, xFrom + at, scratch, ARGUMENT, count, scratch);
      addProduct(scratch, dy, dyFrom + at, dx, dxFrom + at, count);
    }
  }

  private static void minusAbs(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xFrom + i).abs();
      a.neg().intoArray(scratch, ARGUMENT + i);
    }
  }

  private static void twiceAbs(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xFrom + i).abs();
      a.add(a).intoArray(scratch, ARGUMENT + i);
    }
  }

  private static void softplusOfExp(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      DoubleVector s = e.div(e.add(TWO));
      DoubleVector z = s.mul(s);
      DoubleVector rest = z.mul(S9).add(S8);
      rest = z.mul(rest).add(S7);
      rest = z.mul(rest).add(S6);
      rest = z.mul(rest).add(S5);
      rest = z.mul(rest).add(S4);
      rest = z.mul(rest).add(S3);
      rest = z.mul(rest).add(S2);
      rest = z.mul(rest).add(S1);
      rest = z.mul(rest).add(S0);
      rest = z.mul(rest);
      DoubleVector h = e.mul(HALF).mul(e);
      DoubleVector u = e.sub(h.sub(s.mul(h.add(rest))));
      DoubleVector.fromArray(SPECIES, x, xFrom + i).max(ZERO).add(u).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleFunctions.softplus(x[xFrom + i]);
    }
  }

  private static void sigmoidOfExp(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      DoubleVector w = e.blend(ONE, v.compare(VectorOperators.GE, ZERO));
      w.sub(w.mul(e.div(e.add(ONE)))).intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleFunctions.sigmoid(x[xFrom + i]);
    }
  }

  private static void tanhOfExp(
      double[] x, int xFrom, double[] y, int yFrom, int n, double[] scratch) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xFrom + i);
      DoubleVector a = v.abs();
      DoubleVector z = a.mul(a);
      DoubleVector p = z.mul(P2).add(P1);
      p = z.mul(p).add(P0);
      DoubleVector q = z.add(Q2);
      q = z.mul(q).add(Q1);
      q = z.mul(q).add(Q0);
      DoubleVector small = a.add(a.mul(z.mul(p.div(q))));
      DoubleVector e = DoubleVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      DoubleVector large = ONE.sub(TWO.div(e.add(ONE)));
      DoubleVector u = large.blend(small, a.lt(TANH_SMALL));
      LongVector sign = v.reinterpretAsLongs().and(Long.MIN_VALUE);
      u.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(y, yFrom + i);
    }
    for (int i = whole; i < n; i++) {
      y[yFrom + i] = DoubleFunctions.tanh(x[xFrom + i]);
    }
  }

  private static void addProduct(
      double[] scratch, double[] dy, int dyFrom, double[] dx, int dxFrom, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector slope = DoubleVector.fromArray(SPECIES, scratch, ARGUMENT + i);
      DoubleVector term = DoubleVector.fromArray(SPECIES, dy, dyFrom + i).mul(slope);
      DoubleVector.fromArray(SPECIES, dx, dxFrom + i).add(term).intoArray(dx, dxFrom + i);
    }
    for (int i = whole; i < n; i++) {
      dx[dxFrom + i] += dy[dyFrom + i] * scratch[ARGUMENT + i];
    }
  }
}
