package org.qmp.nn;

/** Argument checks; each message is "name = value, expected …". */
public final class Require {
  private Require() {}

  /**
   * Requires that a condition holds.
   *
   * @throws IllegalArgumentException unless it does
   */
  public static void that(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " = " + value + ", expected " + expected);
    }
  }

  /** Requires a value of at least 1. */
  public static void atLeastOne(String name, long value) {
    that(value >= 1, name, value, "at least 1");
  }

  /** Requires a finite value. */
  public static void finite(String name, double value) {
    that(Double.isFinite(value), name, value, "a finite number");
  }

  /** Requires a finite value above 0. */
  public static void positive(String name, double value) {
    that(value > 0 && Double.isFinite(value), name, value, "a positive number");
  }
}
