package org.qmp.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * <p>Right for gradients of every size that the parameters' precision holds. The moments of units
 * that have died fade to 0 or to a tiny constant instead of becoming subnormal, and where squares
 * do not fit, the matrix v holds −√v: {@link AdamStep} tells both.
 */
public final class Adam implements Optimizer {
  private final Kernels kernels;
  private final Parameters parameters;
  private final Options options;
  private final AdamStep step;
  private final Mat[] m;
  private final Mat[] v;
  private final Mat steps = Precision.DOUBLE.zeros(1, 1);

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
      requireIn("beta1", beta1, 0 <= beta1 && beta1 < 1, "a number in [0, 1)");
      requireIn("beta2", beta2, 0 <= beta2 && beta2 < 1, "a number in [0, 1)");
      requireIn("epsilon", epsilon, 0 < epsilon, "a positive number");
      requireIn("weightDecay", weightDecay, 0 <= weightDecay, "a number of at least 0");
    }

    /** The authors' defaults: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no weight decay. */
    public static Options of(double rate) {
      requireIn("rate", rate, 0 < rate, "a positive number");
      return new Options(new Schedule.Constant(rate), 0.9, 0.999, 1e-8, 0);
    }

    private static void requireIn(String name, double value, boolean holds, String expected) {
      if (!holds || Double.isInfinite(value)) {
        throw new IllegalArgumentException(name + " = " + value + ", expected " + expected);
      }
    }
  }

  /**
   * A new optimiser at rest.
   *
   * @throws IllegalArgumentException if the kernels' precision cannot hold ε, or tell a β from 1
   */
  public Adam(Kernels kernels, Parameters parameters, Options options) {
    requireHeld(options, kernels.precision());
    this.kernels = kernels;
    this.parameters = parameters;
    this.options = options;
    this.step = new AdamStep(options.beta1(), options.beta2(), options.epsilon());
    this.m = Moments.zerosLike(parameters);
    this.v = Moments.zerosLike(parameters);
  }

  private static void requireHeld(Options options, Precision precision) {
    boolean single = precision == Precision.FLOAT;
    double least = single ? 1e-30 : 1e-290;
    double most = single ? 1e30 : 1e290;
    double epsilon = options.epsilon();
    Options.requireIn(
        "epsilon",
        epsilon,
        least <= epsilon && epsilon <= most,
        "a number from " + least + " to " + most + " with " + precision);
    for (double beta : new double[] {options.beta1(), options.beta2()}) {
      Options.requireIn(
          beta == options.beta1() ? "beta1" : "beta2",
          beta,
          !single || (float) beta < 1,
          "a number that " + precision + " can tell from 1");
    }
  }

  @Override
  public void step() {
    double done = steps.scalar();
    step.set((long) done + 1, options.rate().at((long) done), options.weightDecay());
    for (int i = 0; i < m.length; i++) {
      Parameter p = parameters.get(i);
      kernels.adam(step, p.gradient(), m[i], v[i], p.value());
    }
    steps.fill(done + 1);
  }

  @Override
  public Map<String, Mat> state() {
    Map<String, Mat> state = new LinkedHashMap<>();
    state.put("steps", steps);
    Moments.name("m/", m, parameters, state);
    Moments.name("v/", v, parameters, state);
    return Collections.unmodifiableMap(state);
  }
}
