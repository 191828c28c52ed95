package org.qmp.cli.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;

/**
 * A comparison whose metrics a test writes: it has two tasks, evaluations at steps 100, 200 and so
 * on, and 320 steps in all.
 */
public record Recorded(Path directory, int methods, int seeds, int episodes, TaskSuite suite) {
  public static final List<String> TASKS = List.of("upper-right", "lower-right");

  /** With ten episodes of each task in an evaluation. */
  public static Recorded of(Path directory, int methods, int seeds) {
    List<TaskSuite.Task> tasks =
        PointReach.suite().tasks().stream().filter(t -> TASKS.contains(t.name())).toList();
    return new Recorded(directory, methods, seeds, 10, new TaskSuite("two", tasks));
  }

  Recorded withEpisodes(int count) {
    return new Recorded(directory, methods, seeds, count, suite);
  }

  public Recorded withSuite(TaskSuite other) {
    return new Recorded(directory, methods, seeds, episodes, other);
  }

  public Comparison comparison() {
    RunSpec point = NamedSuite.POINT.defaults();
    TrainingConfig training =
        new TrainingConfig(320, 100, Start.UNIFORM, Turns.STEPS, 1, 1000, 100, episodes, 5000);
    RunSpec base =
        new RunSpec(suite.name(), point.method(), 1, point.precision(), training, point.sac());
    return new Comparison(
        base,
        Stream.of("separated", "separated+qmp", "separated+uniform")
            .limit(methods)
            .map(name -> Methods.named(name).method())
            .toList(),
        seeds,
        directory);
  }

  /** Adds a line to a run's metrics. */
  public Recorded line(int method, int seed, long step, String name, double value) {
    Path file = Metrics.file(comparison().member(method, seed).directory());
    String line = step + "," + name + "," + value + "\n";
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "step,name,value\n");
      }
      Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a learning curve, at steps 100, 200, …; with success also returns, which differ. */
  public Recorded curve(
      String kind, int method, int task, int seed, String measure, double... values) {
    for (int i = 0; i < values.length; i++) {
      String prefix = kind + "/" + suite.tasks().get(task).name() + "/";
      boolean success = measure.equals("success");
      line(method, seed, 100 * (i + 1L), prefix + (success ? "success/ever" : measure), values[i]);
      if (success) {
        line(method, seed, 100 * (i + 1L), prefix + "return", -100 - seed - i);
      }
    }
    return this;
  }

  /** Adds success rates of a task's own policies: a row for each seed. */
  public Recorded own(int method, int task, double[][] rates) {
    for (int seed = 1; seed <= rates.length; seed++) {
      curve("evaluation", method, task, seed, "success", rates[seed - 1]);
    }
    return this;
  }

  /** Adds success rates of acting as in training: a row for each seed. */
  public Recorded mixture(int method, int task, double[][] rates) {
    for (int seed = 1; seed <= rates.length; seed++) {
      curve("evaluation-mixture", method, task, seed, "success", rates[seed - 1]);
    }
    return this;
  }

  /** Adds the shares in which the policies of the first and second task acted until a step. */
  public Recorded acted(int method, int task, int seed, long step, double first, double second) {
    String prefix = String.format(Locale.ROOT, "mixture/%s/", TASKS.get(task));
    return line(method, seed, step, prefix + TASKS.get(0), first)
        .line(method, seed, step, prefix + TASKS.get(1), second);
  }

  public Results results() throws IOException {
    return results(0.9);
  }

  Results results(double threshold) throws IOException {
    Measure usual = Measure.of(suite, "--measure", Optional.empty());
    return Results.of(comparison(), suite, usual.withThreshold(threshold));
  }

  /**
   * Four seeds, two methods, of which the second is ahead in 12 of 16 pairs on the first task, and
   * in 12, with ties in the others, on the second one.
   */
  static Recorded race(Path directory) {
    double[] late = {0, 0.5, 1};
    double[] poor = {0.2, 0.2, 0.2};
    Recorded race =
        of(directory, 2, 4)
            .own(0, 0, new double[][] {late, late, late, late})
            .own(0, 1, new double[][] {poor, poor, poor, poor})
            .own(1, 0, new double[][] {{0, 1, 0.6}, {0, 1, 0.5}, {0, 1, 0.5}, {0, 0, 1}})
            .own(1, 1, new double[][] {{0, 0.9, 0.9}, {0, 0, 0.9}, {0.9, 0.9, 0.9}, {0, 0.2, 0.4}})
            .mixture(1, 0, new double[][] {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}})
            .mixture(1, 1, new double[][] {{1, 0, 0}, {0, 0, 0.2}, {0, 0, 0}, {0, 0, 0.6}});
    for (int seed = 1; seed <= 4; seed++) {
      race.acted(1, 0, seed, 200, 0.9, 0.1).acted(1, 1, seed, 200, 0, 1);
      race.acted(1, 0, seed, 300, 0.5, 0.5).acted(1, 1, seed, 300, 0.2, 0.8);
    }
    return race;
  }
}
