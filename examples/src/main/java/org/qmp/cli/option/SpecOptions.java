package org.qmp.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The options that describe a run: a preset of the suite, the lines of {@code --spec}, which
 * override it, and an option for each key of a specification except those that {@code --method}
 * sets, which overrides both; that of {@code learningRate} is {@code --learning-rate}.
 */
public final class SpecOptions {
  @Option(
      names = "--suite",
      paramLabel = "<suite>",
      completionCandidates = NamedSuite.Keys.class,
      description = "Tasks to learn; 'qmp envs' lists the suites.")
  private @Nullable String suite;

  @Option(
      names = "--tasks",
      paramLabel = "<name>[,<name>...]",
      description =
          "Some of the suite's tasks, such as reach,push; of a model file (.xml), its task file."
              + " Default: all.")
  private @Nullable String tasks;

  @Option(
      names = "--preset",
      paramLabel = "<name>",
      completionCandidates = NamedSuite.PresetNames.class,
      description =
          "Settings to begin with: default, published, or shared (published, for a learner of all tasks);"
              + " 'qmp envs <suite>' shows them.")
  private @Nullable String preset;

  @Option(
      names = "--spec",
      paramLabel = "<file>",
      converter = FileNames.Existing.class,
      description =
          "File of lines <key> = <value> (all or some of a run's spec.txt), which override"
              + " the preset.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "<key>=<value>",
      description = "One such line, which overrides the file; may be given several times.")
  private List<String> lines = List.of();

  private final Predicate<SpecKey> free;
  private @Nullable CommandSpec command;

  /**
   * The options of a command.
   *
   * @param free keys that no other option of the command sets
   */
  public SpecOptions(Predicate<SpecKey> free) {
    this.free = free;
  }

  /** Whether a key is one of those that {@code --method} sets. */
  public static boolean isMethod(SpecKey key) {
    return key.path().matches("method\\.[^.]+");
  }

  private boolean isOption(SpecKey key) {
    return free.test(key) && !isMethod(key);
  }

  /** Adds an option for each free key except those that {@code --method} sets. */
  public void addTo(CommandSpec to) {
    command = to;
    for (SpecKey key : SpecKeys.ALL) {
      if (isOption(key)) {
        to.addOption(
            OptionSpec.builder(key.option())
                .type(String.class)
                .paramLabel(key.label())
                .description(help(key).replace("%", "%%"))
                .completionCandidates(key.value().words())
                .build());
      }
    }
    to.usageMessage().abbreviateSynopsis(true);
    GroupedHelp.addTo(to);
  }

  private static String help(SpecKey key) {
    String words = String.join(", ", key.value().words());
    return words.isEmpty() ? key.help() : key.help().replaceFirst("\\.$", " (" + words + ").");
  }

  /** Whether the options tell which suite to learn. */
  public boolean hasSuite() {
    return suite != null || file != null;
  }

  /**
   * The run before the options of keys: a preset with the lines of the file.
   *
   * @throws UsageException if no suite was chosen, or the file is wrong
   */
  public RunSpec base() throws IOException {
    return base(Optional.empty());
  }

  /** The preset, with the suite, method and seed of the saved run if there is one. */
  private RunSpec base(Optional<RunSpec> saved) throws IOException {
    Optional<SpecLines.SpecInput> lines = file();
    String chosen =
        suite()
            .or(() -> lines.flatMap(SpecLines.SpecInput::suite))
            .or(() -> saved.map(RunSpec::suite))
            .orElseThrow(
                () ->
                    new UsageException(
                        "--suite is missing; it must be one of "
                            + String.join(", ", NamedSuite.keys())));
    if (preset != null && lines.isPresent() && lines.get().isWhole()) {
      throw new UsageException("--preset cannot be given with a --spec that has every setting");
    }
    NamedSuite named = NamedSuite.named("--suite", chosen);
    RunSpec base =
        named
            .spec(preset == null ? NamedSuite.DEFAULT : preset)
            .with(
                c -> {
                  c.method = saved.map(RunSpec::method).orElse(c.method);
                  c.seed = saved.map(RunSpec::seed).orElse(c.seed);
                });
    return onSuite(named, lines.isPresent() ? lines.get().over(base) : base);
  }

  /** The saved run, overridden by what was given: a preset has to give the same run again. */
  public RunSpec over(RunSpec saved) throws IOException {
    Optional<SpecLines.SpecInput> lines = file();
    if (preset != null) {
      return base(Optional.of(saved));
    }
    RunSpec spec = lines.isPresent() ? lines.get().over(saved) : saved;
    return suite().map(name -> onSuite(NamedSuite.named("--suite", name), spec)).orElse(spec);
  }

  private Optional<SpecLines.SpecInput> file() throws IOException {
    return file == null ? Optional.empty() : Optional.of(SpecLines.SpecInput.read(file));
  }

  /** The key of a suite lists its tasks in order, however they were given. */
  private static RunSpec onSuite(NamedSuite suite, RunSpec spec) {
    return spec.with(c -> c.suite = suite.key());
  }

  /** The name of the chosen suite, of some of its tasks, or of a model file with its task file. */
  private Optional<String> suite() {
    if (suite != null && suite.endsWith(".xml")) {
      if (tasks == null) {
        throw new UsageException("--suite " + suite + " needs --tasks with a task file");
      }
      Path model = FileNames.existing("--suite", suite);
      Path taskFile = FileNames.existing("--tasks", tasks);
      return Optional.of(Plugins.addTasks(taskFile, Optional.of(model)));
    }
    if (tasks == null) {
      return Optional.ofNullable(suite);
    }
    if (suite == null) {
      throw new UsageException("--tasks needs --suite");
    }
    if (suite.indexOf(':') >= 0) {
      throw new UsageException(
          "--tasks cannot be given with --suite " + suite + ", which has some");
    }
    return Optional.of(NamedSuite.named("--suite", suite).only("--tasks", tasks).key());
  }

  /**
   * Runs with the options of keys, each for all runs that have the key.
   *
   * @param named the methods as given, for messages
   * @throws UsageException if a value is wrong, or no run has the key
   */
  public List<RunSpec> applied(List<RunSpec> runs, String named) {
    List<RunSpec> specs = new ArrayList<>(runs);
    given()
        .forEach(
            (key, text) -> {
              if (specs.stream().noneMatch(key::existsIn)) {
                throw inapplicable(key, specs.get(0), named);
              }
              specs.replaceAll(spec -> key.existsIn(spec) ? set(spec, key, text) : spec);
            });
    return specs;
  }

  /**
   * The message for a key that no run has.
   *
   * @param named the methods as given, for messages
   */
  public static UsageException inapplicable(SpecKey key, RunSpec spec, String named) {
    return new UsageException(key.option() + " " + needs(key, spec, named));
  }

  /**
   * A run with its method's own settings.
   *
   * @throws UsageException if one is wrong, or not a method's setting
   */
  static RunSpec refined(RunSpec run, List<String> settings) {
    String name = Methods.name(run.method());
    RunSpec refined = run;
    for (Map.Entry<String, String> setting :
        SpecLines.values("--methods: a setting of " + name, settings).entrySet()) {
      SpecKey key = SpecKeys.of(setting.getKey());
      if (!key.path().startsWith("method.") || isMethod(key)) {
        throw new UsageException(
            "--methods: " + key.name() + " cannot differ between methods; set it for all of them");
      }
      refined = set(refined, key, setting.getValue());
    }
    return refined;
  }

  /** The methods that have a key, or the other key that it needs. */
  private static String needs(SpecKey key, RunSpec spec, String named) {
    List<String> learners =
        NamedMethod.LEARNERS.stream()
            .filter(learner -> key.existsIn(spec.with(c -> c.method = learner.method())))
            .map(NamedMethod::name)
            .toList();
    List<String> suffixes =
        NamedMethod.SUFFIXES.stream()
            .filter(
                suffix ->
                    key.existsIn(
                        spec.with(c -> c.method = Method.SEPARATED.with(suffix.behavior()))))
            .map(suffix -> "+" + suffix.name())
            .toList();
    if (!learners.isEmpty()) {
      return "needs the method " + String.join(" or ", learners) + "; got " + named;
    }
    if (!suffixes.isEmpty()) {
      return "needs a method that ends in " + String.join(" or ", suffixes) + "; got " + named;
    }
    try {
      key.set(spec, "");
      return "";
    } catch (SpecKey.InvalidException e) {
      return e.problem();
    }
  }

  /**
   * A run with another value of a key that it has.
   *
   * @throws UsageException if the key cannot have this value
   */
  public static RunSpec set(RunSpec spec, SpecKey key, String text) {
    try {
      return key.set(spec, text);
    } catch (SpecKey.InvalidException e) {
      throw new UsageException(
          (isMethod(key) ? key.name() : key.option())
              + " "
              + e.problem()
              + (key.value().words().contains(text)
                  ? ""
                  : Suggestion.of(text, key.value().words())));
    }
  }

  /** Values by key as options and {@code --set} give them, in a specification's order. */
  public Map<SpecKey, String> given() {
    ParseResult parsed = Objects.requireNonNull(command).commandLine().getParseResult();
    Map<String, String> set = SpecLines.values("--set", lines);
    Map<SpecKey, String> given = new LinkedHashMap<>();
    for (SpecKey key : SpecKeys.ALL) {
      boolean option = isOption(key) && parsed.hasMatchedOption(key.option());
      String line = set.get(key.name());
      if (line != null && !free.test(key)) {
        throw new UsageException("--set cannot be " + key.name() + ", which has other options");
      }
      if (option && line != null) {
        throw new UsageException(key.option() + " must be given only once");
      }
      String text = option ? parsed.matchedOptionValue(key.option(), "") : line;
      if (text != null) {
        given.put(key, text);
      }
    }
    return given;
  }
}
