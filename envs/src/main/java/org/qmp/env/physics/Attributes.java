package org.qmp.env.physics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an element together with the defaults of its class. Those that nobody asked for
 * are errors when it is done.
 */
final class Attributes {
  private final XmlElement element;

  /** Of each attribute, the values from the outermost default to the element itself. */
  private final Map<String, List<String>> layers = new LinkedHashMap<>();

  private final Set<String> asked = new TreeSet<>();

  Attributes(XmlElement element, List<Map<String, String>> defaults) {
    this.element = element;
    defaults.forEach(this::put);
    put(element.attributes());
  }

  private void put(Map<String, String> values) {
    values.forEach(
        (name, value) -> layers.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  boolean has(String name) {
    return layers.containsKey(name);
  }

  @Nullable String text(String name) {
    asked.add(name);
    List<String> values = layers.get(name);
    return values == null ? null : values.get(values.size() - 1);
  }

  String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw element.error("attribute '" + name + "' is missing");
    }
    return value;
  }

  /** One of some words. */
  String word(String name, String otherwise, String... words) {
    String value = text(name, otherwise);
    if (!List.of(words).contains(value)) {
      throw error(name, "is '" + value + "', expected one of " + List.of(words));
    }
    return value;
  }

  double number(String name, double otherwise) {
    String value = text(name);
    return value == null ? otherwise : numbers(name, value, 1, 1)[0];
  }

  int integer(String name, int otherwise) {
    double value = number(name, otherwise);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw error(name, "is " + value + ", expected a whole number");
    }
    return (int) value;
  }

  double[] vector(String name, double... otherwise) {
    String value = text(name);
    return value == null ? otherwise : numbers(name, value, otherwise.length, otherwise.length);
  }

  /** At least and at most so many numbers; null if the attribute is absent. */
  double @Nullable [] numbers(String name, int least, int most) {
    String value = text(name);
    return value == null ? null : numbers(name, value, least, most);
  }

  /** Numbers of which each layer may give the first few. */
  double[] overlay(String name, double... otherwise) {
    asked.add(name);
    double[] result = otherwise.clone();
    for (String value : layers.getOrDefault(name, List.of())) {
      double[] given = numbers(name, value, 1, otherwise.length);
      System.arraycopy(given, 0, result, 0, given.length);
    }
    return result;
  }

  private double[] numbers(String name, String value, int least, int most) {
    String trimmed = value.trim();
    String[] words = trimmed.isEmpty() ? new String[0] : trimmed.split(" +", -1);
    if (words.length < least || words.length > most) {
      String expected = least == most ? "" + least : least + " to " + most;
      throw error(name, "has " + words.length + " numbers, expected " + expected);
    }
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = number(name, words[i]);
    }
    return numbers;
  }

  private double number(String name, String word) {
    boolean plain = word.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
    try {
      double value = plain ? Double.parseDouble(word) : Double.NaN;
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw error(name, "has '" + word + "', which is no number");
    }
    throw error(name, "has '" + word + "', which is no finite number");
  }

  /** Softness from two attributes, each of which may give its first numbers only. */
  Softness softness(String reference, String impedance) {
    Softness standard = Softness.DEFAULT;
    try {
      return new Softness(
          overlay(reference, standard.reference()), overlay(impedance, standard.impedance()));
    } catch (ModelException e) {
      ModelException first = named(reference, "softness: reference ", e);
      throw named(impedance, "softness: impedance ", first);
    }
  }

  /** A range if it limits: as 'limited' says, or, if that says nothing, whether it is given. */
  double @Nullable [] range(String range, String limited, boolean automatic) {
    double[] given = numbers(range, 2, 2);
    String says = word(limited, "auto", "true", "false", "auto");
    if (says.equals("auto") && given != null && !automatic) {
      throw error(range, "says nothing without '" + limited + "', since autolimits is off");
    }
    if (says.equals("true") && given == null) {
      throw error(range, "is missing, though '" + limited + "' is true");
    }
    return says.equals("false") ? null : given;
  }

  /** An error with the name of an attribute in place of how its check began. */
  ModelException named(String attribute, String beginning, ModelException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(beginning)
        ? error(attribute, message.substring(beginning.length()))
        : e;
  }

  /** Takes note of attributes that are for the eye only, or for memory. */
  void ignore(Set<String> ignored, String... names) {
    for (String name : names) {
      if (text(name) != null) {
        ignored.add("attribute '" + name + "' of <" + element.name() + ">");
      }
    }
  }

  /** Refuses attributes that nobody asked for. */
  void done() {
    for (String name : layers.keySet()) {
      if (!asked.contains(name)) {
        throw error(name, "is not supported");
      }
    }
  }

  /** An error at the element. */
  ModelException error(String message) {
    return element.error(message);
  }

  /** An error at an attribute of the element. */
  ModelException error(String attribute, String message) {
    return element.error("attribute '" + attribute + "' " + message);
  }
}
