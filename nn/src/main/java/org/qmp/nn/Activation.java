package org.qmp.nn;

import java.util.function.UnaryOperator;
import org.qmp.autograd.Var;

/** The non-linearity after a hidden layer. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum Activation {
  /** max(x, 0). */
  RELU(Var::relu),
  /** tanh x. */
  TANH(Var::tanh),
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID(Var::sigmoid),
  /** ln(1 + eˣ). */
  SOFTPLUS(Var::softplus),
  /** x: for an output layer. */
  IDENTITY(x -> x);

  private final UnaryOperator<Var> f;

  Activation(UnaryOperator<Var> f) {
    this.f = f;
  }

  public Var apply(Var x) {
    return f.apply(x);
  }

  /** f(X W + b); ReLU does it in one pass. */
  Var applyToAffine(Var x, Var weight, Var bias) {
    return this == RELU ? x.affineRelu(weight, bias) : apply(x.affine(weight, bias));
  }
}
