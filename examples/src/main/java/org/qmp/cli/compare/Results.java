package org.qmp.cli.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.qmp.rl.stats.Wilson;

/**
 * What the runs of a comparison have shown: the numbers by which methods are compared, with 95 %
 * intervals, for each task and for all together. Intervals over seeds are bootstrapped with a fixed
 * seed, so that the same runs always give the same numbers.
 *
 * @param threshold of the measure, the steps to which are counted
 * @param measure the metric by which methods are compared: success if all tasks have it, else
 *     return
 * @param metrics of every run: [method][index of the seed]
 */
public record Results(
    Comparison comparison,
    TaskSuite suite,
    double threshold,
    Measure measure,
    List<List<Metrics>> metrics) {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(1);

  /**
   * Reads the metrics of finished runs.
   *
   * @throws IOException if a run's metrics are damaged, or lack evaluations that another run has
   */
  public static Results of(Comparison comparison, TaskSuite suite, double threshold)
      throws IOException {
    List<List<Metrics>> metrics = new ArrayList<>();
    for (int method = 0; method < comparison.methods().size(); method++) {
      metrics.add(new ArrayList<>());
      for (int seed : comparison.seeds()) {
        metrics.get(method).add(Metrics.of(comparison.member(method, seed).directory()));
      }
    }
    return of(comparison, suite, threshold, metrics);
  }

  static Results of(
      Comparison comparison, TaskSuite suite, double threshold, List<List<Metrics>> metrics)
      throws IOException {
    Results results = new Results(comparison, suite, threshold, Measure.of(suite), metrics);
    results.requireAllCurves();
    return results;
  }

  /** A shorter curve would count as if its run had been trained as long as the others. */
  private void requireAllCurves() throws IOException {
    SortedSet<Long> steps = new TreeSet<>();
    metrics.forEach(runs -> runs.forEach(run -> steps.addAll(run.steps("evaluation/"))));
    for (int method = 0; method < methods(); method++) {
      for (int run = 0; run < comparison.seeds().size(); run++) {
        for (Acts who : actors(method)) {
          for (int task = 0; task < tasks().size(); task++) {
            if (steps.isEmpty() || !curve(who, method, task, run).keySet().equals(steps)) {
              throw new IOException(
                  Metrics.file(comparison.member(method, comparison.seeds().get(run)).directory())
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
    return suite.tasks().stream().map(TaskSuite.Task::name).toList();
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

  /** Who acted in a method's runs, on average. */
  public PolicyShares mixture(int method) {
    return PolicyShares.of(comparison.name(method), suite, metrics.get(method));
  }

  /** What is measured of a method. */
  enum Quantity {
    FINAL,
    FINAL_OF_MIXTURE,
    AREA,
    STEPS,
    IMPROVEMENT;

    /** Whether it is a number of each task and seed: a probability belongs to pairs of them. */
    boolean hasMean() {
      return this != IMPROVEMENT;
    }
  }

  /**
   * A number for one method.
   *
   * @param row index of a task, or {@link #all()} or {@link #mean()}
   * @param name of the row
   * @param reached how many of the own policies' learning curves reach the threshold; 0 where the
   *     measure is no rate
   * @param curves how many there are: one for each task of the row and each seed
   */
  record Entry(
      Quantity quantity,
      int method,
      int row,
      String name,
      Interval value,
      int reached,
      int curves) {}

  /**
   * The row of the interquartile mean over tasks and seeds; of probabilities, the mean of tasks.
   */
  int all() {
    return tasks().size();
  }

  /** The row of the mean over tasks and seeds, which papers print; probabilities have none. */
  int mean() {
    return all() + 1;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      for (int method = 0; method < methods(); method++) {
        if (applies(quantity, method)) {
          add(quantity, method, entries);
        }
      }
    }
    return entries;
  }

  private boolean applies(Quantity quantity, int method) {
    return switch (quantity) {
      case FINAL_OF_MIXTURE -> mixes(method);
      case STEPS -> isRate();
      case IMPROVEMENT -> method > 0;
      default -> true;
    };
  }

  private void add(Quantity quantity, int method, List<Entry> entries) {
    Scores scores = scores(quantity, method);
    int reachedByAll = 0;
    for (int task = 0; task < all(); task++) {
      Interval value = ofTask(quantity, task, scores);
      int reached = reached(method, task);
      reachedByAll += reached;
      entries.add(
          new Entry(quantity, method, task, tasks().get(task), value, reached, scores.seeds(task)));
    }
    Interval all =
        quantity == Quantity.IMPROVEMENT
            ? improvement(scores, scores(quantity, 0))
            : bootstrapped(scores, s -> Averages.interquartileMean(s.flat()));
    int curves = scores.flat().length;
    entries.add(new Entry(quantity, method, all(), "all", all, reachedByAll, curves));
    if (quantity.hasMean()) {
      Interval mean = bootstrapped(scores, s -> Averages.mean(s.flat()));
      entries.add(new Entry(quantity, method, mean(), "mean", mean, reachedByAll, curves));
    }
  }

  /** The number of a family: its mean over tasks and seeds. */
  Entry entry(Quantity quantity, int method, Families.Family family) {
    Scores scores = only(scores(quantity, method), family.tasks());
    Interval value =
        quantity == Quantity.IMPROVEMENT
            ? improvement(scores, only(scores(quantity, 0), family.tasks()))
            : bootstrapped(scores, s -> Averages.mean(s.flat()));
    int reached = family.tasks().stream().mapToInt(task -> reached(method, task)).sum();
    int curves = scores.flat().length;
    return new Entry(quantity, method, -1, family.title(), value, reached, curves);
  }

  /** In how many runs a task's own policy reaches the threshold in the last evaluation. */
  public long solved(int method, int task) {
    return curves(Acts.OWN, method, task).stream().filter(c -> last(c) >= threshold).count();
  }

  /** Of each task and seed. */
  private Scores scores(Quantity quantity, int method) {
    return switch (quantity) {
      case FINAL -> scores(Acts.OWN, method, Results::last);
      case FINAL_OF_MIXTURE -> scores(Acts.MIXTURE, method, Results::last);
      case STEPS -> scores(Acts.OWN, method, this::stepsToThreshold);
      case AREA, IMPROVEMENT -> scores(Acts.OWN, method, LearningCurve::normalizedArea);
    };
  }

  private static double last(LearningCurve curve) {
    return curve.values()[curve.values().length - 1];
  }

  /** All steps of the run if the threshold is never reached. */
  private double stepsToThreshold(LearningCurve curve) {
    return curve.stepsTo(threshold).orElse((double) comparison.base().training().steps());
  }

  /** In how many runs of a method the task's own policy reaches the threshold. */
  private int reached(int method, int task) {
    Stream<LearningCurve> curves = curves(Acts.OWN, method, task).stream();
    return isRate() ? (int) curves.filter(c -> c.stepsTo(threshold).isPresent()).count() : 0;
  }

  private Interval ofTask(Quantity quantity, int task, Scores scores) {
    if (quantity == Quantity.IMPROVEMENT) {
      List<Integer> one = List.of(task);
      return improvement(only(scores, one), only(scores(quantity, 0), one));
    }
    boolean ends = quantity == Quantity.FINAL || quantity == Quantity.FINAL_OF_MIXTURE;
    return ends && isRate()
        ? rate(scores.byTask()[task])
        : bootstrapped(only(scores, List.of(task)), s -> Averages.mean(s.flat()));
  }

  /** All episodes of all seeds as one proportion. */
  private Interval rate(double[] shares) {
    int episodes = comparison.base().training().evaluationEpisodes();
    long successes = 0;
    for (double share : shares) {
      successes += Math.round(share * episodes);
    }
    return Wilson.interval(successes, (long) episodes * shares.length);
  }

  /** How probably x is better than y. */
  private static Interval improvement(Scores x, Scores y) {
    return BOOTSTRAP.interval(x, y, Scores::probabilityOfImprovement);
  }

  private static Interval bootstrapped(Scores scores, ToDoubleFunction<Scores> statistic) {
    return BOOTSTRAP.interval(scores, statistic);
  }

  private static Scores only(Scores scores, List<Integer> tasks) {
    double[][] all = scores.byTask();
    return new Scores(tasks.stream().map(task -> all[task]).toArray(double[][]::new));
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

  /** The interquartile mean over tasks and seeds at each evaluation, in its interval. */
  public List<Series> aggregateCurves() {
    return aggregateCurves(every(), Averages::interquartileMean);
  }

  /** The mean over a family's tasks and seeds at each evaluation, in its interval. */
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
        Interval value = bootstrapped(scores, s -> mean.applyAsDouble(s.flat()));
        moments.add(new Series.Moment((double) step, value.estimate(), value.low(), value.high()));
      }
      String name = comparison.name(method);
      series.add(new Series(name, name, comparison.seeds().size(), moments));
    }
    return series;
  }
}
