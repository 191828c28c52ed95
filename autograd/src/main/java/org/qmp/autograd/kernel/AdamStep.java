package org.qmp.autograd.kernel;

/**
 * The numbers of one step of Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1) with decoupled
 * weight decay λ (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2).
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g
 *   v ← β₂ v + (1 − β₂) g²
 *   θ ← decay · θ − rate · m / (correction · √v + ε)
 *
 *   rate = η / (1 − β₁ᵗ)     correction = 1 / √(1 − β₂ᵗ)     decay = 1 − ηλ
 * </pre>
 *
 * The moments of a unit that has died decay for ever, and subnormal numbers cost some processors a
 * hundred cycles each: an update took twice as long for it. Every moment x is therefore kept as (x
 * + {@link #FADE}) − {@code FADE}, which changes nothing but the last bits of numbers that are of
 * that size and smaller.
 *
 * <p>The object is reused from step to step, so that stepping allocates nothing.
 */
public final class AdamStep {
  /**
   * So small that a moment of this size moves no parameter, since ε is larger by far, and so large
   * that what remains of smaller ones is a normal number, also after its product with a learning
   * rate.
   */
  static final double FADE = 0x1p-80;

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private double rate;
  private double correction = 1;
  private double decay = 1;

  public AdamStep(double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /**
   * Makes this the step number t.
   *
   * @param t from 1 on
   * @param learningRate η
   * @param weightDecay λ, 0 for plain Adam
   */
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

  public double beta1() {
    return beta1;
  }

  public double beta2() {
    return beta2;
  }

  public double epsilon() {
    return epsilon;
  }

  double rate() {
    return rate;
  }

  double correction() {
    return correction;
  }

  double decay() {
    return decay;
  }
}
