package org.qmp.rl;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.behavior.MethodException;

/**
 * One choice of a run: a line {@code name = value} of its specification, and an option of the
 * command line, where {@code learningRate} is {@code --learning-rate}. {@link SpecKeys#ALL} has all
 * of them.
 *
 * @param name as in the specification
 * @param label of its value in help, such as {@code <count>}
 * @param help one sentence
 * @param expected which values there are, as in "must be {@code expected}"
 * @param words the values, if these are a few words; else empty
 * @param needs where the key exists
 * @param saved how it appears in a specification
 * @param reader canonical text of the value in a run where the key exists
 * @param writer the run with a value, which is not canonical always
 */
public record SpecKey(
    String name,
    Group group,
    String label,
    String help,
    String expected,
    List<String> words,
    Needs needs,
    Saved saved,
    Function<RunSpec, String> reader,
    BiFunction<RunSpec, String, RunSpec> writer) {

  /** What a key is about. */
  public enum Group {
    TASKS,
    METHOD,
    SWITCH,
    TRAINING,
    LEARNER
  }

  /**
   * Where a key exists.
   *
   * @param text such as {@code behavior = qswitch}; empty is everywhere
   */
  public record Needs(String text, Predicate<RunSpec> holds) {
    static final Needs NOTHING = new Needs("", spec -> true);
  }

  /** How a key appears in a specification, so that a new key never makes an old run another run. */
  public sealed interface Saved {}

  /** Always; a specification without the key is an error. Keys of version 1 are saved so. */
  record Always() implements Saved {}

  /**
   * Unless it has a certain value, which is what a missing line means.
   *
   * @param before the value that runs had before the key existed
   */
  record IfNot(String before) implements Saved {}

  /** Never: it changes no result. It may be given, though. */
  record Never() implements Saved {}

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

    /** The key's name. */
    public String key() {
      return key;
    }

    /** Such as {@code must be a whole number ≥ 1 (10k, 1.2M); got '0'}. */
    public String problem() {
      return problem;
    }
  }

  /** A key of every run. */
  static <T> SpecKey of(
      String name,
      Group group,
      String label,
      String help,
      SpecValue<T> value,
      Function<RunSpec, T> get,
      BiFunction<RunSpec, T, RunSpec> set) {
    return new SpecKey(
        name,
        group,
        label,
        help,
        value.expected(),
        value.words(),
        Needs.NOTHING,
        new Always(),
        spec -> value.write().apply(get.apply(spec)),
        (spec, text) -> set.apply(spec, value.read().apply(text)));
  }

  /** The same, of some runs only. */
  SpecKey where(String text, Predicate<RunSpec> holds) {
    Needs where = new Needs(text, holds);
    return new SpecKey(
        name, group, label, help, expected, words, where, saved, reader, writer);
  }

  /** The same, saved otherwise. */
  SpecKey saved(Saved other) {
    return new SpecKey(name, group, label, help, expected, words, needs, other, reader, writer);
  }

  /** The option of the command line: {@code --learning-rate}. */
  public String option() {
    return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Whether a run has this choice: how a Q-switch scores is none where there is no Q-switch. */
  public boolean existsIn(RunSpec spec) {
    return needs.holds.test(spec);
  }

  /** Canonical text of the value in a run where the key exists. */
  public String get(RunSpec spec) {
    return reader.apply(spec);
  }

  /**
   * The run with another value. Counts may be written as {@code 10k}, {@code 1.2M} or {@code 1e6}.
   *
   * @throws InvalidException if the key cannot have this value in this run
   */
  public RunSpec set(RunSpec spec, String text) {
    if (!existsIn(spec)) {
      throw new InvalidException(name, "needs " + needs.text, null);
    }
    try {
      return writer.apply(spec, text);
    } catch (MethodException e) {
      throw new InvalidException(name, "cannot be " + text + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidException(name, "must be " + expected + "; got '" + text + "'", e);
    }
  }
}
