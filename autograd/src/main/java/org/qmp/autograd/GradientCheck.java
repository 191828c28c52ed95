package org.qmp.autograd;

import java.util.function.Function;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * Directional finite differences, to check any op or loss.
 *
 * <pre>
 *   ⟨∇L, v⟩  against  ( L(θ−2hv) − 8 L(θ−hv) + 8 L(θ+hv) − L(θ+2hv) ) / 12h
 * </pre>
 *
 * in a pseudo-random direction v with elements in [−1, 1] (five-point stencil, error O(h⁴);
 * Abramowitz and Stegun 1964, table 25.2). The loss must be smooth within 2h of θ: keep away from
 * kinks.
 *
 * @param analytic ⟨∇L, v⟩ from the tape
 * @param numeric the difference quotient
 * @param rounding how far rounding alone may have moved the quotient
 */
public record GradientCheck(double analytic, double numeric, double rounding) {
  private static final double STEP = 5e-4;

  /** Relative rounding error of a loss: at least 64 units in the last place. */
  private static final double PART = 0x1p-46;

  /**
   * Compares the gradients at the parameters' current values, which are restored afterwards.
   *
   * @param kernels of DOUBLE precision
   * @param direction any number; each gives a different direction
   * @throws IllegalArgumentException if the kernels are not of DOUBLE precision
   */
  public static GradientCheck of(
      Kernels kernels, Parameters parameters, Function<Tape, Var> loss, long direction) {
    if (kernels.precision() != Precision.DOUBLE) {
      throw new IllegalArgumentException("a gradient check needs DOUBLE kernels");
    }
    Tape tape = Tape.record(kernels, parameters, loss);
    tape.backward();
    Mat[] start = new Mat[parameters.size()];
    Mat[] v = new Mat[parameters.size()];
    long state = direction;
    double analytic = 0;
    for (int p = 0; p < v.length; p++) {
      start[p] = parameters.get(p).value().copy();
      v[p] = start[p].copy();
      for (int i = 0; i < v[p].size(); i++) {
        state = mix(state + 0x9E3779B97F4A7C15L);
        v[p].doubles()[i] = (state >> 10) * 0x1p-53;
        analytic += v[p].doubles()[i] * parameters.get(p).gradient().at(i);
      }
    }
    double numeric = 0;
    double rounding = 0;
    double[] weights = {1, -8, 0, 8, -1};
    for (int s = 0; s < weights.length; s++) {
      move(parameters, start, v, (s - 2) * STEP);
      tape.forward();
      numeric += weights[s] * tape.loss();
      rounding += Math.abs(weights[s] * tape.loss()) * PART;
    }
    move(parameters, start, v, 0);
    tape.forward();
    return new GradientCheck(analytic, numeric / (12 * STEP), rounding / (12 * STEP));
  }

  /** Relative: max(0, |analytic − numeric| − rounding) / max(|analytic|, |numeric|). */
  public double error() {
    double scale = Math.max(Math.abs(analytic), Math.abs(numeric));
    double difference = Math.abs(analytic - numeric) - rounding;
    return Math.max(0, difference) / Math.max(scale, Double.MIN_NORMAL);
  }

  private static void move(Parameters parameters, Mat[] start, Mat[] v, double step) {
    for (int p = 0; p < v.length; p++) {
      Mat value = parameters.get(p).value();
      for (int i = 0; i < value.size(); i++) {
        value.doubles()[value.offset() + i] = start[p].doubles()[i] + step * v[p].doubles()[i];
      }
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, figure 16). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
