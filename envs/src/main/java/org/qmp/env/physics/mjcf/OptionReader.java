package org.qmp.env.physics.mjcf;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Options;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/**
 * Reads options, and the flags that switch parts of the physics off.
 *
 * <p>All solvers of MuJoCo seek the one minimum of the same convex problem, PGS in its dual form.
 * Newton's method finds it here, whichever solver a file names. If it names another one, a limit of
 * fewer than 100 iterations is raised to 100, and a tolerance above 1e-8 lowered to 1e-8: the
 * defaults.
 */
final class OptionReader {
  private static final List<String> CONSTRAINTS =
      List.of("contact", "equality", "limit", "frictionloss");
  private static final List<String> PASSIVE = List.of("spring", "damper");
  private static final List<String> OTHERS =
      List.of("gravity", "clampctrl", "actuation", "eulerdamp", "filterparent");

  private final Rules rules;
  private final Attributes a;
  private final Attributes flags;
  private final Set<String> off = new TreeSet<>();

  /**
   * @param options the attributes of {@code <option>}
   * @param flags those of {@code <flag>} in it
   */
  OptionReader(Rules rules, Attributes options, Attributes flags) {
    this.rules = rules;
    a = options;
    this.flags = flags;
  }

  Options read() {
    readFlags();
    Options o = new Options(rules);
    boolean newton = a.word("solver", "Newton", "Newton", "CG", "PGS").equals("Newton");
    boolean euler = a.word("integrator", "Euler", "Euler", "RK4").equals("Euler");
    boolean pyramids = a.word("cone", "pyramidal", "pyramidal", "elliptic").equals("pyramidal");
    o.timestep = a.number("timestep", o.timestep);
    o.gravity = a.vector("gravity", o.gravity);
    o.integrator = euler ? Options.Integration.EULER : Options.Integration.RUNGE_KUTTA;
    o.cone = pyramids ? Options.Cone.PYRAMIDAL : Options.Cone.ELLIPTIC;
    o.iterations = a.integer("iterations", o.iterations);
    o.tolerance = a.number("tolerance", o.tolerance);
    o.impedanceRatio = a.number("impratio", o.impedanceRatio);
    double density = a.number("density", 0);
    double viscosity = a.number("viscosity", 0);
    double[] wind = a.vector("wind", 0, 0, 0);
    if (!newton) {
      a.ignore("solver");
    }
    a.zero("noslip_iterations");
    a.only("collision", "all");
    a.only("actuatorgroupdisable", "");
    a.done();
    o.fluid =
        a.element.part(
            () -> {
              o.check();
              return new Options.Fluid(density, viscosity, wind);
            });
    if (!newton) {
      o.iterations = Math.max(100, o.iterations);
      o.tolerance = Math.min(1e-8, o.tolerance);
    }
    if (off.containsAll(PASSIVE)) { // then there are no passive forces, not even the fluid's
      o.fluid = Options.Fluid.NONE;
    }
    if (off.contains("gravity")) {
      o.gravity = new double[3];
    }
    return o;
  }

  private void readFlags() {
    readFlag("constraint", CONSTRAINTS);
    readFlag("passive", PASSIVE); // of releases before 3.3.6
    for (List<String> some : List.of(CONSTRAINTS, PASSIVE, OTHERS)) {
      some.forEach(name -> readFlag(name, List.of(name)));
    }
    flags.only("refsafe", "enable");
    for (String name : new String[] {"override", "sleep", "diagexact", "ipc", "multiccd"}) {
      flags.only(name, "disable");
    }
    flags.done();
  }

  private void readFlag(String name, List<String> switches) {
    if (flags.word(name, "enable", "enable", "disable").equals("disable")) {
      off.addAll(switches);
    }
  }

  /** Removes from a scene what is switched off. */
  void switchOff(Scene scene) {
    scene.explicitDamping = off.contains("eulerdamp");
    scene.parentsTouch = off.contains("filterparent");
    if (off.contains("equality")) {
      scene.equalities.clear();
      scene.welds.clear();
    }
    switchOff(scene.world);
    scene.actuators.replaceAll(this::switchedOff);
  }

  private void switchOff(Body body) {
    if (off.contains("contact")) {
      body.geoms.forEach(geom -> geom.collides(0, 0));
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
