package org.qmp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Format;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.Wrapper;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qmp envs}. */
@Command(
    name = "envs",
    header = "Lists the suites of tasks, or the settings of one.",
    description = {
      "",
      "Of each suite: what it is about, the number of tasks, the lengths of observations and"
          + " actions, the time limit of an episode in steps, and the names of its tasks, if there"
          + " are several. With the name of a suite: every setting of its presets, as lines that"
          + " --spec reads.",
      "",
      "Example:",
      "  qmp envs",
      "  qmp envs maze",
      ""
    })
final class Envs implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "<suite>",
      arity = "0..1",
      completionCandidates = NamedSuite.Keys.class,
      description = "A suite whose settings to show.")
  private @Nullable String suite;

  Envs(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (suite == null) {
      int width = 2 + NamedSuite.keys().stream().mapToInt(String::length).max().orElse(0);
      NamedSuite.all().forEach(each -> describe(each, width));
    } else {
      NamedSuite chosen = NamedSuite.named("<suite>", suite);
      describe(chosen, chosen.key().length() + 2);
      if (!chosen.experience().isEmpty()) {
        console.entry(
            chosen.key().length() + 2,
            "",
            "default preset, separate learners: " + chosen.experience());
      }
      console.say("");
      show(chosen);
    }
    return 0;
  }

  private void describe(NamedSuite named, int width) {
    TaskSuite tasks = named.suite();
    console.entry(width, named.key(), named.purpose());
    console.entry(
        width,
        "",
        Format.text(
            "%s, %s, %s, %s",
            Format.count(tasks.size(), "task"),
            Format.count(tasks.observations().size(), "observation"),
            Format.count(tasks.actions().size(), "action"),
            horizon(tasks.tasks().get(0))));
    if (tasks.size() > 1) {
      console.entry(width, "", names(tasks));
    }
  }

  /** By families where there are many. */
  private static String names(TaskSuite suite) {
    Families families = Families.of(suite);
    return families.many() && !families.families().isEmpty()
        ? families.families().stream()
            .map(family -> family.name() + ": " + names(families, family.tasks()))
            .collect(Collectors.joining("; "))
        : names(families, families.order());
  }

  private static String names(Families families, List<Integer> some) {
    return some.stream().map(families.tasks()::get).collect(Collectors.joining(", "));
  }

  /** The settings of each preset; equal ones once. */
  private void show(NamedSuite named) {
    Map<List<String>, List<String>> presets = new LinkedHashMap<>();
    for (String preset : NamedSuite.presets()) {
      presets.computeIfAbsent(lines(named.spec(preset)), l -> new ArrayList<>()).add(preset);
    }
    String between = "";
    for (Map.Entry<List<String>, List<String>> preset : presets.entrySet()) {
      console.say("%s# preset %s", between, String.join(" and ", preset.getValue()));
      preset.getKey().forEach(line -> console.say("%s", line));
      between = "\n";
    }
  }

  private static List<String> lines(RunSpec spec) {
    return SpecKeys.ALL.stream()
        .filter(key -> key.existsIn(spec))
        .map(key -> key.name() + " = " + key.get(spec))
        .toList();
  }

  private static String horizon(TaskSuite.Task task) {
    try (Environment environment = task.create()) {
      Environment inside = environment;
      while (inside instanceof Wrapper wrapper && !(inside instanceof TimeLimit)) {
        inside = wrapper.inner();
      }
      return inside instanceof TimeLimit limit
          ? Format.count(limit.limit(), "step")
          : "no time limit";
    }
  }
}
