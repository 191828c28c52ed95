package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.SpecKey.Saved;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.RunDirectory;

/**
 * A run as a value: with the environments that the suite's name stands for, it determines every bit
 * of the result. The number of threads and the kind of kernels are not part of it.
 *
 * @param suite name of the tasks
 * @param method how its tasks are learned together
 * @param seed from which every stream of random numbers is derived by name
 */
public record RunSpec(
    String suite,
    Method method,
    long seed,
    Precision precision,
    TrainingConfig training,
    SacConfig sac) {
  private static final String VERSION = "qmp run specification 1";

  /**
   * @throws IllegalArgumentException if the suite's name is not a single line
   */
  public RunSpec {
    if (suite.isEmpty() || !suite.strip().equals(suite) || suite.matches("(?s).*[\\r\\n].*")) {
      throw new IllegalArgumentException("suite = \"" + suite + "\", expected a name in one line");
    }
  }

  /** Default choices: seed 1, {@link TrainingConfig#of} and {@link SacConfig#defaults}. */
  public static RunSpec of(String suite, Method method, long steps) {
    return new RunSpec(
        suite, method, 1, Precision.FLOAT, TrainingConfig.of(steps), SacConfig.defaults());
  }

  /** A copy with some choices changed. */
  public RunSpec with(Consumer<Choices> change) {
    Choices c = new Choices(this);
    change.accept(c);
    return new RunSpec(c.suite, c.method, c.seed, c.precision, c.training, c.sac);
  }

  /** Mutable copy for {@link #with}; components as in RunSpec. */
  public static final class Choices {
    public String suite;
    public Method method;
    public long seed;
    public Precision precision;
    public TrainingConfig training;
    public SacConfig sac;

    private Choices(RunSpec from) {
      suite = from.suite;
      method = from.method;
      seed = from.seed;
      precision = from.precision;
      training = from.training;
      sac = from.sac;
    }
  }

  /**
   * A copy with another value of a key.
   *
   * @throws SpecKey.InvalidException if the key cannot have this value in this run
   * @throws IllegalArgumentException if there is no such key
   */
  public RunSpec set(String key, String text) {
    return SpecKeys.of(key).set(this, text);
  }

  /** The lines of {@link #canonical()}: keys and values, in order. */
  public Map<String, String> values() {
    return values(SpecKeys.ALL);
  }

  private Map<String, String> values(List<SpecKey> keys) {
    Map<String, String> values = new LinkedHashMap<>();
    for (SpecKey key : keys) {
      if (key.existsIn(this) && !isLeftOut(key)) {
        values.put(key.name(), key.get(this));
      }
    }
    return values;
  }

  private boolean isLeftOut(SpecKey key) {
    return key.saved() instanceof Saved.Never
        || (key.saved() instanceof Saved.Unless unless && key.get(this).equals(unless.before()));
  }

  /**
   * The specification as text: a line with its version, then {@code key = value} lines in the order
   * of the keys. Its hash is the run's identity. How often a run evaluates is part of it, how often
   * it saves is not: saving changes no number.
   *
   * @throws org.qmp.rl.behavior.MethodException if a user-defined class is part of the method
   */
  public String canonical() {
    return canonical(SpecKeys.ALL);
  }

  String canonical(List<SpecKey> keys) {
    MethodException.refuse(
        !method.isText(),
        "a method with a user-defined class cannot be written as text, which a run directory needs"
            + " to continue; train it in memory, with Agent");
    StringBuilder text = new StringBuilder(VERSION).append('\n');
    values(keys).forEach((key, value) -> text.append(key + " = " + value + "\n"));
    return text.toString();
  }

  /**
   * Reads a specification. Its lines may be in any order and end as on Windows, with empty lines
   * and comments ({@code #}) between them; values need not be canonical. How often the run saves
   * may be given too. A missing key has the value that runs had before it existed: a new key never
   * changes an old run.
   *
   * @throws IllegalArgumentException naming the line that is wrong or the key that is missing
   */
  public static RunSpec parse(String text) {
    return parse(text, SpecKeys.ALL);
  }

  static RunSpec parse(String text, List<SpecKey> keys) {
    Map<String, Line> lines = lines(text);
    List<String> names = keys.stream().map(SpecKey::name).toList();
    lines.forEach(
        (name, line) -> {
          if (!names.contains(name)) {
            throw wrong(line.number, "unknown key '" + name + "'; written by a newer version?");
          }
        });
    RunSpec spec = of("?", Method.SEPARATED, 1);
    for (SpecKey key : keys) {
      Line line = lines.get(key.name());
      if (line != null) {
        try {
          spec = key.set(spec, line.value);
        } catch (SpecKey.InvalidException e) {
          throw wrong(line.number, String.valueOf(e.getMessage()));
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

  /**
   * The specification of the run in a directory.
   *
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws CheckpointException if the file is damaged, naming it and the line
   */
  public static RunSpec in(Path directory) throws IOException {
    String text = RunDirectory.spec(directory);
    try {
      RunSpec spec = parse(text);
      if (!spec.canonical().equals(text)) {
        throw new IllegalArgumentException("not as it was written: changed or damaged");
      }
      return spec;
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(RunDirectory.specFile(directory) + ": " + e.getMessage(), e);
    }
  }
}
