package org.qmp.autograd;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Scratch;
import org.qmp.autograd.kernel.Shape;

/**
 * Which nodes of a recording use which matrices of the {@link Scratch} that all tapes of the same
 * kernels share. Two nodes have one matrix if they do not need it at the same time:
 *
 * <pre>
 *   a value       from its op to the last op that reads it, in the backward pass if that is tracked
 *   a gradient    from the first op that adds to it to its own op, both in the backward pass
 * </pre>
 */
final class MemoryPlan {
  private static final int TO_THE_END = Integer.MAX_VALUE;

  private final Precision precision;
  private final Scratch scratch;
  private final Map<Shape, BitSet> taken = new LinkedHashMap<>();
  private final IdentityHashMap<Mat, Integer> numbers = new IdentityHashMap<>();

  MemoryPlan(Kernels kernels) {
    precision = kernels.precision();
    scratch = kernels.scratch();
  }

  /**
   * Gives matrices to the values of ops: of their own to those that last.
   *
   * @param nodes of the recording, in order
   * @param sharing whether the others' are shared; else all have their own
   */
  void setValues(List<Var> nodes, boolean sharing) {
    IdentityHashMap<Var, Integer> lastReader = new IdentityHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Op op = nodes.get(i).op();
      if (op != null) {
        int reader = nodes.get(i).tracked() ? TO_THE_END : i;
        lastReader.put(nodes.get(i), reader);
        op.inputs().forEach(x -> lastReader.merge(x, reader, Math::max));
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      Var node = nodes.get(i);
      Op op = node.op();
      if (op != null) {
        boolean shared = sharing && !node.lasts();
        node.setValue(shared ? take(node.shape()) : Mat.zeros(precision, node.shape()));
        releaseIfReadBy(i, node, lastReader);
        for (Var x : op.inputs()) {
          releaseIfReadBy(i, x, lastReader);
        }
      }
    }
  }

  private void releaseIfReadBy(int reader, Var x, IdentityHashMap<Var, Integer> lastReader) {
    if (x.op() != null && lastReader.remove(x, (Integer) reader)) {
      release(x.rawValue());
    }
  }

  /**
   * Gives shared matrices to the gradients of ops.
   *
   * @param backwardOrder the nodes through which gradients flow, first the result
   */
  void setGradients(Var[] backwardOrder) {
    if (backwardOrder.length > 0) {
      backwardOrder[0].setGradient(take(backwardOrder[0].shape()));
    }
    for (Var node : backwardOrder) {
      Op op = node.op();
      for (Var x : op == null ? List.<Var>of() : op.inputs()) {
        if (x.tracked() && !x.hasGradient()) {
          x.setGradient(take(x.shape()));
        }
      }
      release(node.rawGrad());
    }
  }

  private Mat take(Shape shape) {
    BitSet ofShape = taken.computeIfAbsent(shape, s -> new BitSet());
    int number = ofShape.nextClearBit(0);
    ofShape.set(number);
    Mat matrix = scratch.matrix(shape, number);
    numbers.put(matrix, number);
    return matrix;
  }

  /** A matrix that was never taken is not affected. */
  private void release(Mat matrix) {
    BitSet ofShape = taken.get(matrix.shape());
    Integer number = numbers.get(matrix);
    if (ofShape != null && number != null) {
      ofShape.clear(number);
    }
  }
}
