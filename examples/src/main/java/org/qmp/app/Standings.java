package org.qmp.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.qmp.rl.Acts;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Bootstrap;
import org.qmp.rl.stats.Improvement;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.LearningCurve;
import org.qmp.rl.stats.Scores;
import org.qmp.rl.stats.Wilson;

/**
 * The numbers by which methods are compared, with 95 % intervals: for each task, and for all
 * together. Intervals over seeds are bootstrapped with a fixed seed, so that the same runs always
 * give the same numbers.
 *
 * @param threshold of the measure, the steps to which are counted
 */
record Standings(Evidence evidence, double threshold) {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(1);

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
   * @param task its name, or {@link #ALL} or {@link #MEAN}
   * @param reached in how many runs the threshold was reached; meaningful for {@code STEPS}
   */
  record Entry(Quantity quantity, int method, String task, Interval value, int reached, int runs) {}

  /** The interquartile mean over tasks and seeds; of probabilities, that of all pairs. */
  static final String ALL = "all";

  /** The mean over tasks and seeds, which papers print, and in which few good tasks count too. */
  static final String MEAN = "mean";

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      for (int method = 0; method < evidence.methods(); method++) {
        if (applies(quantity, method)) {
          add(quantity, method, entries);
        }
      }
    }
    return entries;
  }

  private boolean applies(Quantity quantity, int method) {
    return switch (quantity) {
      case FINAL_OF_MIXTURE -> evidence.mixes(method);
      case STEPS -> evidence.isRate();
      case IMPROVEMENT -> method > 0;
      default -> true;
    };
  }

  private void add(Quantity quantity, int method, List<Entry> entries) {
    Scores scores = scores(quantity, method);
    List<String> tasks = evidence.tasks();
    IntFunction<Interval> ofTask = task -> ofTask(quantity, method, task, scores);
    int reachedByAll = 0;
    for (int task = 0; task < tasks.size(); task++) {
      int reached = reached(method, task);
      reachedByAll += reached;
      entries.add(
          new Entry(
              quantity, method, tasks.get(task), ofTask.apply(task), reached, scores.seeds(task)));
    }
    int runs = tasks.size() * scores.seeds(0);
    entries.add(new Entry(quantity, method, ALL, ofAll(quantity, method), reachedByAll, runs));
    if (quantity.hasMean()) {
      Interval mean = bootstrapped(scores, s -> Averages.mean(s.flat()));
      entries.add(new Entry(quantity, method, MEAN, mean, reachedByAll, runs));
    }
  }

  /** Of each task and seed. */
  private Scores scores(Quantity quantity, int method) {
    return switch (quantity) {
      case FINAL -> evidence.scores(Acts.OWN, method, Standings::last);
      case FINAL_OF_MIXTURE -> evidence.scores(Acts.MIXTURE, method, Standings::last);
      case STEPS -> evidence.scores(Acts.OWN, method, this::steps);
      case AREA, IMPROVEMENT -> evidence.scores(Acts.OWN, method, LearningCurve::normalizedArea);
    };
  }

  private static double last(LearningCurve curve) {
    return curve.values()[curve.values().length - 1];
  }

  /** All steps of the run if the threshold is never reached. */
  private double steps(LearningCurve curve) {
    return curve
        .stepsTo(threshold)
        .orElse((double) evidence.comparison().base().training().steps());
  }

  private int reached(int method, int task) {
    Scores reached =
        evidence.scores(Acts.OWN, method, curve -> curve.stepsTo(threshold).isPresent() ? 1 : 0);
    double sum = 0;
    for (double one : reached.byTask()[task]) {
      sum += one;
    }
    return (int) sum;
  }

  private Interval ofTask(Quantity quantity, int method, int task, Scores scores) {
    if (quantity == Quantity.IMPROVEMENT) {
      return improvement(only(scores(quantity, method), task), only(scores(quantity, 0), task));
    }
    boolean ends = quantity == Quantity.FINAL || quantity == Quantity.FINAL_OF_MIXTURE;
    return ends && evidence.isRate()
        ? rate(scores.byTask()[task])
        : bootstrapped(only(scores, task), s -> Averages.mean(s.flat()));
  }

  /** All episodes of all seeds as one proportion. */
  private Interval rate(double[] shares) {
    int episodes = evidence.comparison().base().training().evaluationEpisodes();
    long successes = 0;
    for (double share : shares) {
      successes += Math.round(share * episodes);
    }
    return Wilson.interval(successes, (long) episodes * shares.length);
  }

  private Interval ofAll(Quantity quantity, int method) {
    return quantity == Quantity.IMPROVEMENT
        ? improvement(scores(quantity, method), scores(quantity, 0))
        : bootstrapped(scores(quantity, method), s -> Averages.interquartileMean(s.flat()));
  }

  /** Whether x is better than y. */
  private static Interval improvement(Scores x, Scores y) {
    return BOOTSTRAP.interval(x, y, Improvement::probability);
  }

  private static Interval bootstrapped(Scores scores, ToDoubleFunction<Scores> statistic) {
    return BOOTSTRAP.interval(scores, statistic);
  }

  private static Scores only(Scores scores, int task) {
    return new Scores(new double[][] {scores.byTask()[task]});
  }

  /** The interquartile mean over tasks and seeds at each evaluation, in its interval. */
  List<Series> curves() {
    List<Series> series = new ArrayList<>();
    for (int method = 0; method < evidence.methods(); method++) {
      String name = evidence.comparison().name(method);
      List<Series.Moment> moments = new ArrayList<>();
      List<Long> steps = evidence.steps(method);
      for (int i = 0; i < steps.size(); i++) {
        int index = i;
        Interval interval =
            bootstrapped(
                evidence.scores(Acts.OWN, method, curve -> curve.values()[index]),
                s -> Averages.interquartileMean(s.flat()));
        moments.add(
            new Series.Moment(steps.get(i), interval.estimate(), interval.low(), interval.high()));
      }
      series.add(new Series(name, name, moments));
    }
    return series;
  }
}
