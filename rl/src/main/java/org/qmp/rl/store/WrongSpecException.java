package org.qmp.rl.store;

import java.io.IOException;

/** A directory or a checkpoint belongs to a run of another specification. */
public final class WrongSpecException extends IOException {
  private static final long serialVersionUID = 1;

  WrongSpecException(String where, String found, String expected) {
    super(where + " belongs to the run of spec " + found + ", not of spec " + expected);
  }
}
