package org.qmp.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.qmp.cli.draw.Series;
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
public record Standings(Evidence evidence, double threshold) {
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
   * @param row index of a task, or {@link #all()} or {@link #mean()}
   * @param name of the row
   * @param reached how many of the own policies' learning curves reach the threshold; 0 where the
   *     measure is no rate
   * @param curves how many there are: one for each task of the row and each seed
   */
  public record Entry(
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
  public int all() {
    return evidence.tasks().size();
  }

  /** The row of the mean over tasks and seeds, which papers print; probabilities have none. */
  public int mean() {
    return all() + 1;
  }

  public List<Entry> entries() {
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
    int reachedByAll = 0;
    for (int task = 0; task < tasks.size(); task++) {
      Interval value = ofTask(quantity, task, scores);
      int reached = reached(method, task);
      reachedByAll += reached;
      entries.add(
          new Entry(quantity, method, task, tasks.get(task), value, reached, scores.seeds(task)));
    }
    Interval all = ofAll(quantity, scores);
    int curves = scores.flat().length;
    entries.add(new Entry(quantity, method, all(), "all", all, reachedByAll, curves));
    if (quantity.hasMean()) {
      Interval mean = bootstrapped(scores, s -> Averages.mean(s.flat()));
      entries.add(new Entry(quantity, method, mean(), "mean", mean, reachedByAll, curves));
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

  /** In how many runs of a method the task's own policy reaches the threshold. */
  private int reached(int method, int task) {
    if (!evidence.isRate()) {
      return 0;
    }
    return (int)
        evidence.curves(Acts.OWN, method, task).stream()
            .filter(curve -> curve.stepsTo(threshold).isPresent())
            .count();
  }

  private Interval ofTask(Quantity quantity, int task, Scores scores) {
    if (quantity == Quantity.IMPROVEMENT) {
      return improvement(only(scores, task), only(scores(quantity, 0), task));
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

  private Interval ofAll(Quantity quantity, Scores scores) {
    return quantity == Quantity.IMPROVEMENT
        ? improvement(scores, scores(quantity, 0))
        : bootstrapped(scores, s -> Averages.interquartileMean(s.flat()));
  }

  /** How probably x is better than y. */
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
  public List<Series> curves() {
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
