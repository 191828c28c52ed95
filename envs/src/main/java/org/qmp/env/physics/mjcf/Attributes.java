package org.qmp.env.physics.mjcf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.qmp.env.physics.scene.ModelException;
import org.qmp.env.physics.scene.Softness;

/**
 * The attributes of an element together with the defaults of its class. Those that were never read
 * are errors in {@link #done}.
 */
final class Attributes {
  final XmlElement element;
  private final Inert inert;

  /** Of each attribute, the values from the outermost default to the element itself. */
  private final Map<String, List<String>> layers = new LinkedHashMap<>();

  private final Set<String> asked = new TreeSet<>();

  Attributes(XmlElement element, List<Map<String, String>> defaults, Inert inert) {
    this.element = element;
    this.inert = inert;
    List<Map<String, String>> all = new ArrayList<>(defaults);
    all.add(element.attributes());
    for (Map<String, String> layer : all) {
      layer.forEach(
          (name, value) -> layers.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
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
      throw error(name, "is missing");
    }
    return value;
  }

  String word(String name, String otherwise, String... words) {
    String value = text(name, otherwise);
    if (!List.of(words).contains(value)) {
      throw error(name, "is '" + value + "', expected one of " + List.of(words));
    }
    return value;
  }

  boolean flag(String name, boolean otherwise) {
    return word(name, "" + otherwise, "true", "false").equals("true");
  }

  double number(String name, double otherwise) {
    return vector(name, otherwise)[0];
  }

  int integer(String name, int otherwise) {
    double value = number(name, otherwise);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw error(name, "is " + value + ", expected a whole number");
    }
    return (int) value;
  }

  double[] vector(String name, double... otherwise) {
    double[] given = numbers(name, otherwise.length, otherwise.length);
    return given == null ? otherwise : given;
  }

  /** A number of values within bounds; null if the attribute is absent. */
  double @Nullable [] numbers(String name, int least, int most) {
    String value = text(name);
    return value == null ? null : numbers(name, value, least, most);
  }

  /** Numbers of which each layer may give the first few. */
  double[] overlay(String name, double... otherwise) {
    double[] result = otherwise.clone();
    overlay(name, 1, result);
    return result;
  }

  /** The first few numbers, as many as are needed, of those that the layers give together. */
  double[] first(String name, int needed, int most) {
    double[] result = new double[most];
    int known = overlay(name, 0, result);
    if (known < needed) {
      throw error(
          name, known == 0 ? "is missing" : "has " + known + " numbers, expected " + needed);
    }
    return Arrays.copyOf(result, needed);
  }

  /**
   * Lets each layer overwrite the values before it; returns how many values were given by any
   * layer.
   */
  private int overlay(String name, int least, double[] result) {
    asked.add(name);
    int known = 0;
    for (String value : layers.getOrDefault(name, List.of())) {
      double[] given = numbers(name, value, least, result.length);
      System.arraycopy(given, 0, result, 0, given.length);
      known = Math.max(known, given.length);
    }
    return known;
  }

  /** Refuses numbers other than 0, for unsupported attributes. */
  void zero(String... names) {
    for (String name : names) {
      String value = text(name, "0");
      if (Arrays.stream(numbers(name, value, 1, Integer.MAX_VALUE)).anyMatch(x -> x != 0)) {
        throw error(name, "is not supported as '" + value + "', only as '0'");
      }
    }
  }

  /** Refuses all numbers except one, for unsupported attributes. */
  void only(String name, int number) {
    if (number(name, number) != number) {
      throw error(name, "is not supported as '" + text(name, "") + "', only as '" + number + "'");
    }
  }

  /** Refuses all words except one, for unsupported attributes. */
  void only(String name, String word) {
    String value = text(name, word);
    if (!value.equals(word)) {
      throw error(name, "is not supported as '" + value + "', only as '" + word + "'");
    }
  }

  private double[] numbers(String name, String value, int least, int most) {
    String trimmed = value.trim();
    String[] words = trimmed.isEmpty() ? new String[0] : trimmed.split(" +", -1);
    if (words.length < least || words.length > most) {
      String expected =
          least == most
              ? "" + least
              : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
      throw error(name, "has " + words.length + " numbers, expected " + expected);
    }
    return Arrays.stream(words).mapToDouble(word -> number(name, word)).toArray();
  }

  private double number(String name, String word) {
    boolean plain = word.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
    try {
      double value = plain ? Double.parseDouble(word) : Double.NaN;
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw error(name, "has '" + word + "', which is not a number");
    }
    throw error(name, "has '" + word + "', which is not a finite number");
  }

  /** Softness from two attributes, each of which may give its first numbers only. */
  Softness softness(String reference, String impedance) {
    Softness standard = Softness.DEFAULT;
    double[] first = overlay(reference, standard.reference());
    double[] second = overlay(impedance, standard.impedance());
    try {
      return new Softness(first, second);
    } catch (ModelException e) {
      throw error(e.quantity().equals("reference") ? reference : impedance, e.problem());
    }
  }

  /**
   * A range if it limits: as 'limited' says, or else if it is given. The range 0 0 counts as none,
   * and cancels a default.
   */
  double @Nullable [] range(String range, String limited, boolean automatic) {
    double[] given = numbers(range, 2, 2);
    boolean none = given == null || (given[0] == 0 && given[1] == 0);
    String says = word(limited, "auto", "true", "false", "auto");
    if (says.equals("auto") && !none && !automatic) {
      throw error(range, "says nothing without '" + limited + "', since autolimits is off");
    }
    if (says.equals("true") && none) {
      throw error(
          range, (given == null ? "is missing" : "is 0 0") + ", though '" + limited + "' is true");
    }
    return none || says.equals("false") ? null : given;
  }

  /** Refuses a range that limits, for unsupported attributes. */
  void unlimited(String range, String limited, boolean automatic) {
    if (range(range, limited, automatic) != null) {
      throw error(range, "is not supported, expected none that limits");
    }
  }

  /** Notes attributes that have no effect in this element. */
  void ignore(String... names) {
    for (String name : names) {
      if (text(name) != null) {
        inert.note(element, name);
      }
    }
  }

  /** Refuses attributes that were never read, except those that never have an effect. */
  void done() {
    for (String name : layers.keySet()) {
      if (!asked.contains(name) && !inert.skips(element, name)) {
        throw error(name, "is not supported");
      }
    }
  }

  ModelException error(String attribute, String problem) {
    return element.error(attribute, problem);
  }
}
