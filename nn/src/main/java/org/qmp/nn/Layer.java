package org.qmp.nn;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;

/** A function with parameters, applied while a tape records. */
public interface Layer {

  /** Records the layer on the tape of x. */
  Var apply(Var x);

  /** The trainable matrices, in a fixed order. */
  Parameters parameters();
}
