package org.qmp.app;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import picocli.CommandLine.Command;

/** {@code qmp envs}. */
@Command(
    name = "envs",
    header = "Lists the worlds.",
    description = {
      "",
      "For each: how many tasks it has, how many numbers are seen and done in a step, after how",
      "many steps an episode is cut off, and what it is about.",
      "",
      "Example:",
      "  qmp envs",
      ""
    },
    optionListHeading = "Options:%n")
final class Envs implements Callable<Integer> {
  private final Console console;

  Envs(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.say(
        "%-13s %5s %5s %5s %8s  %s", "world", "tasks", "sees", "does", "horizon", "what it is");
    for (Worlds world : Worlds.values()) {
      TaskSuite suite = world.suite();
      console.say(
          "%-13s %5d %5d %5d %8s  %s",
          world.key(),
          suite.size(),
          suite.observations().size(),
          suite.actions().size(),
          horizon(suite.tasks().get(0).create()),
          world.purpose());
      if (suite.size() > 1) {
        console.say(
            "%-13s %s",
            "", suite.tasks().stream().map(TaskSuite.Task::name).collect(Collectors.joining(", ")));
      }
    }
    return 0;
  }

  private static String horizon(Environment world) {
    return world instanceof TimeLimit limit ? Format.count(limit.limit()) : "none";
  }
}
