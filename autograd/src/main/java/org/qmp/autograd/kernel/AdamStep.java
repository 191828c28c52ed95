package org.qmp.autograd.kernel;

/**
 * The numbers of one step of Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1) with decoupled
 * weight decay λ (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2), and how the moments
 * are stored.
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g
 *   v ← β₂ v + (1 − β₂) g²
 *   θ ← decay · θ − rate · m / (correction · √v + ε)
 *
 *   rate = η / (1 − β₁ᵗ)     correction = 1 / √(1 − β₂ᵗ)     decay = 1 − ηλ
 * </pre>
 *
 * <b>Fading.</b> The moments of a dead unit never stop decaying, and subnormal numbers cost some
 * processors a hundred cycles each, which doubled the time of an update. Every moment x is
 * therefore stored as (x + F) − F, a multiple of a normal number, with F = {@link #FADE}. The loss
 * in v changes √v̂ by at most √(2⁻¹⁰⁴ / (1 − β₂)), 7.0e-15 with β₂ = 0.999, in FLOAT, which is
 * negligible beside an ε of at least {@link #SMALL_EPSILON}.
 *
 * <p><b>Roots.</b> With a smaller ε it is not negligible, and the square of a gradient has twice
 * its exponent: beyond 1.8e19 it is out of a FLOAT's range. So if ε is smaller, or once sums of up
 * to ⌈size/256⌉ squares come near overflow, the whole matrix v holds −√v instead, from that step
 * on; the sign bit of its first element marks it. Then
 *
 * <pre>
 *   u = √v     s = max(u, |g|)     u ← s √( β₂ (u/s)² + (1 − β₂) (g/s)² )
 *   θ ← decay · θ − (rate / correction) · m / (u + ε / correction)
 * </pre>
 *
 * in which no square overflows and none that matters underflows; m and u fade at the least normal
 * number. It takes about twice as long.
 *
 * <p>The object is reused from step to step, so a step allocates nothing.
 */
public final class AdamStep {
  /**
   * Large enough that what remains of a smaller moment is a normal number, even after
   * multiplication by a learning rate.
   */
  static final double FADE = 0x1p-80;

  /** The least ε with which v itself is stored. */
  static final double SMALL_EPSILON = 1e-9;

  final double beta1;
  final double beta2;
  final double epsilon;
  double rate;
  double correction = 1;
  double decay = 1;

  public AdamStep(double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** Sets the numbers of step t ≥ 1, with learning rate η and weight decay λ. */
  public void set(long t, double learningRate, double weightDecay) {
    rate = learningRate / (1 - power(beta1, t));
    correction = 1 / Math.sqrt(1 - power(beta2, t));
    decay = 1 - learningRate * weightDecay;
  }

  /**
   * βᵗ by repeated squaring, since {@code StrictMath.pow} allocates. Each squaring doubles the
   * relative error, so it is about t · 10⁻¹⁶: far below the distance of 1 − βᵗ to its neighbours.
   */
  static double power(double beta, long t) {
    double result = 1;
    double square = beta;
    for (long bits = t; bits > 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
