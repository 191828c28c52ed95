package org.qmp.env.physics.constraint;

/** A kind of constraint: what it demands in one moment is some rows. */
public interface Constraint {

  /** Adds the rows of this moment. */
  void addTo(Rows rows);
}
