package org.qmp.env.physics;

/**
 * A model that is no model: the message names the part, the value found and what was expected, in
 * one line whatever names and values contain.
 */
public final class ModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " "));
  }
}
