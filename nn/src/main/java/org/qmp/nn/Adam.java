package org.qmp.nn;

import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.AdamStep;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1); with a weight decay, AdamW (Loshchilov
 * and Hutter 2019, arXiv:1711.05101, algorithm 2).
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g            v ← β₂ v + (1 − β₂) g²
 *   m̂ = m / (1 − β₁ᵗ)                v̂ = v / (1 − β₂ᵗ)
 *   θ ← θ − η ( m̂ / (√v̂ + ε) + λ θ )
 * </pre>
 *
 * <p>Correct for gradients of any size that the parameters' precision can represent. The moments of
 * dead units fade to 0 or to a tiny constant instead of becoming subnormal. With an ε below 1e-9,
 * or once squares of gradients come near overflow, the matrix v holds −√v instead: see {@link
 * AdamStep}.
 */
public final class Adam extends Optimizer {
  private final Options options;
  private final AdamStep step;
  private final Mat[] m = moments("m/");
  private final Mat[] v = moments("v/");

  /**
   * The constants of Adam.
   *
   * @param rate η, at least 0 at every step
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε, above 0, added to √v̂: from 1e-30 to 1e30 for FLOAT parameters, from 1e-290
   *     to 1e290 for DOUBLE ones
   * @param weightDecay λ ≥ 0, decoupled from the gradient
   */
  public record Options(
      Schedule rate, double beta1, double beta2, double epsilon, double weightDecay) {

    public Options {
      Schedule.requireRate(rate);
      Require.that(0 <= beta1 && beta1 < 1, "beta1", beta1, "a number in [0, 1)");
      Require.that(0 <= beta2 && beta2 < 1, "beta2", beta2, "a number in [0, 1)");
      Require.positive("epsilon", epsilon);
      boolean decays = 0 <= weightDecay && weightDecay < Double.POSITIVE_INFINITY;
      Require.that(decays, "weightDecay", weightDecay, "a number of at least 0");
    }

    /** The authors' defaults: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no weight decay. */
    public static Options of(double rate) {
      Require.positive("rate", rate);
      return new Options(new Schedule.Constant(rate), 0.9, 0.999, 1e-8, 0);
    }
  }

  /**
   * A new optimiser with zero moments.
   *
   * @throws IllegalArgumentException if ε is outside the range of the kernels' precision, or that
   *     rounds a β to 1
   */
  public Adam(Kernels kernels, Parameters parameters, Options options) {
    super(kernels, parameters);
    requireHeld(options, kernels.precision());
    this.options = options;
    this.step = new AdamStep(options.beta1(), options.beta2(), options.epsilon());
  }

  private void requireHeld(Options options, Precision precision) {
    boolean single = precision == Precision.FLOAT;
    double least = single ? 1e-30 : 1e-290;
    double most = single ? 1e30 : 1e290;
    double epsilon = options.epsilon();
    String range = "a number from " + least + " to " + most + " with " + precision;
    Require.that(least <= epsilon && epsilon <= most, "epsilon", epsilon, range);
    requireLessThanOne("beta1", options.beta1());
    requireLessThanOne("beta2", options.beta2());
  }

  @Override
  void step(long done) {
    step.set(done + 1, options.rate().at(done), options.weightDecay());
    for (int i = 0; i < m.length; i++) {
      Parameter p = parameters.get(i);
      kernels.adam(step, p.gradient(), m[i], v[i], p.value());
    }
  }
}
