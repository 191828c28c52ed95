package org.qmp.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp.env.Rendering;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Acts;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp render}. */
@Command(
    name = "render",
    header = "Draws what a run has learned, and who acted in it.",
    description = {
      "",
      "--what episode: an animated SVG, which any browser plays, or with --still one picture of",
      "several moments, the earlier ones fainter.",
      "--what matrix: for each task and policy, how often this one acted for that one, in the",
      "course of the run.",
      "--what map: in two-dimensional worlds, whose policy the switch picks where. Matrices and maps",
      "are written as SVG and as PNG.",
      "",
      "Example:",
      "  qmp render runs/p1 --what matrix --out p1.svg",
      ""
    },
    parameterListHeading = "Arguments:\n",
    optionListHeading = "Options:\n",
    sortOptions = false)
final class Render implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "<run>", description = "Directory of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--what",
      paramLabel = "<what>",
      description = "EPISODE, MATRIX or MAP. Default: EPISODE.")
  private What what = What.EPISODE;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      description = "Where the SVG goes. Default: episode.svg, matrix.svg or map.svg.")
  private @Nullable Path out;

  @Option(
      names = "--task",
      paramLabel = "<name>",
      description = "Whose episode. Default: that of the world's first task.")
  private @Nullable String task;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      defaultValue = "1",
      description = "From which the episode's start state is derived. Default: 1.")
  private long seed;

  @Option(names = "--still", description = "One picture instead of a film.")
  private boolean still;

  @Option(
      names = "--mixture",
      description = "Let the method's behaviour choose who acts in the episode.")
  private boolean mixture;

  private enum What {
    EPISODE,
    MATRIX,
    MAP
  }

  Render(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path file =
        Pictures.svg(out == null ? Path.of(what.name().toLowerCase(Locale.ROOT) + ".svg") : out);
    switch (what) {
      case EPISODE -> episode(file);
      case MATRIX -> matrix(file);
      case MAP -> map(file);
    }
    return 0;
  }

  private void episode(Path file) throws IOException {
    try (SavedRun saved = Runs.open(run)) {
      Acts who = Runs.actor(saved, mixture);
      List<Rendering> frames = Pictures.episode(saved, who, index(saved.suite()), seed);
      Pictures.write(file, still ? Pictures.still(frames) : Pictures.film(frames));
      String steps = Format.count(frames.size() - 1, "step");
      console.say("%s   %s of %s", file, steps, saved.spec().suite());
    }
  }

  private void matrix(Path file) throws IOException {
    RunSpec spec = Runs.spec(run);
    Mixture mixture =
        Mixture.of("<run>: " + run, Worlds.suite(spec.suite()), List.of(Metrics.of(run)));
    Path png = Pictures.write(MixtureChart.of(name(spec), mixture), file);
    console.say(
        "%s, %s   in %.0f %% of the steps that policies made another task's or a guide acted",
        file, png, 100 * mixture.foreign());
  }

  private void map(Path file) throws IOException {
    try (SavedRun saved = Runs.open(run)) {
      SwitchMap map = SwitchMap.of(saved);
      Path png = Pictures.write(SwitchMapChart.of(name(saved.spec()), map, saved.policies()), file);
      console.say("%s, %s   at step %s", file, png, Format.count(saved.step()));
    }
  }

  private static String name(RunSpec spec) {
    return Format.text("%s, %s, seed %d", spec.suite(), Methods.name(spec.method()), spec.seed());
  }

  private int index(TaskSuite suite) {
    if (task == null) {
      return 0;
    }
    List<String> names = suite.tasks().stream().map(TaskSuite.Task::name).toList();
    int index = names.indexOf(task);
    if (index < 0) {
      throw new UsageException(
          "--task: '" + task + "' is not a task, but " + String.join(", ", names) + " are allowed");
    }
    return index;
  }
}
