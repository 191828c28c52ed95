package org.qmp.app;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import picocli.CommandLine.Command;

/** {@code qmp envs}. */
@Command(
    name = "envs",
    header = "Lists the worlds.",
    description = {
      "",
      "For each: how many tasks it has, how many numbers are seen and done in a step, after how",
      "many steps an episode is cut off, what it is about, and the settings of a run in which",
      "nothing else is chosen.",
      "",
      "Example:",
      "  qmp envs",
      ""
    },
    optionListHeading = "Options:\n")
final class Envs implements Callable<Integer> {
  private final Console console;

  Envs(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.say(
        "%-19s %5s %5s %5s %8s  %s", "world", "tasks", "sees", "does", "horizon", "what it is");
    for (Worlds world : Worlds.values()) {
      TaskSuite suite = world.suite();
      console.say(
          "%-19s %5d %5d %5d %8s  %s",
          world.key(),
          suite.size(),
          suite.observations().size(),
          suite.actions().size(),
          horizon(suite.tasks().get(0).create()),
          world.purpose());
      if (suite.size() > 1) {
        console.say(
            "%-19s %s",
            "", suite.tasks().stream().map(TaskSuite.Task::name).collect(Collectors.joining("  ")));
      }
      console.say("%-19s %s", "", settings(world.defaults()));
    }
    return 0;
  }

  /** The options that worlds differ in. */
  private static String settings(RunSpec spec) {
    TrainingConfig t = spec.training();
    return Format.text(
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
  }

  /** Exactly, as it is typed. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String horizon(Environment world) {
    return world instanceof TimeLimit limit ? Format.count(limit.limit()) : "none";
  }
}
