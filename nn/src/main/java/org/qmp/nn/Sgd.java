package org.qmp.nn;

import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * Stochastic gradient descent with momentum (Sutskever et al. 2013, eq. 1–2, with the rate outside
 * the velocity).
 *
 * <pre>
 *   v ← μ v + g
 *   θ ← θ − η v
 * </pre>
 *
 * The velocity fades as the moments of {@link org.qmp.autograd.kernel.AdamStep} do.
 */
public final class Sgd extends Optimizer {
  private final Schedule rate;
  private final double momentum;
  private final Mat[] v = moments("v/");

  /**
   * A new optimiser with zero velocity: η at least 0 at every step, μ in [0, 1).
   *
   * @throws IllegalArgumentException if they are not, or the kernels' precision rounds μ to 1
   */
  public Sgd(Kernels kernels, Parameters parameters, Schedule rate, double momentum) {
    super(kernels, parameters);
    Require.that(0 <= momentum && momentum < 1, "momentum", momentum, "a number in [0, 1)");
    requireLessThanOne("momentum", momentum);
    Schedule.requireRate(rate);
    this.rate = rate;
    this.momentum = momentum;
  }

  @Override
  void step(long done) {
    double eta = rate.at(done);
    for (int i = 0; i < v.length; i++) {
      Parameter p = parameters.get(i);
      kernels.momentum(momentum, eta, p.gradient(), v[i], p.value());
    }
  }
}
