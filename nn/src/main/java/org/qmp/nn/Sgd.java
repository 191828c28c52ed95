package org.qmp.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/**
 * Stochastic gradient descent with momentum (Sutskever et al. 2013, eq. 1–2, with the rate outside
 * the velocity).
 *
 * <pre>
 *   v ← μ v + g
 *   θ ← θ − η v
 * </pre>
 */
public final class Sgd implements Optimizer {
  private final Kernels kernels;
  private final Parameters parameters;
  private final Schedule rate;
  private final double momentum;
  private final Mat[] v;
  private final Mat steps = Precision.DOUBLE.zeros(1, 1);

  /**
   * A new optimiser at rest.
   *
   * @param rate η, at least 0 at every step
   * @param momentum μ in [0, 1); 0 is plain gradient descent
   */
  public Sgd(Kernels kernels, Parameters parameters, Schedule rate, double momentum) {
    if (!(0 <= momentum && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum = " + momentum + ", expected a number in [0, 1)");
    }
    Schedule.requireRate(rate);
    this.kernels = kernels;
    this.parameters = parameters;
    this.rate = rate;
    this.momentum = momentum;
    this.v = Moments.zerosLike(parameters);
  }

  @Override
  public void step() {
    double done = steps.scalar();
    double eta = rate.at((long) done);
    for (int i = 0; i < v.length; i++) {
      Parameter p = parameters.get(i);
      kernels.momentum(momentum, eta, p.gradient(), v[i], p.value());
    }
    steps.fill(done + 1);
  }

  @Override
  public Map<String, Mat> state() {
    Map<String, Mat> state = new LinkedHashMap<>();
    state.put("steps", steps);
    Moments.name("v/", v, parameters, state);
    return Collections.unmodifiableMap(state);
  }
}
