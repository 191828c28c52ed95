package org.qmp.cli.option;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.env.maze.Maze;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.walker.Walker;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --suite} may name, each with the settings that fit it. */
@SuppressWarnings("ImmutableEnumChecker") // the makers have no state
public enum NamedSuite {
  PENDULUM(
      "pendulum",
      "swing a rod up with a motor too weak to lift it",
      Pendulum::suite,
      Preset.small(20_000, 1000, 1)),
  POINT(
      "point",
      "reach four goals on a noisy floor, one task each",
      PointReach::suite,
      Preset.small(20_000, 2000, 0.1)),
  POINT_FIGURE(
      "point-figure",
      "reach the one goal in the corner",
      PointReach::figure,
      Preset.small(5000, 500, 0.1)),
  POINT_FIGURE_B(
      "point-figure-b",
      "the same, with two helpers and one that leads away",
      PointReach::figureB,
      Preset.small(5000, 500, 0.1)),
  POINT_FIGURE_C(
      "point-figure-c",
      "the same, with a helper that leads straight to the goal",
      PointReach::figureC,
      Preset.small(5000, 500, 0.1)),
  MAZE(
      "maze",
      "find ten ways through a large maze, one task each",
      Maze::large,
      Preset.published(600_000, 10, 3000, 1 / 6.0, 256, 6000)),
  MAZE_MEDIUM(
      "maze-medium",
      "find three ways that begin alike through a medium maze",
      Maze::medium,
      Preset.published(180_000, 3, 3000, 1 / 6.0, 256, 6000)),
  REACHER(
      "reacher",
      "bring a hand to goals in stages, five tasks, one of which is to stay",
      Reacher::suite,
      Preset.published(2_000_000, 5, 10_000, 1, 32, 20_000)),
  REACHER_MT3(
      "reacher-mt3",
      "the first two of these tasks, and to stay",
      Reacher::three,
      Preset.published(1_200_000, 3, 10_000, 1, 32, 20_000)),
  REACHER_STOCHASTIC(
      "reacher-stochastic",
      "the five tasks with noise on the actions",
      Reacher::stochastic,
      Preset.published(2_000_000, 5, 10_000, 1, 32, 20_000)),
  WALKER(
      "walker",
      "walk forward, walk backward, stand, and crawl under a ceiling",
      Walker::suite,
      Preset.published(8_000_000, 4, 10_000, 1.5, 32, 100_000)),
  WALKER_AS_PUBLISHED(
      "walker-as-published",
      "the same, where nothing is ahead of who has lasted 1,000 steps",
      Walker::suiteAsPublished,
      WALKER.settings);

  private final String key;
  private final String purpose;
  private final Supplier<TaskSuite> maker;
  private final Preset settings;

  NamedSuite(String key, String purpose, Supplier<TaskSuite> maker, Preset settings) {
    this.key = key;
    this.purpose = purpose;
    this.maker = maker;
    this.settings = settings;
  }

  public String key() {
    return key;
  }

  public String purpose() {
    return purpose;
  }

  public TaskSuite suite() {
    return maker.get();
  }

  /** A run in which nothing but the world has been chosen. */
  public RunSpec defaults() {
    return new RunSpec(
        key, Method.SEPARATED, 1, Precision.FLOAT, settings.training(), settings.sac());
  }

  /** All names, with commas. */
  public static String names() {
    return Arrays.stream(values()).map(NamedSuite::key).collect(Collectors.joining(", "));
  }

  /** The worlds that a run's specification names. */
  public static TaskSuite suite(String name) {
    return find(name)
        .orElseThrow(() -> new UsageException("there is no suite '" + name + "', only " + names()))
        .suite();
  }

  private static Optional<NamedSuite> find(String name) {
    return Arrays.stream(values()).filter(world -> world.key.equals(name)).findFirst();
  }

  /** Reads {@code --suite}. */
  public static final class Named implements ITypeConverter<NamedSuite> {
    @Override
    public NamedSuite convert(String text) {
      return find(text).orElseThrow(() -> new TypeConversionException("must be one of " + names()));
    }
  }
}
