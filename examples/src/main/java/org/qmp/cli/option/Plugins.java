package org.qmp.cli.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.qmp.env.SuiteProvider;
import org.qmp.env.SuiteProvider.Offer;
import org.qmp.env.TaskSuite;
import org.qmp.env.taskfile.TaskFile;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;

/**
 * The suites that are not built in: of providers on the class path, and of jars and task files
 * named by {@code --plugin}.
 */
public final class Plugins {
  private static final List<NamedSuite> SUITES = new CopyOnWriteArrayList<>();
  private static final Map<String, String> SOURCES = new LinkedHashMap<>();
  private static final Map<String, List<String>> OPTIONS = new HashMap<>();
  private static final int VERSION = 12; // digits of a fingerprint that stand for a task file

  static {
    load("the class path", NamedSuite.class.getClassLoader());
  }

  private Plugins() {}

  static List<NamedSuite> suites() {
    return SUITES;
  }

  /**
   * The files whose suites have been added, each with the model file that was given for it, or an
   * empty name.
   */
  public static synchronized Map<String, String> sources() {
    return new LinkedHashMap<>(SOURCES);
  }

  /** The options that name a suite, and the file that it comes from. */
  public static synchronized List<String> options(String suite) {
    List<String> whole = OPTIONS.getOrDefault(suite.split(":", 2)[0], List.of());
    return whole.contains("--tasks")
        ? whole
        : Stream.concat(whole.stream(), Stream.of("--suite", suite)).toList();
  }

  /** Adds the suites of all files that are {@link #sources} of another process. */
  public static synchronized void addAll(Map<String, String> sources) {
    sources.forEach(
        (file, model) -> {
          if (SOURCES.containsKey(file)) {
            return;
          }
          if (model.isEmpty()) {
            add(Path.of(file));
          } else {
            addTasks(Path.of(file), Optional.of(Path.of(model)));
          }
        });
  }

  /**
   * Adds the suites of a jar, or the suite of a {@link TaskFile}.
   *
   * @throws UsageException if there is none, or one that cannot be used, naming what is wrong
   */
  public static synchronized void add(Path file) {
    if (!file.toString().endsWith(".jar")) {
      addTasks(file, Optional.empty());
      return;
    }
    try {
      URL[] place = {file.toUri().toURL()};
      // stays open, since worlds may load classes at any time
      ClassLoader loader = new URLClassLoader(place, NamedSuite.class.getClassLoader());
      List<NamedSuite> found = load("--plugin " + file, loader);
      found.forEach(suite -> OPTIONS.put(suite.key(), List.of("--plugin", file.toString())));
      if (found.isEmpty()) {
        throw new UsageException(
            ("--plugin " + file + " offers no suite: META-INF/services/")
                + (SuiteProvider.class.getName() + " names none"));
      }
      SOURCES.put(file.toAbsolutePath().toString(), "");
    } catch (MalformedURLException e) {
      throw new UsageException("--plugin " + file + " cannot be opened: " + e.getMessage());
    }
  }

  /** Adds the suites of a loader, and returns them. */
  private static List<NamedSuite> load(String where, ClassLoader loader) {
    List<NamedSuite> found = new ArrayList<>();
    try {
      for (SuiteProvider provider : ServiceLoader.load(SuiteProvider.class, loader)) {
        if (provider.getClass().getClassLoader() == loader) { // without the suites of its parent
          String origin = provider.name() + " " + provider.version();
          provider.suites().forEach(offer -> found.add(checked(where, origin, offer)));
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new UsageException(where + ": a provider cannot be loaded: " + e.getMessage());
    }
    register(found);
    return found;
  }

  /**
   * Adds the suite of a task file. Its name is that of the file without its ending; its version is
   * a hash of what it was read from.
   *
   * @param given the model file; empty for the one that the task file names
   * @return the suite's name
   * @throws UsageException naming the file and the line that is wrong
   */
  static synchronized String addTasks(Path file, Optional<Path> given) {
    Fingerprint contents = new Fingerprint();
    String name = String.valueOf(file.getFileName());
    String suite = name.replaceFirst("\\.[^.]*$", "");
    try {
      String tasks = read(file, contents);
      Path model =
          given.orElseGet(() -> file.resolveSibling(TaskFile.model(file.toString(), tasks)));
      TaskSuite made =
          TaskFile.suite(
              suite,
              file.toString(),
              tasks,
              model.toString(),
              read(model, contents),
              part -> read(model.resolveSibling(part), contents));
      String origin = name + " " + contents.hex().substring(0, VERSION);
      String purpose = String.join(", ", made.taskNames());
      Offer offer = new Offer(suite, purpose, () -> made, Map.of());
      register(List.of(checked(file.toString(), origin, offer)));
      OPTIONS.put(
          suite,
          given
              .map(path -> List.of("--suite", path.toString(), "--tasks", file.toString()))
              .orElse(List.of("--plugin", file.toString())));
      SOURCES.put(
          file.toAbsolutePath().toString(),
          given.map(path -> path.toAbsolutePath().toString()).orElse(""));
      return suite;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  private static String read(Path file, Fingerprint contents) {
    try {
      String text = SpecLines.unmarked(Files.readString(file, StandardCharsets.UTF_8));
      contents.add(text);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("'" + file + "' cannot be read", e);
    }
  }

  private static void register(List<NamedSuite> found) {
    for (NamedSuite suite : found) {
      if (SUITES.stream().noneMatch(suite::isSame)) {
        SUITES.add(suite);
      }
    }
  }

  /**
   * An offer with default settings that suit small worlds, overridden by its own. They become its
   * preset, so that some of its tasks, or one learner of all, get their share of the steps.
   */
  private static NamedSuite suite(String origin, Offer offer) {
    Preset usual = Preset.small(100_000, 1000, 1);
    String purpose = offer.purpose() + " (" + origin + ")";
    Supplier<TaskSuite> maker = () -> offer.maker().get().from(origin);
    RunSpec whole =
        new NamedSuite(offer.suite(), purpose, maker, usual, usual, offer.settings(), "")
            .defaults();
    Preset own = new Preset(whole.training(), whole.sac());
    Map<String, String> others = new LinkedHashMap<>(offer.settings());
    others.keySet().removeIf(key -> SpecKeys.of(key).path().matches("(training|sac)\\..*"));
    return new NamedSuite(offer.suite(), purpose, maker, own, own, others, "");
  }

  private static NamedSuite checked(String where, String origin, Offer offer) {
    String what = where + ": suite " + offer.suite();
    for (String key : offer.settings().keySet()) {
      if (SpecKeys.ALL.stream().noneMatch(each -> each.name().equals(key))) {
        throw new UsageException(
            what + " sets '" + key + "', which is not a key of a specification");
      }
    }
    NamedSuite suite;
    try {
      suite = suite(origin, offer);
      suite.defaults();
    } catch (SpecKey.InvalidException e) {
      throw new UsageException(what + ": " + e.getMessage());
    }
    for (NamedSuite other : NamedSuite.all()) {
      if (other.key().equals(offer.suite()) && !other.isSame(suite)) {
        throw new UsageException(what + " has the name of another: " + other.purpose());
      }
    }
    return suite;
  }
}
