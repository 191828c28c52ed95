package org.qmp.env.physics.constraint;

/** The equation of motion, M a = f + Jᵀ λ: the solver's input and output. */
public final class Dynamics {
  /** n, the number of velocities. */
  public final int size;

  /** Of each row of M, the first column that is not 0: the first that moves the same body. */
  public final int[] first;

  /** M, n × n, its lower triangle. */
  public final double[] mass;

  /** The factor of M. */
  public final double[] massFactor;

  /** f, all forces except those of constraints, and a₀ = M⁻¹ f. */
  public final double[] smoothForce;

  public final double[] smoothAcceleration;

  /** The acceleration from which the solver may start. */
  public final double[] warm;

  /** Jᵀ λ and a, which the solver finds. */
  public final double[] constraintForce;

  public final double[] acceleration;

  /** All zeros. */
  public Dynamics(int[] first) {
    this.first = first.clone();
    size = first.length;
    mass = new double[size * size];
    massFactor = new double[size * size];
    smoothForce = new double[size];
    smoothAcceleration = new double[size];
    warm = new double[size];
    constraintForce = new double[size];
    acceleration = new double[size];
  }
}
