package org.qmp.rl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.behavior.MethodException;

/**
 * One choice of a run: a line {@code name = value} of its specification, and an option of the
 * command line, where {@code learningRate} is {@code --learning-rate}. {@link SpecKeys#ALL} has all
 * of them.
 *
 * @param name as in the specification
 * @param group of related keys
 * @param path of the component of {@link RunSpec} and its records, such as {@code training.steps}:
 *     the key exists in the runs that have it
 * @param value how it is written
 * @param saved how it appears in a specification
 */
public record SpecKey(String name, Group group, String path, SpecValue<?> value, Saved saved) {

  /** What keys are about. */
  public enum Group {
    TASKS,
    METHOD,
    SWITCH,
    TRAINING,
    LEARNER
  }

  /** How a key is saved, so that a new one never makes an old run another run. */
  sealed interface Saved {
    /** Always, as keys of version 1: a specification without the key is an error. */
    record Always() implements Saved {}

    /** Unless it has the value that runs had before the key existed, which a missing line means. */
    record Unless(String before) implements Saved {}

    /** Never, because it changes no result; it may still be given. */
    record Never() implements Saved {}
  }

  /** A value that a key cannot have. */
  public static final class InvalidException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String problem;

    InvalidException(String key, String problem, @Nullable Exception cause) {
      super(key + " " + problem, cause);
      this.key = key;
      this.problem = problem;
    }

    public String key() {
      return key;
    }

    /** Such as {@code must be a whole number ≥ 1 (10k, 1.2M); got '0'}. */
    public String problem() {
      return problem;
    }
  }

  /** As on the command line: {@code --learning-rate}. */
  public String option() {
    return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Label of the value in help, such as {@code <count>}. */
  public String label() {
    return SpecKeys.help(name)[1];
  }

  /** One sentence. */
  public String help() {
    return SpecKeys.help(name)[2];
  }

  /** Whether a run has this choice: only a run with a Q-switch chooses how that scores. */
  public boolean existsIn(RunSpec spec) {
    return find(spec).isPresent();
  }

  private Optional<Object> find(RunSpec spec) {
    Optional<Object> found = Optional.of(spec);
    for (String name : path.split("\\.", -1)) {
      found =
          found.flatMap(
              record ->
                  Arrays.stream(record.getClass().getRecordComponents())
                      .filter(component -> component.getName().equals(name))
                      .findFirst()
                      .map(component -> valueOf(record, component)));
    }
    return found;
  }

  private static Object valueOf(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Canonical text of the value in a run where the key exists. */
  public String get(RunSpec spec) {
    return value.written(find(spec).orElseThrow());
  }

  /**
   * The run with another value. Counts may be written as {@code 10k}, {@code 1.2M} or {@code 1e6}.
   *
   * @throws InvalidException if the key cannot have this value in this run
   */
  public RunSpec set(RunSpec spec, String text) {
    Object present =
        find(spec)
            .orElseThrow(() -> new InvalidException(name, "needs " + SpecKeys.needs(this), null));
    try {
      Object chosen = value.read().apply(text);
      boolean alike = value.isKind() && chosen.getClass() == present.getClass();
      return alike ? spec : (RunSpec) with(spec, List.of(path.split("\\.", -1)), chosen);
    } catch (MethodException e) {
      throw new InvalidException(name, "cannot be " + text + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidException(name, "must be " + value.expected() + "; got '" + text + "'", e);
    }
  }

  /** The record with another value at a path, checked by the records themselves. */
  private static Record with(Record record, List<String> path, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = valueOf(record, components[i]);
      if (components[i].getName().equals(path.get(0))) {
        values[i] =
            path.size() == 1
                ? value
                : with((Record) values[i], path.subList(1, path.size()), value);
      }
    }
    try {
      return record.getClass().getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
