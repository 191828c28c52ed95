package org.qmp.env.physics;

import java.util.Set;

/** Reads motors and servos. */
final class ActuatorReader {
  private final boolean autolimits;
  private final Defaults defaults;
  private final Set<String> ignored;

  /**
   * @param autolimits whether a range limits where nothing says whether it does
   */
  ActuatorReader(boolean autolimits, Defaults defaults, Set<String> ignored) {
    this.autolimits = autolimits;
    this.defaults = defaults;
    this.ignored = ignored;
  }

  void read(XmlElement section, Scene scene) {
    for (XmlElement child : section.children()) {
      if (!Defaults.actuates(child)) {
        throw child.error("is not supported in <actuator>");
      }
      try {
        scene.add(actuator(child), child.where());
      } catch (ModelException e) {
        String message = String.valueOf(e.getMessage());
        throw message.startsWith("actuator '") ? child.error(message) : e;
      }
    }
  }

  private Actuator actuator(XmlElement element) {
    Attributes a = defaults.of(element, Defaults.main());
    for (String other : new String[] {"tendon", "site", "slidersite", "cranksite", "body"}) {
      if (a.has(other)) {
        throw a.error(other, "is not supported, only 'joint'");
      }
    }
    double kp = element.name().equals("position") ? a.number("kp", 1) : 0;
    double kv =
        switch (element.name()) {
          case "position" -> a.number("kv", 0);
          case "velocity" -> a.number("kv", 1);
          default -> 0;
        };
    double gain =
        switch (element.name()) {
          case "position" -> kp;
          case "velocity" -> kv;
          default -> 1;
        };
    Actuator actuator =
        new Actuator(
            a.text("name", ""),
            a.required("joint"),
            a.overlay("gear", 1, 0, 0, 0, 0, 0)[0], // a slide or hinge has no use for the others
            gain,
            0 - kp, // never −0
            0 - kv,
            a.range("ctrlrange", "ctrllimited", autolimits),
            a.range("forcerange", "forcelimited", autolimits));
    a.zero("armature", "damping", "delay", "nsample");
    if (element.name().equals("position")) {
      a.zero("timeconst", "dampratio", "inheritrange");
    }
    a.done(ignored);
    return actuator;
  }
}
