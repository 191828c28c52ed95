package org.qmp.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp.env.Rendering;
import org.qmp.env.TaskSuite;
import org.qmp.rl.SavedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp render}. */
@Command(
    name = "render",
    header = "Draws one episode of what a run has learned.",
    description = {
      "",
      "An animated SVG, which any browser plays, or with --still one picture of several moments,",
      "the earlier ones fainter.",
      "",
      "Example:",
      "  qmp render runs/p1 --out p1.svg",
      ""
    },
    parameterListHeading = "Arguments:%n",
    optionListHeading = "Options:%n",
    sortOptions = false)
final class Render implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "<run>", description = "Directory of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "<file>",
      defaultValue = "episode.svg",
      description = "Where the SVG goes. Default: episode.svg.")
  private Path out = Path.of("");

  @Option(
      names = "--task",
      paramLabel = "<name>",
      description = "Which task of the world. Default: its first.")
  private @Nullable String task;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      converter = Numbers.Seed.class,
      defaultValue = "1",
      description = "From which the start state is derived. Default: 1.")
  private long seed;

  @Option(names = "--still", description = "One picture instead of a film.")
  private boolean still;

  Render(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (SavedRun saved = Runs.open(run)) {
      List<Rendering> frames = Pictures.episode(saved, index(saved.suite()), seed);
      Pictures.write(out, still ? Pictures.still(frames) : Pictures.film(frames));
      String steps = Format.count(frames.size() - 1, "step");
      console.say("%s   %s of %s", out, steps, saved.spec().suite());
    }
    return 0;
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
