package org.qmp.autograd;

import java.util.List;
import java.util.Locale;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;

/**
 * A differentiation rule: a record of its operands with its equation above it.
 *
 * <p>To add one, write a record and apply it with {@link Var#apply}. {@code forward} and {@code
 * backward} run at every replay; they read operands through {@link Var#value()}, <em>add</em> to
 * their gradients through {@link Var#grad()} (only of those that are {@link Var#tracked()}), and
 * must allocate nothing.
 */
public interface Op {

  /**
   * The shape of the result.
   *
   * @throws org.qmp.autograd.kernel.ShapeException if the operands do not fit; the tape adds op,
   *     operands and line
   */
  Shape shape();

  /** The operands, in order. */
  List<Var> inputs();

  /** Computes the value y from the operands' values. */
  void forward(Kernels k, Mat y);

  /** Adds to each tracked operand's gradient what dy, the gradient of y, contributes. */
  void backward(Kernels k, Mat y, Mat dy);

  /** The name in listings and messages; {@code op} for an anonymous class. */
  default String label() {
    String name = getClass().getSimpleName();
    return name.isEmpty()
        ? "op"
        : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /**
   * A rule with one operand, whose result has the operand's shape unless the rule says otherwise.
   */
  interface OneOperand extends Op {

    Var x();

    @Override
    default Shape shape() {
      return x().shape();
    }

    @Override
    default List<Var> inputs() {
      return List.of(x());
    }
  }
}
