package org.qmp.rl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.SpecKey.Saved;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;

/**
 * A run's specification as text: a line with its version, then {@code key = value} lines.
 *
 * <p>Written, the lines stand in the order of the keys, so that equal runs have equal text. Read,
 * they may stand in any order, with empty lines and comments from {@code #} on between them. A
 * missing key has the value that it had before it existed; a missing one of version 1 is an error,
 * and so is an unknown one. A new key therefore never changes an old run's text.
 */
final class SpecText {
  static final String VERSION = "qmp run specification 1";

  private SpecText() {}

  /** Keys and canonical values that tell a run from others. */
  static Map<String, String> values(RunSpec spec, List<SpecKey> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    for (SpecKey key : keys) {
      if (key.existsIn(spec) && !isLeftOut(key, spec)) {
        values.put(key.name(), key.get(spec));
      }
    }
    return values;
  }

  private static boolean isLeftOut(SpecKey key, RunSpec spec) {
    return key.saved() instanceof Saved.Never
        || (key.saved() instanceof Saved.Unless unless && key.get(spec).equals(unless.before()));
  }

  static String write(RunSpec spec, List<SpecKey> keys) {
    StringBuilder text = new StringBuilder(VERSION).append('\n');
    values(spec, keys).forEach((key, value) -> text.append(key + " = " + value + "\n"));
    return text.toString();
  }

  /**
   * The run of a text.
   *
   * @throws IllegalArgumentException naming the line or the missing key
   */
  static RunSpec read(String text, List<SpecKey> keys) {
    Map<String, Line> lines = lines(text);
    lines.forEach(
        (name, line) -> {
          if (keys.stream().noneMatch(key -> key.name().equals(name))) {
            throw wrong(line.number, "unknown key '" + name + "'; written by a newer version?");
          }
        });
    RunSpec spec =
        new RunSpec(
            "?", Method.SEPARATED, 0, Precision.FLOAT, TrainingConfig.of(1), SacConfig.defaults());
    for (SpecKey key : keys) {
      Line line = lines.get(key.name());
      if (line != null) {
        try {
          spec = key.set(spec, line.value);
        } catch (SpecKey.InvalidException e) {
          throw wrong(line.number, e.key() + " " + e.problem());
        }
      } else if (key.existsIn(spec) && key.saved() instanceof Saved.Unless unless) {
        spec = key.set(spec, unless.before());
      } else if (key.existsIn(spec) && key.saved() instanceof Saved.Always) {
        throw new IllegalArgumentException("key '" + key.name() + "' is missing");
      }
    }
    return spec;
  }

  private record Line(int number, String value) {}

  /** Lines by key. */
  private static Map<String, Line> lines(String text) {
    String[] lines = text.split("\r?\n", -1);
    if (!lines[0].equals(VERSION)) {
      throw wrong(1, "\"" + lines[0] + "\" where \"" + VERSION + "\" is expected");
    }
    Map<String, Line> found = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String key = line.substring(0, Math.max(0, equals)).strip();
      if (key.isEmpty()) {
        throw wrong(i + 1, "\"" + line + "\" where \"key = value\" is expected");
      }
      if (found.put(key, new Line(i + 1, line.substring(equals + 1).strip())) != null) {
        throw wrong(i + 1, "key '" + key + "' stands there twice");
      }
    }
    return found;
  }

  private static IllegalArgumentException wrong(int line, String problem) {
    return new IllegalArgumentException("line " + line + ": " + problem);
  }
}
