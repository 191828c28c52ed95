package org.qmp.autograd;

import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Mat;

/**
 * A named trainable matrix and its gradient. It belongs to no tape: any number of tapes may use it.
 */
public final class Parameter {
  private final String name;
  private final Mat value;
  private @Nullable Mat gradient;

  public Parameter(String name, Mat value) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a parameter needs a name");
    }
    this.name = name;
    this.value = value;
  }

  public String name() {
    return name;
  }

  /** The matrix itself, not a copy. */
  public Mat value() {
    return value;
  }

  /**
   * The gradient that the latest {@link Tape#backward()} of a tape recorded for this parameter left
   * behind; same shape as the value; zeros before that.
   */
  public Mat gradient() {
    Mat found = gradient;
    if (found == null) {
      found = Mat.zeros(value.precision(), value.shape());
      gradient = found;
    }
    return found;
  }

  @Override
  public String toString() {
    return name + " " + value.shape();
  }
}
