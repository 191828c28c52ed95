package org.qmp.env.physics;

/** A model that is no model: the message names the part, the value found and what was expected. */
public final class ModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message);
  }
}
