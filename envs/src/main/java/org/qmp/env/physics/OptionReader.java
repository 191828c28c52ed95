package org.qmp.env.physics;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads how a model is stepped: options, and the flags that switch parts of the physics off.
 *
 * <p>All solvers of MuJoCo seek the one minimum of the same convex problem, PGS in its dual form.
 * Newton's method finds it here whichever a file names. Iterations and tolerance of another solver
 * say nothing about Newton's steps: at least the usual 100 are allowed.
 */
final class OptionReader {
  private static final List<String> CONSTRAINTS = List.of("contact", "limit", "frictionloss");
  private static final List<String> PASSIVE = List.of("spring", "damper");
  private static final List<String> OTHERS =
      List.of("gravity", "clampctrl", "actuation", "eulerdamp", "filterparent");

  private final Rules rules;
  private final Attributes options;
  private final Attributes flags;
  private final Set<String> ignored;
  private final Set<String> off = new TreeSet<>();

  /**
   * @param options the attributes of {@code <option>}
   * @param flags those of {@code <flag>} in it
   */
  OptionReader(Rules rules, Attributes options, Attributes flags, Set<String> ignored) {
    this.rules = rules;
    this.options = options;
    this.flags = flags;
    this.ignored = ignored;
  }

  Options read() {
    readFlags();
    Attributes a = options;
    boolean newton = a.word("solver", "Newton", "Newton", "CG", "PGS").equals("Newton");
    boolean euler = a.word("integrator", "Euler", "Euler", "RK4").equals("Euler");
    boolean pyramids = a.word("cone", "pyramidal", "pyramidal", "elliptic").equals("pyramidal");
    double[] gravity = a.vector("gravity", 0, 0, -9.81);
    int iterations = a.integer("iterations", 100);
    double tolerance = a.number("tolerance", 1e-8);
    try {
      Options read =
          Options.of(rules)
              .withTimestep(a.number("timestep", 0.002))
              .withGravity(gravity[0], gravity[1], gravity[2])
              .with(euler ? Options.Integration.EULER : Options.Integration.RUNGE_KUTTA)
              .with(pyramids ? Options.Cone.PYRAMIDAL : Options.Cone.ELLIPTIC)
              .withSolver(iterations, tolerance)
              .withImpedanceRatio(a.number("impratio", 1))
              .with(fluid(a));
      if (!newton) {
        a.ignore(ignored, "solver");
        read = read.withSolver(Math.max(100, iterations), Math.min(1e-8, tolerance));
      }
      a.zero("noslip_iterations");
      a.only("collision", "all");
      a.only("actuatorgroupdisable", "");
      a.done(ignored);
      return off.contains("gravity") ? read.withGravity(0, 0, 0) : read;
    } catch (ModelException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("option: ") ? a.error(message) : e;
    }
  }

  /** What pushes bodies besides joints: nothing if neither springs nor dampers do. */
  private Options.Fluid fluid(Attributes a) {
    Options.Fluid fluid =
        new Options.Fluid(
            a.number("density", 0), a.number("viscosity", 0), a.vector("wind", 0, 0, 0));
    return off.containsAll(PASSIVE) ? Options.Fluid.NONE : fluid;
  }

  private void readFlags() {
    readFlag("constraint", CONSTRAINTS);
    readFlag("passive", PASSIVE); // of releases before 3.3
    for (List<String> some : List.of(CONSTRAINTS, PASSIVE, OTHERS)) {
      some.forEach(name -> readFlag(name, List.of(name)));
    }
    flags.only("refsafe", "enable");
    for (String name : new String[] {"override", "sleep", "diagexact", "ipc"}) {
      flags.only(name, "disable");
    }
    flags.done(ignored);
  }

  private void readFlag(String name, List<String> switches) {
    if (flags.word(name, "enable", "enable", "disable").equals("disable")) {
      off.addAll(switches);
    }
  }

  /** Takes from a scene what is switched off. */
  void switchOff(Scene scene) {
    scene.explicitDamping = off.contains("eulerdamp");
    scene.parentsTouch = off.contains("filterparent");
    switchOff(scene.world);
    scene.actuators.replaceAll(this::switchedOff);
  }

  private void switchOff(Body body) {
    for (Geom geom : body.geoms) {
      if (off.contains("contact")) {
        geom.collides(0, 0);
      }
    }
    for (Joint joint : body.joints) {
      joint.limited &= !off.contains("limit");
      joint.frictionLoss *= on("frictionloss");
      joint.stiffness *= on("spring");
      joint.damping *= on("damper");
    }
    body.children.forEach(this::switchOff);
  }

  private Actuator switchedOff(Actuator a) {
    double on = on("actuation");
    return new Actuator(
        a.name(),
        a.joint(),
        a.gear(),
        a.gain() * on,
        a.positionBias() * on,
        a.velocityBias() * on,
        off.contains("clampctrl") ? null : a.controlRange(),
        off.contains("actuation") ? null : a.forceRange());
  }

  private double on(String name) {
    return off.contains(name) ? 0 : 1;
  }
}
