package org.qmp.env.physics.scene;

import java.util.function.Consumer;

/** Options of a model; the defaults are MuJoCo's. */
public final class Options implements Cloneable {
  /**
   * A fluid around all bodies, which are treated as boxes of the same mass and inertia.
   *
   * @param density kg/m³, not negative
   * @param viscosity Pa s, not negative
   * @param wind its velocity, three numbers, m/s
   */
  public record Fluid(double density, double viscosity, double[] wind) {
    /** Vacuum. */
    public static final Fluid NONE = new Fluid(0, 0, new double[3]);

    public Fluid {
      Checks.notNegative("option", "density", density);
      Checks.notNegative("option", "viscosity", viscosity);
      wind = Checks.numbers("option", "wind", wind, 3).clone();
    }

    @Override
    public double[] wind() {
      return wind.clone();
    }

    public boolean pushes() {
      return density > 0 || viscosity > 0;
    }
  }

  /** The integrator of a step. */
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

  /** The release of MuJoCo to be reproduced. */
  public final Rules rules;

  /** h in s, in (0, 1]. */
  public double timestep = 0.002;

  /** Three numbers, m/s². */
  public double[] gravity = {0, 0, -9.81};

  public Integration integrator = Integration.EULER;
  public Cone cone = Cone.PYRAMIDAL;

  /** The most iterations of the solver, 1 to 10,000. */
  public int iterations = 100;

  /** Tolerance at which the solver stops, relative to the mean inertia. */
  public double tolerance = 1e-8;

  /** Ratio of frictional to normal contact impedance, positive. */
  public double impedanceRatio = 1;

  /** The fluid in which all bodies move. */
  public Fluid fluid = Fluid.NONE;

  public Options(Rules rules) {
    this.rules = rules;
  }

  /** Changes some of them, as in {@code with(o -> o.timestep = 0.01)}. */
  public Options with(Consumer<Options> change) {
    change.accept(this);
    return this;
  }

  /** Refuses numbers out of the ranges above. */
  public void check() {
    Checks.numbers("option", "gravity", gravity, 3);
    Checks.positive("option", "timestep", timestep);
    if (timestep > 1) {
      throw new ModelException("option", "timestep", "is " + timestep + ", expected at most 1 s");
    }
    if (iterations < 1 || iterations > 10_000) {
      throw new ModelException(
          "option", "iterations", "is " + iterations + ", expected 1 to 10000");
    }
    Checks.notNegative("option", "tolerance", tolerance);
    Checks.positive("option", "impratio", impedanceRatio);
  }

  /** A copy for a compiled model, which does not follow later changes. */
  public Options copy() {
    try {
      Options copy = (Options) clone();
      copy.gravity = gravity.clone();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
