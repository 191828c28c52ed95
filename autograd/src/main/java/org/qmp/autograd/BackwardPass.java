package org.qmp.autograd;

import java.util.ArrayList;
import java.util.List;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/**
 * The backward pass of a tape with the loss L.
 *
 * <pre>
 *   L̄ = 1,     x̄ = Σ over the ops y = f(…, x, …) of (∂f/∂x)ᵀ ȳ
 * </pre>
 *
 * The ops are visited from last to first, so that ȳ is complete when the op of y passes it on.
 * Which op is the first to reach a gradient never changes, so this is determined once, when the
 * recording ends.
 */
final class BackwardPass {
  private final Kernels kernels;
  private final MemoryPlan memory;
  private final Var loss;
  private final boolean[] reached;
  private final List<Step> steps = new ArrayList<>();
  private final List<Mat> unreached = new ArrayList<>();

  /**
   * An op through which gradients flow.
   *
   * @param fresh gradients that no op before has added to, and that this one does not replace
   */
  private record Step(Op op, Var y, Mat[] fresh) {}

  BackwardPass(Kernels kernels, MemoryPlan memory, Parameters wrt, List<Var> nodes, Var loss) {
    this.kernels = kernels;
    this.memory = memory;
    this.loss = loss;
    reached = new boolean[nodes.size()];
    reach(loss);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Var y = nodes.get(i);
      if (y.op != null && reached[i]) {
        steps.add(step(y, y.op));
      }
    }
    for (Parameter p : wrt) {
      if (nodes.stream().noneMatch(x -> reached[x.index] && x.grad() == p.gradient())) {
        unreached.add(p.gradient());
      }
    }
  }

  private Step step(Var y, Op op) {
    List<Mat> fresh = new ArrayList<>();
    for (Var x : op.inputs()) {
      if (reach(x)) {
        if (op instanceof Affine affine && affine.canReplaceGradient(x)) {
          x.replacedBy = op; // saves a pass over it, since products can start from zero
        } else {
          fresh.add(x.grad());
        }
      }
    }
    memory.release(y.grad());
    return new Step(op, y, fresh.toArray(new Mat[0]));
  }

  /** Whether a gradient flows to x, and for the first time: it then has a matrix. */
  private boolean reach(Var x) {
    if (!x.tracked() || reached[x.index]) {
      return false;
    }
    reached[x.index] = true;
    if (x.op != null) {
      x.gradient = memory.take(x.shape());
    }
    return true;
  }

  /** Allocates nothing unless checking. */
  void run(boolean checking) {
    for (int i = 0; i < unreached.size(); i++) {
      unreached.get(i).fill(0);
    }
    if (loss.tracked()) {
      loss.grad().fill(1);
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      for (Mat gradient : step.fresh()) {
        gradient.fill(0);
      }
      step.op().backward(kernels, step.y().rawValue(), step.y().grad());
      if (checking) {
        requireFiniteGradients(step);
      }
    }
  }

  private static void requireFiniteGradients(Step step) {
    for (Var x : step.op().inputs()) {
      if (x.tracked()) {
        NonFiniteException.requireFinite(x, x.grad(), "gradient, from " + step.y() + ",");
      }
    }
  }
}
