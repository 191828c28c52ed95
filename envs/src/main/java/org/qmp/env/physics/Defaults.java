package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The default classes of a model file, each with the one that it is nested in.
 *
 * <p>All actuators of a class share one default of gear and ranges, whichever of them it is written
 * for. Source: MuJoCo documentation, XML Reference, default and actuator.
 */
final class Defaults {
  private static final Set<String> VISUAL = Set.of("camera", "light", "material", "mesh");
  private static final Set<String> SERVOS = Set.of("position", "velocity");
  private static final Set<String> ORIENTATIONS =
      Set.of("quat", "axisangle", "euler", "xyaxes", "zaxis");

  /** What all actuators share, and where it is kept. */
  private static final Set<String> SHARED =
      Set.of("gear", "ctrlrange", "ctrllimited", "forcerange", "forcelimited", "group");

  private static final String ACTUATOR = "actuator";

  /** What a default may say of each element. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "joint",
          Set.of(
              ("type pos axis ref range limited damping armature frictionloss margin stiffness"
                      + " springref solreflimit solimplimit solreffriction solimpfriction group")
                  .split(" ", -1)),
          "geom",
          with(
              ORIENTATIONS,
              "type size fromto pos density mass contype conaffinity condim priority friction margin"
                  + " gap solref solimp solmix rgba material group"),
          "site",
          with(ORIENTATIONS, "pos size type rgba material group"),
          "motor",
          SHARED,
          "position",
          with(SHARED, "kp kv"),
          "velocity",
          with(SHARED, "kv"));

  /** Of each element, its attributes as often as they are given; the class around, or null. */
  private record Layer(@Nullable String parent, Map<String, List<Map<String, String>>> elements) {}

  private static final String MAIN = "main";

  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Set<String> ignored;

  Defaults(Set<String> ignored) {
    this.ignored = ignored;
    layers.put(MAIN, new Layer(null, new LinkedHashMap<>()));
  }

  private static Set<String> with(Set<String> some, String more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more.split(" ", -1)));
    return Set.copyOf(all);
  }

  /** Reads a top-level {@code <default>}. */
  void read(XmlElement element) {
    String name = element.attributes().getOrDefault("class", MAIN);
    if (!name.equals(MAIN)) {
      throw element.error(
          "attribute 'class' is '" + name + "', expected 'main' around all other classes");
    }
    contents(element, MAIN);
  }

  private void read(XmlElement element, String parent) {
    String name = element.attributes().get("class");
    if (name == null || name.isEmpty()) {
      throw element.error("attribute 'class' is missing");
    }
    if (layers.putIfAbsent(name, new Layer(parent, new LinkedHashMap<>())) != null) {
      throw element.error("the class '" + name + "' is there already");
    }
    contents(element, name);
  }

  private void contents(XmlElement element, String name) {
    for (String attribute : element.attributes().keySet()) {
      if (!attribute.equals("class")) {
        throw element.error("attribute '" + attribute + "' is not supported");
      }
    }
    for (XmlElement child : element.children()) {
      if (child.name().equals("default")) {
        read(child, name);
      } else if (VISUAL.contains(child.name())) {
        ignored.add("element <" + child.name() + ">");
      } else {
        put(name, child);
      }
    }
  }

  private void put(String name, XmlElement child) {
    Set<String> known = KNOWN.get(child.name());
    if (known == null) {
      throw child.error("such defaults are not supported");
    }
    if (!child.children().isEmpty()) {
      throw child.children().get(0).error("is not supported in <" + child.name() + ">");
    }
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> shared = new LinkedHashMap<>();
    child
        .attributes()
        .forEach(
            (attribute, value) -> {
              if (!known.contains(attribute)) {
                throw child.error("attribute '" + attribute + "' is not supported in a default");
              }
              (actuates(child) && SHARED.contains(attribute) ? shared : own).put(attribute, value);
            });
    add(name, child.name(), own);
    add(name, ACTUATOR, shared);
  }

  private void add(String name, String element, Map<String, String> attributes) {
    Layer layer = layers.get(name);
    if (layer != null && !attributes.isEmpty()) {
      layer.elements.computeIfAbsent(element, e -> new ArrayList<>()).add(attributes);
    }
  }

  /** Refuses a class that is not there. */
  void check(XmlElement element, String name) {
    if (!layers.containsKey(name)) {
      throw element.error("no default class is called '" + name + "', only " + layers.keySet());
    }
  }

  /** An element's attributes with the defaults of its own class, or of the class around it. */
  Attributes of(XmlElement element, String around) {
    String name = element.attributes().getOrDefault("class", around);
    check(element, name);
    List<Map<String, String>> defaults = new ArrayList<>(chain(name, element.name()));
    if (actuates(element)) {
      defaults.addAll(chain(name, ACTUATOR));
      checkGains(element, name);
    }
    Attributes attributes = new Attributes(element, defaults);
    attributes.text("class");
    return attributes;
  }

  /** What a class and those around it say of an element, the outermost first. */
  private List<Map<String, String>> chain(String name, String element) {
    List<Map<String, String>> chain = new ArrayList<>();
    Layer layer = layers.get(name);
    while (layer != null) {
      chain.addAll(0, layer.elements.getOrDefault(element, List.of()));
      layer = layer.parent == null ? null : layers.get(layer.parent);
    }
    return chain;
  }

  /** In MuJoCo a default gain of one kind of servo is one of the other too, in other places. */
  private void checkGains(XmlElement element, String name) {
    for (String other : SERVOS) {
      if (SERVOS.contains(element.name())
          && !element.name().equals(other)
          && !chain(name, other).isEmpty()) {
        throw element.error(
            "its defaults set a gain of <" + other + "> too, expected a class for each");
      }
    }
  }

  /** Whether it is an actuator of a kind that is read. */
  static boolean actuates(XmlElement element) {
    return KNOWN.getOrDefault(element.name(), Set.of()).containsAll(SHARED);
  }

  /** The class that all elements have that say nothing. */
  static String main() {
    return MAIN;
  }
}
