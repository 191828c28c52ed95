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
   * @param rate η, above 0 at every step
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε, above 0, added to √v̂
   * @param weightDecay λ ≥ 0, decoupled from the gradient
   */
  public record Options(
      Schedule rate, double beta1, double beta2, double epsilon, double weightDecay) {

    public Options {
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

  public Adam(Kernels kernels, Parameters parameters, Options options) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.options = options;
    this.step = new AdamStep(options.beta1(), options.beta2(), options.epsilon());
    this.m = Moments.zerosLike(parameters);
    this.v = Moments.zerosLike(parameters);
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
