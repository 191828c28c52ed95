package org.qmp.cli.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.Mixture;
import org.qmp.env.Environment;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Acts;
import org.qmp.rl.stats.LearningCurve;
import org.qmp.rl.stats.Scores;

/**
 * What the runs of a comparison have shown: everything that is said about them comes from here.
 *
 * @param measure the metric by which methods are compared: success if all tasks have it, else
 *     return
 * @param metrics of every run: [method][seed − 1]
 */
public record Evidence(
    Comparison comparison, TaskSuite suite, String measure, List<List<Metrics>> metrics) {
  private static final String SUCCESS = "success";

  /**
   * Reads the metrics of finished runs.
   *
   * @throws IOException if a run's metrics are damaged, or lack evaluations that another run has
   */
  public static Evidence of(Comparison comparison, TaskSuite suite) throws IOException {
    List<List<Metrics>> metrics = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      List<Metrics> runs = new ArrayList<>();
      for (int seed = 1; seed <= comparison.seeds(); seed++) {
        runs.add(Metrics.of(comparison.member(method, seed).directory()));
      }
      metrics.add(runs);
    }
    boolean succeed = suite.tasks().stream().map(TaskSuite.Task::create).allMatch(Evidence::tells);
    Evidence evidence = new Evidence(comparison, suite, succeed ? SUCCESS : "return", metrics);
    evidence.requireAllCurves();
    return evidence;
  }

  /** Whether a world tells in how many episodes it was a success. */
  private static boolean tells(Environment world) {
    return world.metrics().contains(SUCCESS) && world.summary(SUCCESS) == Summary.EVER;
  }

  /** A shorter curve would be compared as if its run had been trained for as long as the others. */
  private void requireAllCurves() throws IOException {
    SortedSet<Long> steps = new TreeSet<>();
    metrics.forEach(runs -> runs.forEach(run -> steps.addAll(run.steps("evaluation/"))));
    for (int method = 0; method < methods(); method++) {
      for (int run = 0; run < comparison.seeds(); run++) {
        for (Acts who : actors(method)) {
          for (int task = 0; task < tasks().size(); task++) {
            if (steps.isEmpty() || !curve(who, method, task, run).keySet().equals(steps)) {
              throw new IOException(
                  Metrics.file(comparison.member(method, run + 1).directory())
                      + " lacks evaluations: expected "
                      + name(who, task)
                      + " at the steps "
                      + steps);
            }
          }
        }
      }
    }
  }

  /** Whether the measure is a rate from 0 to 1. */
  boolean isRate() {
    return measure.equals(SUCCESS);
  }

  public List<String> tasks() {
    return suite.tasks().stream().map(TaskSuite.Task::name).toList();
  }

  public int methods() {
    return metrics.size();
  }

  /** Whether other policies than each task's own could act in a method's runs. */
  boolean mixes(int method) {
    return !curve(Acts.MIXTURE, method, 0, 0).isEmpty();
  }

  private List<Acts> actors(int method) {
    return mixes(method) ? List.of(Acts.OWN, Acts.MIXTURE) : List.of(Acts.OWN);
  }

  private String name(Acts who, int task) {
    String prefix = who == Acts.OWN ? "evaluation/" : "evaluation-mixture/";
    return prefix + tasks().get(task) + "/" + (isRate() ? Summary.EVER.of(SUCCESS) : measure);
  }

  /** The measure at every evaluation; empty if there is none of that kind. */
  private SortedMap<Long, Double> curve(Acts who, int method, int task, int run) {
    return metrics.get(method).get(run).series(name(who, task));
  }

  /** The steps at which a method's runs were evaluated. */
  public List<Long> steps(int method) {
    return List.copyOf(curve(Acts.OWN, method, 0, 0).keySet());
  }

  /** The learning curves of a task, in the order of the seeds. */
  public List<LearningCurve> curves(Acts who, int method, int task) {
    List<LearningCurve> curves = new ArrayList<>();
    for (int run = 0; run < comparison.seeds(); run++) {
      SortedMap<Long, Double> curve = curve(who, method, task, run);
      curves.add(
          new LearningCurve(
              curve.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
              curve.values().stream().mapToDouble(Double::doubleValue).toArray()));
    }
    return curves;
  }

  /** A number made of each curve: [task][seed]. */
  Scores scores(Acts who, int method, ToDoubleFunction<LearningCurve> number) {
    double[][] scores = new double[tasks().size()][];
    for (int task = 0; task < scores.length; task++) {
      scores[task] = curves(who, method, task).stream().mapToDouble(number).toArray();
    }
    return new Scores(scores);
  }

  /** Whether success is the measure and no episode of any evaluation succeeded. */
  boolean isAllFailure() {
    for (int method = 0; method < methods(); method++) {
      for (Acts who : actors(method)) {
        Scores best = scores(who, method, curve -> Arrays.stream(curve.values()).max().orElse(0));
        if (!isRate() || Arrays.stream(best.flat()).anyMatch(rate -> rate > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Who acted in a method's runs, on their average. */
  public Mixture mixture(int method) {
    return Mixture.of(comparison.name(method), suite, metrics.get(method));
  }
}
