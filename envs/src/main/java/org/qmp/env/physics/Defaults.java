package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default classes of a model file, each with the one that it is nested in. */
final class Defaults {
  private static final Set<String> KNOWN =
      Set.of("joint", "geom", "site", "motor", "position", "velocity");
  private static final Set<String> VISUAL = Set.of("camera", "light", "material", "mesh");

  /** Attributes by element; the class around it, or null. */
  private record Layer(@Nullable String parent, Map<String, Map<String, String>> elements) {}

  private static final String MAIN = "main";

  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Set<String> ignored;

  Defaults(Set<String> ignored) {
    this.ignored = ignored;
    layers.put(MAIN, new Layer(null, new LinkedHashMap<>()));
  }

  /** Reads a top-level {@code <default>}. */
  void read(XmlElement element) {
    String name = element.attributes().getOrDefault("class", MAIN);
    if (!name.equals(MAIN)) {
      read(element, MAIN);
    } else {
      contents(element, MAIN);
    }
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
    if (!KNOWN.contains(child.name())) {
      throw child.error("such defaults are not supported");
    }
    if (child.attributes().containsKey("class") || child.attributes().containsKey("name")) {
      throw child.error("a default has no name and no class of its own");
    }
    if (!child.children().isEmpty()) {
      throw child.children().get(0).error("is not supported in <" + child.name() + ">");
    }
    Layer layer = layers.get(name);
    if (layer != null) {
      layer
          .elements
          .computeIfAbsent(child.name(), n -> new LinkedHashMap<>())
          .putAll(child.attributes());
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
    List<Map<String, String>> defaults = new ArrayList<>();
    Layer layer = layers.get(name);
    while (layer != null) {
      defaults.add(0, layer.elements.getOrDefault(element.name(), Map.of()));
      layer = layer.parent == null ? null : layers.get(layer.parent);
    }
    Attributes attributes = new Attributes(element, defaults);
    attributes.text("class");
    return attributes;
  }

  /** The class that all elements have that say nothing. */
  static String main() {
    return MAIN;
  }
}
