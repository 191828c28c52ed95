package org.qmp.nn;

import org.qmp.autograd.Var;

/** The non-linearity after a hidden layer. */
public enum Activation {
  /** max(x, 0). */
  RELU {
    @Override
    public Var apply(Var x) {
      return x.relu();
    }

    @Override
    Var applyToAffine(Var x, Var weight, Var bias) {
      return x.affineRelu(weight, bias);
    }
  },
  /** tanh x. */
  TANH {
    @Override
    public Var apply(Var x) {
      return x.tanh();
    }
  },
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID {
    @Override
    public Var apply(Var x) {
      return x.sigmoid();
    }
  },
  /** ln(1 + eˣ). */
  SOFTPLUS {
    @Override
    public Var apply(Var x) {
      return x.softplus();
    }
  },
  /** x: for an output layer. */
  IDENTITY {
    @Override
    public Var apply(Var x) {
      return x;
    }
  };

  public abstract Var apply(Var x);

  /** f(X W + b); ReLU does it in one pass. */
  Var applyToAffine(Var x, Var weight, Var bias) {
    return apply(x.affine(weight, bias));
  }
}
