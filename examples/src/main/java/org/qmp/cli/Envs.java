package org.qmp.cli;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.TextWrap;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.Wrapper;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import picocli.CommandLine.Command;

/** {@code qmp envs}. */
@Command(
    name = "envs",
    header = "Lists the suites of tasks and their default settings.",
    description = {
      "",
      "For each suite: the number of tasks, the lengths of observations and actions, the time limit"
          + " of an episode in steps, what it is about, the names of its tasks, and the default"
          + " settings of a run.",
      "",
      "Example:",
      "  qmp envs",
      ""
    },
    optionListHeading = "Options:\n")
final class Envs implements Callable<Integer> {
  private static final int NAME = 20;
  private static final int PURPOSE = 48;

  private final Console console;

  Envs(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.say(
        "%-19s %5s %5s %5s %8s  %s", "suite", "tasks", "obs", "act", "horizon", "what it is");
    for (NamedSuite world : NamedSuite.values()) {
      TaskSuite suite = world.suite();
      console.paragraph(
          PURPOSE,
          Format.text(
              "%-19s %5d %5d %5d %8s  %s",
              world.key(),
              suite.size(),
              suite.observations().size(),
              suite.actions().size(),
              horizon(suite.tasks().get(0).create()),
              world.purpose()));
      if (suite.size() > 1) {
        detail(suite.tasks().stream().map(TaskSuite.Task::name).collect(Collectors.joining("  ")));
      }
      detail(settings(world.defaults()));
    }
    return 0;
  }

  private void detail(String text) {
    console.paragraph(NAME, " ".repeat(NAME) + text);
  }

  /** The options that worlds differ in. */
  private static String settings(RunSpec spec) {
    TrainingConfig t = spec.training();
    String settings =
        Format.text(
            "--steps %d --warm-up %d --start %s --updates-per-step %s --hidden %s --batch %d"
                + " --learning-rate %s --evaluate-every %d --save-every %d",
            t.steps(),
            t.warmUp(),
            t.start(),
            number(t.updatesPerStep()),
            spec.sac().hidden().stream().map(String::valueOf).collect(Collectors.joining(",")),
            spec.sac().batch(),
            number(spec.sac().learningRate()),
            t.evaluateEvery(),
            t.saveEvery());
    return settings.replace(' ', TextWrap.NO_BREAK).replace(TextWrap.NO_BREAK + "--", " --");
  }

  /** Exactly, as it is typed. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String horizon(Environment world) {
    Environment inside = world;
    while (inside instanceof Wrapper wrapper && !(inside instanceof TimeLimit)) {
      inside = wrapper.inner();
    }
    return inside instanceof TimeLimit limit ? Format.count(limit.limit()) : "none";
  }
}
