package org.qmp.cli.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.qmp.cli.draw.Series;
import org.qmp.cli.run.Families;
import org.qmp.cli.run.Metrics;
import org.qmp.cli.run.PolicyShares;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Bootstrap;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.LearningCurve;
import org.qmp.rl.stats.Scores;

/**
 * The learning curves of a comparison's runs: of each task, of families and of all tasks together.
 * {@link Estimates} are computed from them. Intervals over seeds are 95 % bootstrap intervals with
 * a fixed seed, so that the same runs always give the same numbers.
 *
 * @param measure by which methods are compared
 * @param metrics of every run: [method][index of the seed]
 */
public record Results(
    Comparison comparison, TaskSuite suite, Measure measure, List<List<Metrics>> metrics) {
  static final Bootstrap BOOTSTRAP = Bootstrap.of(1);

  /**
   * Reads the metrics of finished runs.
   *
   * @throws IOException if a run's metrics are damaged, or lack evaluations that another run has
   */
  public static Results of(Comparison comparison, TaskSuite suite, Measure measure)
      throws IOException {
    List<List<Metrics>> metrics = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      metrics.add(new ArrayList<>());
      for (int seed : comparison.seeds()) {
        metrics.get(method).add(Metrics.of(comparison.member(method, seed).directory()));
      }
    }
    return of(
        comparison,
        suite,
        measure,
        metrics,
        (method, seed) -> "" + Metrics.file(comparison.member(method, seed).directory()));
  }

  /**
   * The results of metrics that were read elsewhere.
   *
   * @param metrics of every run: [method][index of the seed]
   * @param origin the beginning of a message about a run, of its method's index and its seed
   * @throws IOException if a run lacks evaluations that another run has
   */
  static Results of(
      Comparison comparison,
      TaskSuite suite,
      Measure measure,
      List<List<Metrics>> metrics,
      BiFunction<Integer, Integer, String> origin)
      throws IOException {
    List<List<Metrics>> due =
        metrics.stream()
            .map(
                runs ->
                    runs.stream().map(run -> run.whenDue(comparison.base().training())).toList())
            .toList();
    Results results = new Results(comparison, suite, measure, due);
    results.requireAllCurves(origin);
    return results;
  }

  /** A shorter curve would count as if its run had been trained as long as the others. */
  private void requireAllCurves(BiFunction<Integer, Integer, String> origin) throws IOException {
    SortedSet<Long> steps = new TreeSet<>();
    metrics.forEach(runs -> runs.forEach(run -> steps.addAll(run.steps(Acts.OWN.prefix()))));
    for (int method = 0; method < methods(); method++) {
      for (int run = 0; run < comparison.seeds().size(); run++) {
        for (Acts who : actors(method)) {
          for (int task = 0; task < tasks().size(); task++) {
            if (steps.isEmpty() || !curve(who, method, task, run).keySet().equals(steps)) {
              throw new IOException(
                  origin.apply(method, comparison.seeds().get(run))
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
  public boolean isRate() {
    return measure.isRate();
  }

  public List<String> tasks() {
    return suite.taskNames();
  }

  public Families families() {
    return Families.of(suite);
  }

  int methods() {
    return metrics.size();
  }

  /** Whether other policies than each task's own could act in a method's runs. */
  public boolean mixes(int method) {
    return !curve(Acts.MIXTURE, method, 0, 0).isEmpty();
  }

  private List<Acts> actors(int method) {
    return mixes(method) ? List.of(Acts.OWN, Acts.MIXTURE) : List.of(Acts.OWN);
  }

  private String name(Acts who, int task) {
    return measure.name(who, tasks().get(task));
  }

  /** The measure at every evaluation; empty if there is none of that kind. */
  private SortedMap<Long, Double> curve(Acts who, int method, int task, int run) {
    return metrics.get(method).get(run).series(name(who, task));
  }

  /** The steps at which a method's runs were evaluated. */
  List<Long> steps(int method) {
    return List.copyOf(curve(Acts.OWN, method, 0, 0).keySet());
  }

  /** The learning curves of a task, in the order of the seeds. */
  List<LearningCurve> curves(Acts who, int method, int task) {
    List<LearningCurve> curves = new ArrayList<>();
    for (int run = 0; run < comparison.seeds().size(); run++) {
      curves.add(Measure.curve(curve(who, method, task, run)));
    }
    return curves;
  }

  /** The learning curves of some tasks. */
  private List<List<LearningCurve>> curves(Acts who, int method, List<Integer> some) {
    return some.stream().map(i -> curves(who, method, i)).toList();
  }

  private List<Integer> every() {
    return IntStream.range(0, suite.size()).boxed().toList();
  }

  /** A number made of each curve: [task][seed]. */
  Scores scores(Acts who, int method, ToDoubleFunction<LearningCurve> number) {
    return scores(curves(who, method, every()), number);
  }

  private static Scores scores(
      List<List<LearningCurve>> curves, ToDoubleFunction<LearningCurve> number) {
    return new Scores(
        curves.stream()
            .map(task -> task.stream().mapToDouble(number).toArray())
            .toArray(double[][]::new));
  }

  /** Whether the measure is a rate and no episode of any evaluation has it. */
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

  /** How often each policy acted in a method's runs, on average. */
  public PolicyShares mixture(int method) {
    return PolicyShares.of(
        comparison.name(method), suite, comparison.base().training(), metrics.get(method));
  }

  /** In how many runs a task's own policy reaches the threshold in the last evaluation. */
  public long solved(int method, int task) {
    return curves(Acts.OWN, method, task).stream()
        .filter(c -> last(c) >= measure.threshold())
        .count();
  }

  static double last(LearningCurve curve) {
    return curve.values()[curve.values().length - 1];
  }

  /** A mean of tasks and seeds, with its interval over seeds. */
  static Interval bootstrapped(Scores scores, ToDoubleFunction<double[]> mean) {
    return BOOTSTRAP.interval(scores, s -> mean.applyAsDouble(s.flat()));
  }

  /** The mean over seeds of a task's own policies at each evaluation, from least to greatest. */
  public List<Series> curves(int task) {
    List<Series> series = new ArrayList<>();
    for (int method = 0; method < methods(); method++) {
      List<LearningCurve> curves = curves(Acts.OWN, method, task);
      List<Series.Moment> moments = new ArrayList<>();
      for (long step : steps(method)) {
        int index = moments.size();
        DoubleSummaryStatistics values =
            curves.stream().mapToDouble(curve -> curve.values()[index]).summaryStatistics();
        moments.add(
            new Series.Moment(
                (double) step, values.getAverage(), values.getMin(), values.getMax()));
      }
      String name = comparison.name(method);
      series.add(new Series(name, name, comparison.seeds().size(), moments));
    }
    return series;
  }

  /** The interquartile mean over tasks and seeds at each evaluation, with its interval. */
  public List<Series> aggregateCurves() {
    return aggregateCurves(every(), Averages::interquartileMean);
  }

  /** The mean over a family's tasks and seeds at each evaluation, with its interval. */
  public List<Series> curves(Families.Family family) {
    return aggregateCurves(family.tasks(), Averages::mean);
  }

  private List<Series> aggregateCurves(List<Integer> some, ToDoubleFunction<double[]> mean) {
    List<Series> series = new ArrayList<>();
    for (int method = 0; method < methods(); method++) {
      List<Series.Moment> moments = new ArrayList<>();
      List<List<LearningCurve>> curves = curves(Acts.OWN, method, some);
      for (long step : steps(method)) {
        int index = moments.size();
        Scores scores = scores(curves, curve -> curve.values()[index]);
        Interval value = bootstrapped(scores, mean);
        moments.add(new Series.Moment((double) step, value.estimate(), value.low(), value.high()));
      }
      String name = comparison.name(method);
      series.add(new Series(name, name, comparison.seeds().size(), moments));
    }
    return series;
  }
}
