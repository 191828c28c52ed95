package org.qmp.env.physics.mjcf;

import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.Scene;

/**
 * Reads motors and servos.
 *
 * @param autolimits whether a range limits where nothing says whether it does
 */
record ActuatorReader(boolean autolimits, Defaults defaults) {

  void read(XmlElement section, Scene scene) {
    for (XmlElement child : section.children()) {
      if (!Defaults.actuates(child)) {
        throw child.misplaced(section);
      }
      scene.add(actuator(child), child.where());
    }
  }

  private Actuator actuator(XmlElement element) {
    Attributes a = defaults.of(element, Defaults.MAIN);
    for (String other : new String[] {"tendon", "site", "slidersite", "cranksite", "body"}) {
      if (a.has(other)) {
        throw a.error(other, "is not supported, only 'joint'");
      }
    }
    boolean position = element.name().equals("position");
    boolean motor = element.name().equals("motor");
    double kp = position ? a.number("kp", 1) : 0;
    double kv = motor ? 0 : a.number("kv", position ? 0 : 1);
    String name = a.text("name", "");
    String joint = a.required("joint");
    double gear = a.overlay("gear", 1, 0, 0, 0, 0, 0)[0]; // a slide or hinge uses no other
    double[] controls = a.range("ctrlrange", "ctrllimited", autolimits);
    double[] forces = a.range("forcerange", "forcelimited", autolimits);
    a.zero("armature", "damping", "delay", "nsample");
    if (position) {
      a.zero("timeconst", "dampratio", "inheritrange");
    }
    a.done();
    double gain = motor ? 1 : position ? kp : kv;
    return element.part( // 0 − k is never −0
        () -> new Actuator(name, joint, gear, gain, 0 - kp, 0 - kv, controls, forces));
  }
}
