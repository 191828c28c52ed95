package org.qmp.nn;

import java.util.Map;
import org.qmp.autograd.kernel.Mat;

/** Moves parameters along their gradients. */
public interface Optimizer {

  /** One step with the gradients that the parameters hold now. Allocates nothing. */
  void step();

  /**
   * Everything that future steps depend on besides parameters and gradients, by name, in a fixed
   * order: the matrices themselves, so writing into them restores a state. The number of steps
   * taken is the 1×1 DOUBLE matrix {@code steps}.
   */
  Map<String, Mat> state();
}
