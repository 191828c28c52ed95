package org.qmp.env.physics.scene;

/**
 * How a model is stepped.
 *
 * @param rules the release whose numbers are wanted
 * @param timestep h in s, in (0, 1]
 * @param gravity three numbers, m/s²
 * @param integrator how a step advances
 * @param cone the shape of the friction cones
 * @param iterations of the solver, at most, from 1
 * @param tolerance at which the solver stops, relative to the mean inertia
 * @param impedanceRatio of frictional to normal contact impedance, positive
 * @param fluid that all bodies move in
 */
public record Options(
    Rules rules,
    double timestep,
    double[] gravity,
    Integration integrator,
    Cone cone,
    int iterations,
    double tolerance,
    double impedanceRatio,
    Fluid fluid) {

  /**
   * A fluid around all bodies, which are taken for boxes of the same mass and inertia.
   *
   * @param density kg/m³, not negative
   * @param viscosity Pa s, not negative
   * @param wind its velocity, three numbers, m/s
   */
  public record Fluid(double density, double viscosity, double[] wind) {
    /** Vacuum. */
    public static final Fluid NONE = new Fluid(0, 0, new double[3]);

    /** With a copy of the wind. */
    public Fluid {
      Require.notNegative("option", "density", density);
      Require.notNegative("option", "viscosity", viscosity);
      wind = Require.numbers("option", "wind", wind, 3).clone();
    }

    /** A copy. */
    @Override
    public double[] wind() {
      return wind.clone();
    }

    public boolean pushes() {
      return density > 0 || viscosity > 0;
    }
  }

  /** How a step advances. */
  public enum Integration {
    /** Semi-implicit Euler, implicit in the damping of the joints. */
    EULER,
    /** The classical Runge–Kutta method of fourth order, with four solutions of all constraints. */
    RUNGE_KUTTA
  }

  /** The shape of the friction cones. */
  public enum Cone {
    /** Pyramids whose edges lie on the cone. */
    PYRAMIDAL,
    /** The cone itself. */
    ELLIPTIC
  }

  /** Refuses numbers out of the ranges above. */
  public Options {
    gravity = Require.numbers("option", "gravity", gravity, 3).clone();
    Require.positive("option", "timestep", timestep);
    if (timestep > 1) {
      throw new ModelException("option", "timestep", "is " + timestep + ", expected at most 1 s");
    }
    if (iterations < 1 || iterations > 10_000) {
      throw new ModelException(
          "option", "iterations", "is " + iterations + ", expected 1 to 10000");
    }
    Require.notNegative("option", "tolerance", tolerance);
    Require.positive("option", "impratio", impedanceRatio);
  }

  /** A copy. */
  @Override
  public double[] gravity() {
    return gravity.clone();
  }

  /**
   * What MuJoCo takes where a model says nothing: 2 ms, Euler, pyramids, 100 iterations to 1e-8.
   */
  public static Options of(Rules rules) {
    return new Options(
        rules,
        0.002,
        new double[] {0, 0, -9.81},
        Integration.EULER,
        Cone.PYRAMIDAL,
        100,
        1e-8,
        1,
        Fluid.NONE);
  }

  /** The same with another time step in s. */
  public Options withTimestep(double value) {
    return new Options(
        rules, value, gravity, integrator, cone, iterations, tolerance, impedanceRatio, fluid);
  }

  /** The same with another gravity in m/s². */
  public Options withGravity(double x, double y, double z) {
    double[] value = {x, y, z};
    return new Options(
        rules, timestep, value, integrator, cone, iterations, tolerance, impedanceRatio, fluid);
  }

  /** The same with another integrator. */
  public Options with(Integration value) {
    return new Options(
        rules, timestep, gravity, value, cone, iterations, tolerance, impedanceRatio, fluid);
  }

  /** The same with other cones. */
  public Options with(Cone value) {
    return new Options(
        rules, timestep, gravity, integrator, value, iterations, tolerance, impedanceRatio, fluid);
  }

  /** The same with another limit and another tolerance of the solver. */
  public Options withSolver(int iterationsAtMost, double relativeTolerance) {
    return new Options(
        rules,
        timestep,
        gravity,
        integrator,
        cone,
        iterationsAtMost,
        relativeTolerance,
        impedanceRatio,
        fluid);
  }

  /** The same with another ratio of frictional to normal impedance. */
  public Options withImpedanceRatio(double value) {
    return new Options(
        rules, timestep, gravity, integrator, cone, iterations, tolerance, value, fluid);
  }

  /** The same in another fluid. */
  public Options with(Fluid value) {
    return new Options(
        rules, timestep, gravity, integrator, cone, iterations, tolerance, impedanceRatio, value);
  }
}
