package org.qmp.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.RunSpec;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Methods by their names on the command line. */
public final class Methods {
  /** Short names of behaviours with separate learners. */
  private static final Map<String, String> ALIASES =
      new TreeMap<>(
          Map.of(
              "qmp", "separated+qmp",
              "uniform", "separated+uniform",
              "domain", "separated+domain"));

  private Methods() {}

  /**
   * The method of a name or of a short one.
   *
   * @throws IllegalArgumentException if there is none, saying why
   */
  public static NamedMethod named(String name) {
    return NamedMethod.of(ALIASES.getOrDefault(name, name));
  }

  /** The name of a method, whatever its parameters: the quantile, the rule of the switch, … */
  public static String name(Method method) {
    return NamedMethod.LEARNERS.stream()
            .filter(each -> isAlike(method, each.method()))
            .map(NamedMethod::name)
            .findFirst()
            .orElse("other")
        + suffix(method.behavior());
  }

  private static boolean isAlike(Method a, Method b) {
    return a.networks() == b.networks()
        && a.surgery() == b.surgery()
        && a.critics() == b.critics()
        && a.data().getClass() == b.data().getClass()
        && a.regularizer().getClass() == b.regularizer().getClass()
        && isDistilled(a) == isDistilled(b);
  }

  /** Distinguishes {@code dnc} from {@code dnc-reg}. */
  private static boolean isDistilled(Method method) {
    return method.regularizer() instanceof Method.Regularizer.Dnc dnc && dnc.period() > 0;
  }

  /** The title of a run in pictures: suite and method, as on the command line. */
  public static String title(RunSpec spec) {
    return spec.suite() + ", " + name(spec.method());
  }

  private static String suffix(Behavior behavior) {
    if (behavior instanceof Behavior.Own) {
      return "";
    }
    return NamedMethod.SUFFIXES.stream()
        .filter(each -> each.behavior().getClass() == behavior.getClass())
        .map(each -> "+" + each.name())
        .findFirst()
        .orElse("+other");
  }

  /** Whether the Q-switch collects the data. */
  public static boolean switches(Method method) {
    return method.behavior() instanceof QSwitch;
  }

  /** The short names, in order. */
  public static List<String> aliases() {
    return ALIASES.entrySet().stream().map(e -> e.getKey() + " is " + e.getValue()).toList();
  }

  /** All names, to complete them. */
  public static final class All extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    All() {
      addAll(ALIASES.keySet());
      for (NamedMethod learner : NamedMethod.LEARNERS) {
        add(learner.name());
        NamedMethod.SUFFIXES.stream()
            .map(suffix -> learner.name() + "+" + suffix.name())
            .filter(Methods::isNamed)
            .forEach(this::add);
      }
    }
  }

  /** Whether there is a method of a name. */
  public static boolean isNamed(String name) {
    try {
      named(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * A method of a comparison.
   *
   * @param settings of its own, such as {@code persistence=10}
   */
  public record Chosen(Method method, List<String> settings) {}

  /** A record, since picocli would take a list for several options. */
  public record Names(List<Chosen> list) {
    /**
     * The option's value.
     *
     * @throws UsageException if it was not given
     */
    public static Names required(@Nullable Names given) {
      if (given == null) {
        throw new UsageException("--methods is missing; 'qmp methods' lists them");
      }
      return given;
    }

    /**
     * A run of each method.
     *
     * @param base the runs, apart from their methods
     * @throws UsageException if a setting is wrong, or two are the same
     */
    public List<RunSpec> runs(RunSpec base) {
      return refined(list.stream().map(each -> base.with(c -> c.method = each.method)).toList());
    }

    /**
     * Runs of these methods with the methods' own settings, which override all others.
     *
     * @throws UsageException if a setting is wrong, or two runs are the same
     */
    public List<RunSpec> refined(List<RunSpec> runs) {
      List<RunSpec> refined = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        RunSpec run = SpecOptions.refined(runs.get(i), list.get(i).settings);
        if (refined.contains(run)) {
          throw new UsageException(
              "--methods must be different methods; got " + name(run.method()) + " twice");
        }
        refined.add(run);
      }
      return refined;
    }

    /** The methods with their own settings, as given. */
    public List<String> texts() {
      return list.stream()
          .map(
              each ->
                  Stream.concat(
                      Stream.of(name(each.method)), each.settings.stream().map(Methods::within)))
          .map(parts -> parts.collect(Collectors.joining(":")))
          .toList();
    }

    /** As on the command line. */
    public static String option(List<RunSpec> runs) {
      return runs.stream()
          .map(run -> name(run.method()))
          .collect(Collectors.joining(",", "--methods ", ""));
    }
  }

  /**
   * A method by its name in a comparison, which may hold settings of its own.
   *
   * @param base a run, apart from its method
   * @throws TypeConversionException if there is no such method
   * @throws UsageException if a setting is wrong
   */
  public static Method named(String name, RunSpec base) {
    return new Several().convert(name).runs(base).get(0).method();
  }

  /**
   * A value of a method's own setting, without commas, which separate methods: {@code 0/1;1/0} for
   * a matrix.
   */
  public static String within(String value) {
    return value.replace(',', '/');
  }

  /** Reads {@code --methods}. */
  public static final class Several implements ITypeConverter<Names> {
    @Override
    public Names convert(String text) {
      if (Arrays.stream(text.split("[,:]", -1)).anyMatch(String::isBlank)) {
        throw new TypeConversionException(
            "must be methods separated by commas, each with its settings after colons");
      }
      Named one = new Named();
      return new Names(
          Arrays.stream(text.split(",", -1))
              .map(each -> List.of(each.split(":", -1)))
              .map(
                  parts ->
                      new Chosen(
                          one.convert(parts.get(0)).method(),
                          parts.stream().skip(1).map(each -> each.replace('/', ',')).toList()))
              .toList());
    }
  }

  /** Reads {@code --method}. */
  public static final class Named implements ITypeConverter<NamedMethod> {
    @Override
    public NamedMethod convert(String text) {
      try {
        return named(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + Suggestion.of(text, new All()));
      }
    }
  }
}
