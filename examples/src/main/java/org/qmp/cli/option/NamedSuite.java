package org.qmp.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.SuiteProvider;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.env.kitchen.Kitchen;
import org.qmp.env.maze.Maze;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.tabletop.Tabletop;
import org.qmp.env.walker.Walker;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKey;
import org.qmp.rl.SpecKeys;
import org.qmp.rl.multitask.Method;

/**
 * A suite that {@code --suite} can name, with its presets: a built-in one, or one of a {@link
 * SuiteProvider}.
 *
 * @param settings that override those of the presets
 * @param experience what separate learners reached with the default preset, and the processor time
 *     they took; empty if not measured
 */
public record NamedSuite(
    String key,
    String purpose,
    Supplier<TaskSuite> maker,
    Preset soonest,
    Preset published,
    Map<String, String> settings,
    String experience) {
  private static final String DAYS = "days; not run to the end";

  public static final NamedSuite POINT =
      new NamedSuite(
              "point",
              "reach four goals on a noisy floor, one task each",
              PointReach::suite,
              Preset.small(20_000, 2000, 0.1),
              Preset.published(20_000, 4, 500, 1, 256, 250))
          .seen("half a minute; all four goals");

  public static final NamedSuite ERRANDS =
      new NamedSuite(
              "errands",
              "solve six tasks on this floor, three of them rewarded only by arriving",
              PointReach::errands,
              Preset.small(24_000, 1200, 0.1).quick(2000),
              Preset.published(24_000, 6, 500, 1, 256, 250))
          .seen("a quarter of a minute; all goals rewarded by distance, few of the others");

  private static final Preset WALKER = Preset.published(8_000_000, 4, 10_000, 1.5, 32, 100_000);

  // a batch of 256 or 32 for each task, or else one of 2560 or 1280
  private static final NamedSuite MT10 =
      new NamedSuite(
              "mt10",
              "reach, push, pick, open, close, press and insert on a table, ten tasks",
              Tabletop::mt10,
              Preset.published(50_000_000, 10, 5000, 0.1, 2560, 250_000).learning(1.5e-3, 256, 256))
          .withDefaultBatch(256)
          .seen(DAYS);

  private static final NamedSuite MT50 =
      new NamedSuite(
              "mt50",
              "all fifty tasks of this table",
              Tabletop::mt50,
              Preset.published(30_000_000, 50, 1500, 0.1, 1280, 30_000)
                  .learning(3e-4, 400, 400)
                  .evaluating(5)
                  .saving(300_000))
          .withDefaultBatch(32)
          .seen(DAYS);

  private static final List<NamedSuite> BUILT_IN =
      List.of(
          new NamedSuite(
                  "pendulum",
                  "swing a rod up with a motor too weak to lift it",
                  Pendulum::suite,
                  Preset.small(20_000, 1000, 1),
                  Preset.published(20_000, 1, 1000, 1, 256, 1000))
              .seen("half a minute; returns from -190 to -110"),
          POINT,
          ERRANDS,
          new NamedSuite(
                  "point-figure",
                  "reach the one goal in the corner",
                  PointReach::figure,
                  Preset.small(5000, 500, 0.1),
                  Preset.published(5000, 1, 500, 1, 256, 1000))
              .seen("ten seconds; the goal"),
          new NamedSuite(
              "point-figure-b",
              "the same, with two useful guides and one that leads away",
              PointReach::figureB,
              Preset.small(5000, 500, 0.1),
              Preset.published(5000, 1, 500, 1, 256, 1000)),
          new NamedSuite(
              "point-figure-c",
              "the same, with a guide that leads straight to the goal",
              PointReach::figureC,
              Preset.small(5000, 500, 0.1),
              Preset.published(5000, 1, 500, 1, 256, 1000)),
          new NamedSuite(
                  "maze",
                  "find ten ways through a large maze, one task each",
                  Maze::large,
                  Preset.published(600_000, 10, 3000, 1 / 6.0, 256, 6000))
              .seen(
                  "15 minutes; none of the ways yet: it takes millions of steps, or --method params"
                      + " --preset shared, which finds a third of them"),
          new NamedSuite(
                  "maze-medium",
                  "find three ways that begin alike through a medium maze",
                  Maze::medium,
                  Preset.published(180_000, 3, 3000, 1, 128, 6000).learning(1e-3, 64, 64),
                  Preset.published(180_000, 3, 3000, 1 / 6.0, 256, 6000))
              .seen("two minutes; two or three of the three ways"),
          new NamedSuite(
                  "reacher",
                  "bring a hand to goals in stages, five tasks, one of which is to stay",
                  Reacher::suite,
                  Preset.published(2_000_000, 5, 10_000, 1, 32, 20_000))
              .seen("an hour or more; the first goals of four tasks of five"),
          new NamedSuite(
              "reacher-mt3",
              "the first two of these tasks, and to stay",
              Reacher::three,
              Preset.published(1_200_000, 3, 10_000, 1, 32, 20_000)),
          new NamedSuite(
              "reacher-stochastic",
              "the five tasks with noise on the actions",
              Reacher::stochastic,
              Preset.published(2_000_000, 5, 10_000, 1, 32, 20_000)),
          // a batch of 1280 is one of 128 for each task, or else one of 1280
          new NamedSuite(
                  "kitchen",
                  "slide and swing doors, turn knobs and a light switch with an arm, ten tasks",
                  Kitchen::suite,
                  Preset.published(5_000_000, 10, 2000, 0.25, 1280, 25_000).evaluating(5))
              .withDefaultBatch(128)
              .seen("75 minutes for a million steps; then a few of its training episodes succeed"),
          new NamedSuite(
                  "kitchen-mt3",
                  "three of these tasks: a door to slide, a burner and the light to turn on",
                  Kitchen::three,
                  Preset.published(1_500_000, 3, 2000, 0.25, 1280, 25_000).evaluating(5))
              .withDefaultBatch(128)
              .seen("hours; after 200,000 steps returns rise, nothing succeeds yet"),
          new NamedSuite(
                  "metaworld-cds",
                  "open and close a door and a drawer with an arm, four tasks",
                  Tabletop::cds,
                  Preset.published(10_000_000, 4, 5000, 0.1, 256, 125_000)
                      .learning(1.5e-3, 256, 256))
              .seen("25 minutes for a million steps; then a quarter of the tasks"),
          MT10,
          MT10.variant(
              "mt10-repaired", "the same without faults of the original", Tabletop::mt10Repaired),
          MT50,
          MT50.variant(
              "mt50-repaired", "the same without faults of the original", Tabletop::mt50Repaired),
          new NamedSuite(
                  "walker",
                  "walk forward, walk backward, stand, and crawl under a ceiling",
                  Walker::suite,
                  WALKER)
              .seen("an hour for a million steps; then a return of 1,000"),
          new NamedSuite(
              "walker-as-published",
              "the same, but the time limit counts as a termination, as in the released code",
              Walker::suiteAsPublished,
              WALKER));

  /** The preset that learns fastest on two processors. */
  public static final String DEFAULT = "default";

  private static final String PUBLISHED = "published";
  private static final String SHARED = "shared";

  private NamedSuite(String key, String purpose, Supplier<TaskSuite> maker, Preset published) {
    this(key, purpose, maker, published, published);
  }

  private NamedSuite(
      String key, String purpose, Supplier<TaskSuite> maker, Preset soonest, Preset published) {
    this(key, purpose, maker, soonest, published, Map.of(), "");
  }

  private NamedSuite withDefaultBatch(int rows) {
    return new NamedSuite(
        key, purpose, maker, soonest.batch(rows), published, settings, experience);
  }

  private NamedSuite seen(String what) {
    return new NamedSuite(key, purpose, maker, soonest, published, settings, what);
  }

  /** Other tasks with the same presets. */
  private NamedSuite variant(String name, String about, Supplier<TaskSuite> tasks) {
    return new NamedSuite(name, about, tasks, soonest, published);
  }

  /** Whether the other is the same suite, found again. */
  boolean isSame(NamedSuite other) {
    return key.equals(other.key) && purpose.equals(other.purpose);
  }

  public TaskSuite suite() {
    return maker.get();
  }

  /** The names of its presets. */
  public static List<String> presets() {
    return List.of(DEFAULT, PUBLISHED, SHARED);
  }

  /**
   * The run of a preset.
   *
   * @throws UsageException if there is no such preset
   */
  public RunSpec spec(String preset) {
    if (!presets().contains(preset)) {
      throw UsageException.notOneOf("--preset", presets(), preset);
    }
    Preset chosen =
        switch (preset) {
          case DEFAULT -> soonest;
          case PUBLISHED -> published;
          default -> published.shared(suite().size());
        };
    RunSpec spec =
        new RunSpec(key, Method.SEPARATED, 1, Precision.FLOAT, chosen.training(), chosen.sac());
    for (SpecKey each : SpecKeys.ALL) { // in this order, since a method decides which keys exist
      String value = settings.get(each.name());
      spec = value == null ? spec : each.set(spec, value);
    }
    return spec;
  }

  public RunSpec defaults() {
    return spec(DEFAULT);
  }

  /** The built-in suites, then those of providers. */
  public static List<NamedSuite> all() {
    return Stream.concat(BUILT_IN.stream(), Plugins.suites().stream()).toList();
  }

  /** All names that {@code --suite} accepts. */
  public static List<String> keys() {
    return all().stream().map(NamedSuite::key).toList();
  }

  /**
   * The suite of a name.
   *
   * @param option for messages
   * @throws UsageException if there is none
   */
  public static NamedSuite named(String option, String name) {
    int colon = name.indexOf(':');
    String whole = colon < 0 ? name : name.substring(0, colon);
    NamedSuite found =
        all().stream()
            .filter(each -> each.key.equals(whole))
            .findFirst()
            .orElseThrow(() -> UsageException.notOneOf(option, keys(), whole));
    return colon < 0 ? found : found.only(option, name.substring(colon + 1));
  }

  /**
   * Some of its tasks, as a suite called {@code mt10:reach,push}.
   *
   * @param option for messages
   * @param list tasks separated by commas, which may be part of their names too
   * @throws UsageException if one is not a task of this suite
   */
  NamedSuite only(String option, String list) {
    TaskSuite whole = suite();
    List<String> names = whole.taskNames();
    List<String> tasks = new ArrayList<>();
    String rest = list + ",";
    while (!rest.isEmpty()) {
      String left = rest;
      Optional<String> next = names.stream().filter(n -> left.startsWith(n + ",")).findFirst();
      tasks.add(
          next.orElseThrow(() -> UsageException.notOneOf(option, names, left.split(",", 2)[0])));
      rest = rest.substring(next.get().length() + 1);
    }
    TaskSuite some = whole.only(tasks);
    return new NamedSuite(
        some.name(),
        purpose,
        () -> suite().only(tasks),
        soonest.only(some.size(), whole.size()),
        published.only(some.size(), whole.size()),
        settings,
        "");
  }

  /** The tasks that a run's specification names. */
  public static TaskSuite suite(String name) {
    return named("the suite of a run", name).suite();
  }

  /** Completes {@code --suite}. */
  public static final class Keys extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    public Keys() {
      super(keys());
    }
  }

  /** Completes {@code --preset}. */
  public static final class PresetNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    public PresetNames() {
      super(presets());
    }
  }
}
