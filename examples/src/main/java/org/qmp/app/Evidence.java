package org.qmp.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Acts;
import org.qmp.rl.stats.LearningCurve;
import org.qmp.rl.stats.Scores;

/**
 * What the runs of a comparison have shown: everything that is said about them comes from here.
 *
 * @param measure the metric by which methods are compared: success where there is one, else return
 * @param metrics of every run: [method][seed − 1]
 */
record Evidence(
    Comparison comparison, TaskSuite suite, String measure, List<List<Metrics>> metrics) {
  private static final String SUCCESS = "success";

  /** Reads the metrics of finished runs. */
  static Evidence of(Comparison comparison, TaskSuite suite) throws IOException {
    List<List<Metrics>> metrics = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      List<Metrics> runs = new ArrayList<>();
      for (int seed = 1; seed <= comparison.seeds(); seed++) {
        runs.add(Metrics.of(comparison.member(method, seed).directory()));
      }
      metrics.add(runs);
    }
    boolean succeeds = suite.tasks().get(0).create().metrics().contains(SUCCESS);
    return new Evidence(comparison, suite, succeeds ? SUCCESS : "return", metrics);
  }

  /** Whether the measure is a rate from 0 to 1. */
  boolean isRate() {
    return measure.equals(SUCCESS);
  }

  List<String> tasks() {
    return suite.tasks().stream().map(TaskSuite.Task::name).toList();
  }

  int methods() {
    return metrics.size();
  }

  /** Whether somebody else than each task's own policy acted in a method's runs. */
  boolean mixes(int method) {
    return !curve(Acts.MIXTURE, method, 0, 0).isEmpty();
  }

  /** The measure at every evaluation; empty if there is none of that kind. */
  private SortedMap<Long, Double> curve(Acts who, int method, int task, int run) {
    String prefix = who == Acts.OWN ? "evaluation/" : "evaluation-mixture/";
    return metrics.get(method).get(run).series(prefix + tasks().get(task) + "/" + measure);
  }

  /** The steps at which a method's runs were evaluated. */
  List<Long> steps(int method) {
    return List.copyOf(curve(Acts.OWN, method, 0, 0).keySet());
  }

  /** A number made of each curve: [task][seed]. */
  Scores scores(Acts who, int method, ToDoubleFunction<LearningCurve> number) {
    double[][] scores = new double[tasks().size()][comparison.seeds()];
    for (int task = 0; task < scores.length; task++) {
      for (int run = 0; run < scores[task].length; run++) {
        SortedMap<Long, Double> curve = curve(who, method, task, run);
        scores[task][run] =
            number.applyAsDouble(
                new LearningCurve(
                    curve.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                    curve.values().stream().mapToDouble(Double::doubleValue).toArray()));
      }
    }
    return new Scores(scores);
  }

  /** Who acted in a method's runs, on their average. */
  Mixture mixture(int method) {
    return Mixture.of(comparison.name(method), suite, metrics.get(method));
  }
}
