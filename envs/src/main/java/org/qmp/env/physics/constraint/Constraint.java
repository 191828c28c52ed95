package org.qmp.env.physics.constraint;

/** A kind of constraint, which adds rows for the current state. */
public interface Constraint {

  /** Adds the rows for the current state. */
  void addTo(Rows rows);
}
