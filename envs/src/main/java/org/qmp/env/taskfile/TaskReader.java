package org.qmp.env.taskfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.ModelDrawing;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.taskfile.Expression.Value;
import org.qmp.env.taskfile.ModelWorld.Motor;
import org.qmp.env.taskfile.ModelWorld.Setter;
import org.qmp.env.taskfile.ModelWorld.Start;
import org.qmp.env.taskfile.ModelWorld.Task;
import org.qmp.env.taskfile.TaskFile.Line;

/** Reads a task from the lines of its section and the common ones. */
final class TaskReader {
  private static final int HORIZON = 1000;
  private static final Value ZERO = moment -> 0;

  private final String file;
  private final Map<String, Line> lines;
  private final Model model;
  private final List<Actuator> actuators;
  private final Map<String, Value> named = new LinkedHashMap<>();

  TaskReader(String file, Map<String, Line> lines, Model model, List<Actuator> actuators) {
    this.file = file;
    this.lines = lines;
    this.model = model;
    this.actuators = actuators;
  }

  Task task(String name) {
    Quantities quantities = new Quantities(model, false);
    for (Line line : lines.values()) {
      if (line.key().startsWith(TaskFile.LET)) {
        String word = line.key().substring(TaskFile.LET.length());
        named.put(word, value(line, quantities));
      }
    }
    Line observe = required(name, "observe");
    return new Task(
        name,
        count("frame-skip", 1),
        count("horizon", HORIZON),
        motors(),
        at(observe, () -> Expression.readAll(observe.value(), named::get, quantities)),
        starts(),
        value(required(name, "reward"), quantities),
        optional("end", quantities),
        optional("success", quantities),
        side());
  }

  private ModelDrawing.Side side() {
    Line line = lines.getOrDefault("view", new Line(0, "view", "front"));
    return switch (line.value()) {
      case "front" -> ModelDrawing.Side.FRONT;
      case "side" -> ModelDrawing.Side.SIDE;
      case "top" -> ModelDrawing.Side.TOP;
      default -> throw line.wrong(file, "must be front, side or top; got '" + line.value() + "'");
    };
  }

  private Value value(Line line, Quantities quantities) {
    return at(line, () -> Expression.read(line.value(), named::get, quantities));
  }

  private Value optional(String key, Quantities quantities) {
    Line line = lines.get(key);
    return line == null ? ZERO : value(line, quantities);
  }

  private Line required(String task, String key) {
    Line line = lines.get(key);
    if (line == null) {
      throw new IllegalArgumentException(file + ": '" + key + "' is missing in task " + task);
    }
    return line;
  }

  private int count(String key, int otherwise) {
    Line line = lines.get(key);
    if (line == null) {
      return otherwise;
    }
    if (!line.value().matches("[1-9][0-9]{0,8}")) {
      throw line.wrong(
          file, "must be a whole number from 1 to 999999999; got '" + line.value() + "'");
    }
    return Integer.parseInt(line.value());
  }

  private List<Motor> motors() {
    List<String> names = actuators.stream().map(Actuator::name).toList();
    Line line = lines.get("controls");
    List<String> chosen =
        line == null ? names : List.of(line.value().strip().split("\\s*,\\s*", -1));
    List<Motor> motors = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      int control = line == null ? i : names.indexOf(chosen.get(i));
      if (line != null && (control < 0 || chosen.get(i).isEmpty())) {
        throw line.wrong(file, "no actuator is called '" + chosen.get(i) + "', only " + names);
      }
      if (line != null && chosen.indexOf(chosen.get(i)) < i) {
        throw line.wrong(file, "actuator '" + chosen.get(i) + "' is named twice");
      }
      motors.add(motor(control));
    }
    if (motors.isEmpty()) {
      throw new IllegalArgumentException(file + ": the model has no actuator to act with");
    }
    return motors;
  }

  private Motor motor(int control) {
    double @Nullable [] range = actuators.get(control).controlRange();
    return range == null ? new Motor(control, -1, 1) : new Motor(control, range[0], range[1]);
  }

  private List<Start> starts() {
    Quantities quantities = new Quantities(model, true);
    List<Start> starts = new ArrayList<>();
    for (Line line : lines.values()) {
      if (line.key().startsWith(TaskFile.RESET)) {
        String quantity = line.key().substring(TaskFile.RESET.length());
        starts.add(
            new Start(at(line, () -> setter(quantity, quantities)), value(line, quantities)));
      }
    }
    return starts;
  }

  private Setter setter(String quantity, Quantities quantities) {
    Words words = new Words(quantity);
    String what = words.name();
    words.require("(");
    String part = words.name();
    words.require(")");
    words.requireEnd();
    return switch (what) {
      case "position" -> {
        int at = quantities.slideOrHinge(part, model::positionOf);
        yield (simulation, value) -> simulation.setPosition(at, value);
      }
      case "velocity" -> {
        int at = quantities.slideOrHinge(part, model::velocityOf);
        yield (simulation, value) -> simulation.setVelocity(at, value);
      }
      case "x", "y", "z" -> {
        int body = model.body(part);
        if (!model.isMocap(body)) {
          throw new IllegalArgumentException("body '" + part + "' is not a mocap body");
        }
        int axis = what.charAt(0) - 'x';
        yield (simulation, value) -> {
          double[] to = new double[3];
          for (int i = 0; i < 3; i++) {
            to[i] = i == axis ? value : simulation.mocapPosition(body, i);
          }
          simulation.setMocapPosition(body, to[0], to[1], to[2]);
        };
      }
      default ->
          throw new IllegalArgumentException(
              "'" + what + "' cannot be set; expected position, velocity, x, y or z");
    };
  }

  /** Adds the place to the message if something is wrong. */
  private <T> T at(Line line, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw line.wrong(file, String.valueOf(e.getMessage()));
    }
  }
}
