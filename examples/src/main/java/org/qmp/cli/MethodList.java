package org.qmp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Console;
import org.qmp.env.TaskSuite;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method.DataSharing;
import org.qmp.rl.multitask.NamedMethod;
import picocli.CommandLine.Command;

/** {@code qmp methods}. */
@Command(
    name = "methods",
    header = "Explains how tasks can be learned together.",
    description = {
      "",
      "A method is the name of a learner, optionally followed by + and the behaviour that"
          + " collects its data: params+qmp. Without one, every task's own policy collects.",
      "",
      "Example:",
      "  qmp methods",
      ""
    })
final class MethodList implements Callable<Integer> {
  private static final int NAME = 14;

  private final Console console;

  MethodList(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.say("learners");
    NamedMethod.LEARNERS.forEach(learner -> explain(learner.name(), learner.what()));
    console.say("\nwho collects, after a learner's name");
    NamedMethod.SUFFIXES.forEach(suffix -> explain("+" + suffix.name(), suffix.what()));
    console.say("");
    explain("short names", String.join(", ", Methods.aliases()));
    console.say("\nnot possible");
    refused().forEach((reason, names) -> refuse(String.join(", ", names), reason));
    refuse("+domain", "suites without domain knowledge: " + lacking(TaskSuite::domainKnowledge));
    refuse(sharing(), "suites without reward functions: " + lacking(TaskSuite::relabeling));
    return 0;
  }

  private void refuse(String names, String reason) {
    console.entry(0, "", names);
    explain("", reason);
  }

  private void explain(String name, String text) {
    console.entry(NAME, name, text);
  }

  /** Names that are not methods, by the reason. */
  private static Map<String, List<String>> refused() {
    Map<String, List<String>> refused = new LinkedHashMap<>();
    for (NamedMethod learner : NamedMethod.LEARNERS) {
      for (NamedMethod.Suffix suffix : NamedMethod.SUFFIXES) {
        String name = learner.name() + "+" + suffix.name();
        try {
          NamedMethod.of(name);
        } catch (MethodException e) {
          String reason = String.valueOf(e.getMessage());
          refused.computeIfAbsent(reason, key -> new ArrayList<>()).add(name);
        }
      }
    }
    return refused;
  }

  /** Learners that learn from other tasks' transitions. */
  private static String sharing() {
    return NamedMethod.LEARNERS.stream()
        .filter(learner -> learner.method().data() instanceof DataSharing.Foreign)
        .map(NamedMethod::name)
        .collect(Collectors.joining(", "));
  }

  private static String lacking(Function<TaskSuite, Optional<?>> what) {
    return NamedSuite.all().stream()
        .filter(named -> what.apply(named.suite()).isEmpty())
        .map(NamedSuite::key)
        .collect(Collectors.joining(", "));
  }
}
