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
 */
public final class SpecKey {
  private final String name;
  private final Group group;
  private final SpecValue<?> value;
  private final Function<RunSpec, String> get;
  private final BiFunction<RunSpec, String, RunSpec> set;
  private final String needs;
  private final Predicate<RunSpec> exists;
  private final Saved saved;

  /** What a key is about. */
  public enum Group {
    TASKS,
    METHOD,
    SWITCH,
    TRAINING,
    LEARNER
  }

  /** How a key is saved, so that a new one never makes an old run another run. */
  sealed interface Saved {}

  /** Always, as keys of version 1 are: a specification without the key is an error. */
  record Always() implements Saved {}

  /**
   * Unless it has a certain value, which is what a missing line means.
   *
   * @param before the value that runs had before the key existed
   */
  record Unless(String before) implements Saved {}

  /** Never, because it changes no result; it may be given, though. */
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

  private SpecKey(
      String name,
      Group group,
      SpecValue<?> value,
      Function<RunSpec, String> get,
      BiFunction<RunSpec, String, RunSpec> set,
      String needs,
      Predicate<RunSpec> exists,
      Saved saved) {
    this.name = name;
    this.group = group;
    this.value = value;
    this.get = get;
    this.set = set;
    this.needs = needs;
    this.exists = exists;
    this.saved = saved;
  }

  static <T> SpecKey of(
      String name,
      Group group,
      SpecValue<T> value,
      Function<RunSpec, T> get,
      BiFunction<RunSpec, T, RunSpec> set) {
    return new SpecKey(
        name,
        group,
        value,
        spec -> value.write().apply(get.apply(spec)),
        (spec, text) -> set.apply(spec, value.read().apply(text)),
        "",
        spec -> true,
        new Always());
  }

  /** The same, of some runs only. */
  SpecKey where(String text, Predicate<RunSpec> holds) {
    return new SpecKey(name, group, value, get, set, text, holds, saved);
  }

  SpecKey saved(Saved how) {
    return new SpecKey(name, group, value, get, set, needs, exists, how);
  }

  /** As in the specification. */
  public String name() {
    return name;
  }

  /** As on the command line: {@code --learning-rate}. */
  public String option() {
    return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  public Group group() {
    return group;
  }

  /** Of its value in help, such as {@code <count>}. */
  public String label() {
    return SpecHelp.of(name)[1];
  }

  /** One sentence. */
  public String help() {
    return SpecHelp.of(name)[2];
  }

  /** Which values there are, as in "must be {@code expected}". */
  public String expected() {
    return value.expected();
  }

  /** The values, if these are a few words; else empty. */
  public List<String> words() {
    return value.words();
  }

  /** Where the key exists, such as {@code behavior = qswitch}; empty is everywhere. */
  public String needs() {
    return needs;
  }

  /** Whether a run has this choice: how a Q-switch scores is none where there is no Q-switch. */
  public boolean existsIn(RunSpec spec) {
    return exists.test(spec);
  }

  Saved saved() {
    return saved;
  }

  /** Canonical text of the value in a run where the key exists. */
  public String get(RunSpec spec) {
    return get.apply(spec);
  }

  /**
   * The run with another value. Counts may be written as {@code 10k}, {@code 1.2M} or {@code 1e6}.
   *
   * @throws InvalidException if the key cannot have this value in this run
   */
  public RunSpec set(RunSpec spec, String text) {
    if (!existsIn(spec)) {
      throw new InvalidException(name, "needs " + needs, null);
    }
    try {
      return set.apply(spec, text);
    } catch (MethodException e) {
      throw new InvalidException(name, "cannot be " + text + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidException(name, "must be " + expected() + "; got '" + text + "'", e);
    }
  }
}
