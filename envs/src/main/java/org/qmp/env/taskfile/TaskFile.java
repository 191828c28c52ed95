package org.qmp.env.taskfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.env.TaskSuite;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;

/**
 * A suite without Java: a model file, and a text file with a section for each task.
 *
 * <pre>
 *   # Keep a pole upright on a cart.
 *   model = cart-pole.xml
 *   observe = position(slider), velocity(slider),
 *             sin(position(hinge)), cos(position(hinge)), velocity(hinge)
 *   reset position(hinge) = uniform(-0.05, 0.05)
 *   horizon = 500
 *
 *   [balance]
 *   reward = upright(pole)
 *   end = upright(pole) &lt; 0.8
 *
 *   [balance-left]
 *   reward = upright(pole) * near(position(slider), -0.6, -0.4, 1)
 *   end = upright(pole) &lt; 0.8
 * </pre>
 *
 * <p>Lines before the first section apply to every task that does not override them; a task's own
 * line takes the place of the line it overrides, otherwise it follows them. Model and rules are
 * allowed only there. A line that begins with a blank continues the one before; {@code #} begins a
 * comment.
 *
 * <pre>
 *   model           the model file, beside this one
 *   rules           2.1 or 3, the release of MuJoCo whose rules hold; 3 unless given
 *   controls        the actuators that act, in the order of the action; all unless given
 *   frame-skip      steps of the simulator for an action; 1 unless given
 *   horizon         actions until an episode is truncated; 1000 unless given
 *   let NAME        a value to be used by name, computed for each task
 *   observe         the observation, values that commas separate
 *   reset QUANTITY  what a reset sets, in this order: position(joint) or velocity(joint) of a slide
 *                   or hinge, or x(body), y(body), z(body) of a mocap body; everything else starts
 *                   as in the model
 *   reward          of a step, after it
 *   end             where this is not 0, the episode ends; never unless given
 *   success         where this is not 0, the metric success is 1; where nothing is given, 0
 *   view            of pictures: front (along y), side (along x) or top; front unless given
 * </pre>
 *
 * <p>Values are expressions of {@link Quantities}; a minus after a name needs a blank before it. In
 * reset lines, {@code x}, {@code y}, {@code z}, {@code distance} and {@code upright} are those of
 * the model's initial poses, whatever the lines before have set.
 *
 * <p>Actions lie in [−1, 1] and are stretched over the control range of the actuator, if it has
 * one. If the simulation fails, which happens when something moves too fast, the step is not made
 * and the episode is truncated, so that failing is neither better nor worse than continuing.
 */
public final class TaskFile {
  private static final List<String> KEYS =
      List.of(
          "model",
          "rules",
          "controls",
          "frame-skip",
          "horizon",
          "observe",
          "reward",
          "end",
          "success",
          "view");
  private static final List<String> OF_ALL_TASKS = List.of("model", "rules");
  static final String LET = "let ";
  static final String RESET = "reset ";

  private final String name;
  private final Map<String, Line> common = new LinkedHashMap<>();
  private final Map<String, Map<String, Line>> tasks = new LinkedHashMap<>();

  /** A key's value and its line. */
  record Line(int number, String key, String value) {
    IllegalArgumentException wrong(String file, String problem) {
      return new IllegalArgumentException(file + ":" + number + ": " + key + ": " + problem);
    }
  }

  private TaskFile(String name) {
    this.name = name;
  }

  /**
   * The model file that a task file names.
   *
   * @param name of the task file, for messages
   * @throws IllegalArgumentException naming the line that is wrong, or the file without a model
   */
  public static String model(String name, String text) {
    Line line = parsed(name, text).common.get("model");
    if (line == null) {
      throw new IllegalArgumentException(name + ": 'model' is missing: the model file beside it");
    }
    return line.value;
  }

  /**
   * The suite of a task file.
   *
   * @param suite its name
   * @param name of the task file, for messages
   * @param modelName of the model file, for messages
   * @param files finds the files that the model file includes
   * @throws IllegalArgumentException naming what is wrong, and its file and line if it has them
   */
  public static TaskSuite suite(
      String suite, String name, String text, String modelName, String model, Mjcf.Resolver files) {
    TaskFile file = parsed(name, text);
    if (file.tasks.isEmpty()) {
      throw new IllegalArgumentException(name + ": no task; a section begins with [its name]");
    }
    Scene scene = Mjcf.read(modelName, model, file.rules(), files).scene();
    Model compiled = Model.of(scene);
    List<TaskSuite.Task> tasks = new ArrayList<>();
    file.tasks.forEach(
        (task, own) -> {
          Map<String, Line> lines = new LinkedHashMap<>(file.common);
          lines.putAll(own);
          ModelWorld.Task read = new TaskReader(name, lines, compiled, scene.actuators).task(task);
          tasks.add(new TaskSuite.Task(task, () -> ModelWorld.limited(compiled, read)));
        });
    return new TaskSuite(suite, tasks);
  }

  private Rules rules() {
    Line line = common.getOrDefault("rules", new Line(0, "rules", "3"));
    return switch (line.value) {
      case "2.1" -> Rules.MUJOCO_2_1;
      case "3" -> Rules.MUJOCO_3;
      default -> throw line.wrong(name, "must be 2.1 or 3; got '" + line.value + "'");
    };
  }

  private static TaskFile parsed(String name, String text) {
    TaskFile file = new TaskFile(name);
    Map<String, Line> section = file.common;
    List<Line> lines = joined(text);
    for (Line line : lines) {
      if (line.key.startsWith("[")) {
        String task = line.key.replaceFirst("^\\[([^\\[\\]]*)]$", "$1").strip();
        section = new LinkedHashMap<>();
        if (task.matches(".*[\\[\\]].*|") || file.tasks.put(task, section) != null) {
          throw line.wrong(name, "expected a new task's name in brackets, and nothing else");
        }
        if (!line.value.isEmpty()) {
          throw line.wrong(name, "the line after it begins with a blank; got '" + line.value + "'");
        }
      } else if (line.value.isEmpty()) {
        throw line.wrong(name, "expected a value: key = value");
      } else if (!known(line.key)) {
        throw line.wrong(
            name, "is not a key; expected let NAME, reset QUANTITY, " + String.join(", ", KEYS));
      } else if (section != file.common && OF_ALL_TASKS.contains(line.key)) {
        throw line.wrong(name, "is the same for all tasks and stands before the first of them");
      } else if (section.put(line.key, line) != null) {
        throw line.wrong(name, "is given twice");
      }
    }
    return file;
  }

  private static boolean known(String key) {
    return KEYS.contains(key)
        || key.startsWith(RESET)
        || key.matches(LET + "[A-Za-z_][A-Za-z_0-9]*");
  }

  /** A key without insignificant blanks and quotes: the same for the same quantity. */
  private static String plain(String key) {
    String blanks = key.strip().replaceAll("\\s+", " ");
    return blanks.startsWith("[")
        ? blanks
        : blanks.replaceAll("'([A-Za-z_][A-Za-z_0-9-]*)'", "$1").replaceAll(" ?([()]) ?", "$1");
  }

  /** The lines, without comments, and with continued ones joined. */
  private static List<Line> joined(String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String each : text.lines().toList()) {
      number++;
      String line = each.replaceFirst("#.*", "").stripTrailing();
      if (line.isEmpty()) {
        continue;
      }
      int last = lines.size() - 1;
      if (Character.isWhitespace(line.charAt(0)) && last >= 0) {
        Line before = lines.get(last);
        lines.set(last, new Line(before.number, before.key, before.value + " " + line.strip()));
        continue;
      }
      int equals = line.indexOf('=');
      boolean section = line.startsWith("[") || equals < 0;
      String key = section ? line : line.substring(0, equals);
      lines.add(new Line(number, plain(key), section ? "" : line.substring(equals + 1).strip()));
    }
    return lines;
  }
}
