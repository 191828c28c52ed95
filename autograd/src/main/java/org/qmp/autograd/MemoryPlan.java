package org.qmp.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Scratch;
import org.qmp.autograd.kernel.Shape;

/**
 * Assigns nodes of a recording to matrices of the {@link Scratch} that all tapes of the same
 * kernels share. Two nodes use the same matrix if they do not need it at the same time:
 *
 * <pre>
 *   a value       from its op to the last op that reads it, in the backward pass if that is tracked
 *   a gradient    from the first op that adds to it to its own op, both in the backward pass
 * </pre>
 */
final class MemoryPlan {
  private final Kernels kernels;
  private final Map<Shape, Pool> pools = new LinkedHashMap<>();

  /** The free matrices of a shape, and how many there are in all. */
  private static final class Pool {
    final ArrayDeque<Mat> released = new ArrayDeque<>();
    int size;
  }

  MemoryPlan(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Gives each op a matrix for its value, a private one if the value must last.
   *
   * @param nodes of the recording, in order
   * @param sharing whether the other values use shared matrices; otherwise all are private
   */
  void setValues(List<Var> nodes, boolean sharing) {
    int[] lastReader = new int[nodes.size()];
    for (Var y : nodes) {
      if (y.op != null) {
        int reader = y.tracked() ? nodes.size() : y.index; // past the end: in the backward pass
        lastReader[y.index] = reader;
        y.op.inputs().forEach(x -> lastReader[x.index] = Math.max(lastReader[x.index], reader));
      }
    }
    for (Var y : nodes) {
      if (y.op != null) {
        boolean shared = sharing && !y.lasts;
        y.value = shared ? take(y.shape()) : Mat.zeros(kernels.precision(), y.shape());
        List<Var> read = new ArrayList<>(y.op.inputs());
        read.add(y);
        for (Var x : read) {
          if (sharing && x.op != null && !x.lasts && lastReader[x.index] == y.index) {
            lastReader[x.index] = -1; // x may be an operand twice
            release(x.rawValue());
          }
        }
      }
    }
  }

  /** Takes a matrix until it is released. */
  Mat take(Shape shape) {
    Pool pool = pools.computeIfAbsent(shape, s -> new Pool());
    return pool.released.isEmpty()
        ? kernels.scratch().matrix(shape, pool.size++)
        : pool.released.pop();
  }

  void release(Mat taken) {
    pools.computeIfAbsent(taken.shape(), s -> new Pool()).released.push(taken);
  }
}
