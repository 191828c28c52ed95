package org.qmp.env.taskfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.qmp.env.Trig;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.taskfile.Expression.Value;

/**
 * The functions of expressions.
 *
 * <pre>
 *   of numbers          abs, square, sqrt, exp, sin, cos, min, max, clip(x, low, high),
 *                       near(x, low, high, margin), which is 1 from low to high and falls to 0.1 at
 *                       a margin outside: 1 / (9 (d / margin)² + 1) at a distance d
 *   by chance, at resets  uniform(low, high), normal(deviation)
 *   of the model        position(joint), m or rad, and velocity(joint), m/s or rad/s, of slides and
 *                       hinges; x(part), y(part), z(part), distance(part, part) of sites, bodies
 *                       and geoms, m; upright(part), the cosine between its z axis and the
 *                       vertical
 *   of the moment       time(), s; effort(), the sum of the squared actions
 * </pre>
 */
final class Quantities {
  private static final List<String> PARTS =
      List.of("position", "velocity", "x", "y", "z", "distance", "upright");

  private interface Maker {
    Value of(Value... arguments);
  }

  private record Function(int arguments, Maker maker) {}

  private final Model model;
  private final Map<String, Function> functions = new LinkedHashMap<>();

  Quantities(Model model, boolean atReset) {
    this.model = model;
    number("abs", 1, a -> m -> Math.abs(a[0].in(m)));
    number("square", 1, a -> m -> a[0].in(m) * a[0].in(m));
    number("sqrt", 1, a -> m -> Math.sqrt(a[0].in(m)));
    number("exp", 1, a -> m -> StrictMath.exp(a[0].in(m)));
    number("sin", 1, a -> m -> Trig.sin(a[0].in(m)));
    number("cos", 1, a -> m -> Trig.cos(a[0].in(m)));
    number("min", 2, a -> m -> Math.min(a[0].in(m), a[1].in(m)));
    number("max", 2, a -> m -> Math.max(a[0].in(m), a[1].in(m)));
    number("clip", 3, a -> m -> Math.min(Math.max(a[0].in(m), a[1].in(m)), a[2].in(m)));
    number("near", 4, a -> m -> near(a[0].in(m), a[1].in(m), a[2].in(m), a[3].in(m)));
    number("time", 0, a -> m -> m.simulation().time());
    number("effort", 0, a -> m -> effort(m.action()));
    if (atReset) {
      number("uniform", 2, a -> m -> m.chance().uniform(a[0].in(m), a[1].in(m)));
      number("normal", 1, a -> m -> a[0].in(m) * m.chance().normal());
    }
  }

  private void number(String name, int arguments, Maker maker) {
    functions.put(name, new Function(arguments, maker));
  }

  private static double near(double x, double low, double high, double margin) {
    double d = x > high ? x - high : x >= low ? 0 : low - x; // NaN of NaN
    return d == 0 ? 1 : margin > 0 ? 1 / (9 * (d / margin) * (d / margin) + 1) : 0;
  }

  private static double effort(double[] action) {
    double sum = 0;
    for (double a : action) {
      sum += a * a;
    }
    return sum;
  }

  /** Whether the arguments are names of parts. */
  boolean takesParts(String word) {
    return PARTS.contains(word);
  }

  String unknown(String word) {
    TreeSet<String> known = new TreeSet<>(PARTS);
    known.addAll(functions.keySet());
    if (known.contains(word)) {
      return "'" + word + "' needs brackets";
    }
    return "'"
        + word
        + "' is not known; expected a name set by 'let', or one of "
        + String.join(", ", known);
  }

  Value of(String word, Value... arguments) {
    Function function = functions.get(word);
    if (function == null) {
      throw new IllegalArgumentException(unknown(word));
    }
    requireCount(word, function.arguments, arguments.length);
    return function.maker.of(arguments);
  }

  Value of(String word, List<String> parts) {
    requireCount(word, word.equals("distance") ? 2 : 1, parts.size());
    String first = parts.get(0);
    return switch (word) {
      case "position" -> {
        int at = slideOrHinge(first, model::positionOf);
        yield m -> m.simulation().position(at);
      }
      case "velocity" -> {
        int at = slideOrHinge(first, model::velocityOf);
        yield m -> m.simulation().velocity(at);
      }
      case "x" -> axis(place(first), 0);
      case "y" -> axis(place(first), 1);
      case "z" -> axis(place(first), 2);
      case "upright" -> upright(first);
      default -> distance(place(first), place(parts.get(1)));
    };
  }

  private static void requireCount(String word, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "'" + word + "' takes " + expected + " arguments, found " + found);
    }
  }

  /** The index of a joint's only position or velocity. */
  int slideOrHinge(String joint, ToIntFunction<String> index) {
    int at = index.applyAsInt(joint);
    if (!model.isScalar(joint)) {
      throw new IllegalArgumentException("joint '" + joint + "' is neither a slide nor a hinge");
    }
    return at;
  }

  /** Reads a coordinate of a place. */
  private interface Place {
    double in(Simulation simulation, int axis);
  }

  /** A site, body or geom, the first of these that has the name. */
  private Place place(String name) {
    if (model.hasSite(name)) {
      int site = model.site(name);
      return (simulation, axis) -> simulation.sitePosition(site, axis);
    }
    if (model.hasBody(name)) {
      int body = model.body(name);
      return (simulation, axis) -> simulation.bodyPosition(body, axis);
    }
    int geom = geom(name);
    return (simulation, axis) -> simulation.geomPosition(geom, axis);
  }

  private int geom(String name) {
    if (!model.hasGeom(name)) {
      throw new IllegalArgumentException(
          "no site, body or geom is called '" + name + "', only " + model.places());
    }
    return model.geom(name);
  }

  private static Value axis(Place place, int axis) {
    return m -> place.in(m.simulation(), axis);
  }

  private static Value distance(Place one, Place other) {
    return m -> {
      double sum = 0;
      for (int axis = 0; axis < 3; axis++) {
        double d = one.in(m.simulation(), axis) - other.in(m.simulation(), axis);
        sum += d * d;
      }
      return Math.sqrt(sum);
    };
  }

  private Value upright(String name) {
    if (model.hasSite(name)) {
      int site = model.site(name);
      return m -> m.simulation().siteRotation(site, 2, 2);
    }
    if (!model.hasBody(name)) {
      int geom = geom(name);
      return m -> m.simulation().geomRotation(geom, 2, 2);
    }
    int body = model.body(name);
    return m -> { // the last entry of the rotation matrix of a unit quaternion
      double x = m.simulation().bodyOrientation(body, 1);
      double y = m.simulation().bodyOrientation(body, 2);
      return 1 - 2 * (x * x + y * y);
    };
  }
}
