package org.qmp.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Updates parameters by their gradients. */
public abstract sealed class Optimizer permits Adam, Sgd {
  final Kernels kernels;
  final Parameters parameters;
  private final Mat steps = Precision.DOUBLE.zeros(1, 1);
  private final Map<String, Mat> state = new LinkedHashMap<>();

  Optimizer(Kernels kernels, Parameters parameters) {
    this.kernels = kernels;
    this.parameters = parameters;
    state.put("steps", steps);
  }

  /** Requires a factor that the kernels' precision does not round to 1. */
  final void requireLessThanOne(String name, double factor) {
    Precision precision = kernels.precision();
    String expected = "a number that " + precision + " can tell from 1";
    Require.that(precision.round(factor) < 1, name, factor, expected);
  }

  /** New zeros for each parameter, part of the state as prefix + the parameter's name. */
  final Mat[] moments(String prefix) {
    Mat[] zeros = new Mat[parameters.size()];
    for (int i = 0; i < zeros.length; i++) {
      Parameter p = parameters.get(i);
      zeros[i] = Mat.zeros(p.value().precision(), p.value().shape());
      state.put(prefix + p.name(), zeros[i]);
    }
    return zeros;
  }

  /**
   * One step with the parameters' present gradients. Allocates nothing if the rate is constant or
   * linear.
   */
  public final void step() {
    double done = steps.scalar();
    step((long) done);
    steps.fill(done + 1);
  }

  /** One step, after the given number of steps. */
  abstract void step(long done);

  /**
   * Everything that future steps depend on besides parameters and gradients, by name, in a fixed
   * order: the matrices themselves, so writing into them restores a state. The number of steps
   * taken is the 1×1 DOUBLE matrix {@code steps}.
   */
  public final Map<String, Mat> state() {
    return Collections.unmodifiableMap(state);
  }
}
