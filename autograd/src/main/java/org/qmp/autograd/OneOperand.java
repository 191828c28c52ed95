package org.qmp.autograd;

import java.util.List;
import org.qmp.autograd.kernel.Shape;

/** A rule with one operand, whose result has the operand's shape unless the rule says otherwise. */
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
