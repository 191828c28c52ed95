package org.qmp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.draw.Film;
import org.qmp.cli.draw.MixtureChart;
import org.qmp.cli.draw.PictureFile;
import org.qmp.cli.draw.SwitchMap;
import org.qmp.cli.draw.SwitchMapChart;
import org.qmp.cli.option.FileNames;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.PolicyShares;
import org.qmp.cli.run.Runs;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qmp render}. */
@Command(
    name = "render",
    header = "Draws what a run has learned, and who acted in it.",
    description = {
      "",
      "--what episode: a film that shows who acts (.svg, which any browser plays, or .gif); with"
          + " --still, or as .png, one picture of several moments, earlier ones paler.",
      "--what matrix: how often each policy acted for each task, over the course of training.",
      "--what map: for suites on a plane, the policy that the switch picks at each place.",
      "",
      "Example:",
      "  qmp render runs/p1 --mixture --out p1.gif",
      ""
    })
final class Render implements Callable<Integer> {
  private final Console console;
  @Spec private @Nullable CommandSpec command;

  @Parameters(
      paramLabel = "<run>",
      converter = FileNames.Directory.class,
      description = "Directory of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--what",
      paramLabel = "<what>",
      description = "What to draw: episode, matrix or map. Default: episode.")
  private What what = What.EPISODE;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      converter = FileNames.Picture.class,
      description =
          "The picture, as .svg, .png or .gif. Default: episode.svg, matrix.svg or map.svg.")
  private @Nullable Path out;

  @Option(
      names = "--task",
      paramLabel = "<name>",
      description = "Task of the episode. Default: the first one.")
  private @Nullable String task;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      defaultValue = "1",
      description = "Seed of the episode's start state. Default: 1.")
  private long seed;

  @Option(names = "--still", description = "Draw one picture instead of a film.")
  private boolean still;

  @Option(
      names = "--mixture",
      description = "Let the method's behavior choose who acts in the episode.")
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
    String kind = what.name().toLowerCase(Locale.ROOT);
    if (what != What.EPISODE) {
      requireNoneOfAnEpisode(kind);
    }
    Path file = out == null ? Path.of(kind + ".svg") : out;
    switch (what) {
      case EPISODE -> episode(file);
      case MATRIX -> matrix(file);
      case MAP -> map(file);
    }
    return 0;
  }

  private void requireNoneOfAnEpisode(String kind) {
    for (String option : List.of("--task", "--seed", "--still", "--mixture")) {
      if (Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(option + " needs --what episode; got --what " + kind);
      }
    }
  }

  private void episode(Path file) throws IOException {
    try (SavedRun saved = Runs.open(run, console)) {
      Acts who = Runs.actor(saved, mixture);
      Film film = Film.of(Methods.title(saved.spec()), saved, who, index(saved.suite()), seed);
      if (still) {
        PictureFile.writeStill(file, film);
      } else {
        PictureFile.write(file, film);
      }
      console.say("%s   %s of %s", file, Format.count(film.steps(), "step"), saved.spec().suite());
    }
  }

  private void matrix(Path file) throws IOException {
    RunSpec spec = Runs.spec(run);
    PolicyShares mixture =
        PolicyShares.of(
            "<run>: " + run, Runs.suite(run, spec), spec.training(), List.of(Metrics.of(run)));
    PictureFile.write(file, MixtureChart.of(name(spec), mixture));
    console.say(
        "%s   in %.0f %% of the steps that policies made, another task's policy or a guide acted",
        file, 100 * mixture.foreign());
  }

  private void map(Path file) throws IOException {
    try (SavedRun saved = Runs.open(run, console)) {
      SwitchMap map = SwitchMap.of(saved);
      PictureFile.write(file, SwitchMapChart.of(name(saved.spec()), map, saved.policies()));
      console.say("%s   at step %s", file, Format.count(saved.step()));
    }
  }

  private static String name(RunSpec spec) {
    return Format.text("%s, seed %d", Methods.title(spec), spec.seed());
  }

  private int index(TaskSuite suite) {
    if (task == null) {
      return 0;
    }
    List<String> names = suite.taskNames();
    int index = names.indexOf(task);
    if (index < 0) {
      throw UsageException.notOneOf("--task", names, task);
    }
    return index;
  }
}
