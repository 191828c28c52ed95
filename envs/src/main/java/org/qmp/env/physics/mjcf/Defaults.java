package org.qmp.env.physics.mjcf;

import static org.qmp.env.physics.mjcf.Inert.table;
import static org.qmp.env.physics.mjcf.Inert.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The default classes of a model file.
 *
 * <p>A class begins with the defaults that the class around it has where the class is declared:
 * after all elements of that section, whichever come first in it, and before any later section.
 * Additions of a later section to {@code main} do not reach classes that exist already.
 *
 * <p>All actuators of a class share one default of gear and ranges, whichever of them it is written
 * for. Source: MuJoCo documentation, XML Reference, default and actuator.
 */
final class Defaults {
  static final String MAIN = "main"; // the class of all elements that name none

  /** Where all actuators keep their shared attributes. */
  private static final String ACTUATOR = "actuator";

  /** Unsupported actuators; defaults for general may set what the supported ones share. */
  private static final Set<String> OTHER_ACTUATORS =
      words("general intvelocity orientation pid damper cylinder muscle adhesion dcmotor");

  private static final List<String> SERVOS = List.of("position", "velocity");

  /** The attributes of each element that a default may set, besides those without effect. */
  private static final Map<String, Set<String>> KNOWN =
      table(
          """
          joint: type pos axis ref range limited damping armature frictionloss margin stiffness \
          springref solreflimit solimplimit solreffriction solimpfriction actuatorfrcrange \
          actuatorfrclimited springdamper
          geom: quat axisangle euler xyaxes zaxis type size fromto pos density mass contype \
          conaffinity condim priority friction margin gap solref solimp solmix group fluidshape \
          shellinertia adhesion surfacevel
          mesh: scale maxhullvert inertia
          site: quat axisangle euler xyaxes zaxis pos
          equality: active solref solimp
          tendon: range limited stiffness damping frictionloss armature
          motor: gear ctrlrange ctrllimited forcerange forcelimited
          position: gear ctrlrange ctrllimited forcerange forcelimited kp kv timeconst dampratio \
          inheritrange
          velocity: gear ctrlrange ctrllimited forcerange forcelimited kv
          """);

  /** The attributes shared by all actuators, which are all that a motor has. */
  private static final Set<String> SHARED = known("motor");

  /** Of each class and element, the attributes as often as they are given, the outermost first. */
  private final Map<String, Map<String, List<Map<String, String>>>> classes = new LinkedHashMap<>();

  private final Inert inert;

  Defaults(Inert inert) {
    this.inert = inert;
    classes.put(MAIN, new LinkedHashMap<>());
  }

  /** Reads a top-level {@code <default>}. */
  void read(XmlElement element) {
    String name = element.attributes().getOrDefault("class", MAIN);
    if (!name.equals(MAIN)) {
      throw element.error("class", "is '" + name + "', expected 'main' around all other classes");
    }
    contents(element, MAIN);
  }

  private void read(XmlElement element, String around) {
    String name = element.attributes().getOrDefault("class", "");
    if (name.isEmpty()) {
      throw element.error("class", "is missing");
    }
    Map<String, List<Map<String, String>>> inherited = new LinkedHashMap<>();
    of(around).forEach((kind, given) -> inherited.put(kind, new ArrayList<>(given)));
    if (classes.putIfAbsent(name, inherited) != null) {
      throw element.error("the class '" + name + "' is there already");
    }
    contents(element, name);
  }

  private void contents(XmlElement element, String name) {
    for (String attribute : element.attributes().keySet()) {
      if (!attribute.equals("class")) {
        throw element.error(attribute, "is not supported");
      }
    }
    List<XmlElement> nested = new ArrayList<>();
    for (XmlElement child : element.children()) {
      if (child.name().equals("default")) {
        nested.add(child);
      } else if (!inert.skips(element, child)) {
        put(name, child);
      }
    }
    nested.forEach(child -> read(child, name));
  }

  private void put(String name, XmlElement child) {
    boolean other = OTHER_ACTUATORS.contains(child.name());
    if (!other && !KNOWN.containsKey(child.name())) {
      throw child.error("such defaults are not supported");
    }
    child.requireNoChildren();
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> shared = new LinkedHashMap<>();
    for (Map.Entry<String, String> given : child.attributes().entrySet()) {
      String attribute = given.getKey();
      if (inert.skips(child, attribute)) {
        continue;
      }
      if (!other && !known(child.name()).contains(attribute)) {
        throw child.error(attribute, "is not supported in a default");
      }
      boolean common = (other || actuates(child)) && SHARED.contains(attribute);
      (common ? shared : own).put(attribute, given.getValue());
    }
    if (!own.isEmpty() || (other && !child.name().equals("general"))) {
      add(name, child.name(), own);
    }
    if (!shared.isEmpty()) {
      add(name, ACTUATOR, shared);
    }
  }

  private void add(String name, String element, Map<String, String> given) {
    of(name).computeIfAbsent(element, e -> new ArrayList<>()).add(given);
  }

  private Map<String, List<Map<String, String>>> of(String name) {
    return classes.getOrDefault(name, Map.of());
  }

  private List<Map<String, String>> of(String name, String element) {
    return of(name).getOrDefault(element, List.of());
  }

  /** Refuses an unknown class. */
  void check(XmlElement element, String name) {
    if (!classes.containsKey(name)) {
      throw element.error("no default class is called '" + name + "', only " + classes.keySet());
    }
  }

  /** An element's attributes without any defaults. */
  Attributes alone(XmlElement element) {
    return new Attributes(element, List.of(), inert);
  }

  /** An element's attributes with the defaults of its own class, or of the class around it. */
  Attributes of(XmlElement element, String around) {
    return of(element, element.name(), around);
  }

  /** The same of an element whose defaults are written under another name. */
  Attributes of(XmlElement element, String kind, String around) {
    String name = element.attributes().getOrDefault("class", around);
    check(element, name);
    List<Map<String, String>> defaults = new ArrayList<>(of(name, kind));
    if (actuates(element)) {
      defaults.addAll(of(name, ACTUATOR));
      checkGains(element, name);
    }
    Attributes attributes = new Attributes(element, defaults, inert);
    attributes.text("class");
    return attributes;
  }

  /**
   * Refuses defaults that are written for an actuator of another kind and reach this one too: in
   * MuJoCo a gain of one kind is kept where another kind keeps something else.
   */
  private void checkGains(XmlElement element, String name) {
    for (String other : of(name).keySet()) {
      if (OTHER_ACTUATORS.contains(other)) {
        throw element.error(
            "its defaults are those of <" + other + "> too, which is not supported");
      }
      boolean servos = SERVOS.contains(element.name()) && SERVOS.contains(other);
      if (servos && !other.equals(element.name())) {
        throw element.error(
            "its defaults set a gain of <" + other + "> too, expected a class for each");
      }
    }
  }

  /** The attributes of an element in a default or in the element itself. */
  static Set<String> known(String element) {
    return KNOWN.getOrDefault(element, Set.of());
  }

  static boolean actuates(XmlElement element) {
    return known(element.name()).containsAll(SHARED);
  }
}
