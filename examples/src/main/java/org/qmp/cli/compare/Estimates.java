package org.qmp.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.qmp.cli.run.Families;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.LearningCurve;
import org.qmp.rl.stats.PermutationTest;
import org.qmp.rl.stats.Scores;
import org.qmp.rl.stats.Wilson;

/**
 * The numbers by which methods are compared, with 95 % intervals, for each task and for all
 * together: several quantities of each method's learning curves.
 */
final class Estimates {
  private final Results results;
  private final List<Entry> entries = new ArrayList<>();

  /** A quantity that is estimated for each method. */
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
   * @param row index of a task, or {@link #all()} or {@link #mean()}, or −1 for a family
   * @param name of the row
   * @param reached how many of the own policies' learning curves reach the threshold; 0 where the
   *     measure is no rate
   * @param curves how many curves there are: one for each task of the row and each seed
   */
  record Entry(
      Quantity quantity,
      int method,
      int row,
      String name,
      Interval value,
      int reached,
      int curves) {}

  Estimates(Results results) {
    this.results = results;
    for (Quantity quantity : Quantity.values()) {
      for (int method = 0; method < results.methods(); method++) {
        if (applies(quantity, method)) {
          add(quantity, method);
        }
      }
    }
  }

  private boolean applies(Quantity quantity, int method) {
    return switch (quantity) {
      case FINAL_OF_MIXTURE -> results.mixes(method);
      case STEPS -> results.isRate();
      case IMPROVEMENT -> method > 0;
      default -> true;
    };
  }

  private void add(Quantity quantity, int method) {
    Scores scores = scores(quantity, method);
    int reachedByAll = 0;
    for (int task = 0; task < all(); task++) {
      Interval value = ofTask(quantity, task, scores);
      int reached = reached(method, task);
      reachedByAll += reached;
      entries.add(
          new Entry(
              quantity,
              method,
              task,
              results.tasks().get(task),
              value,
              reached,
              scores.seeds(task)));
    }
    Interval all =
        quantity == Quantity.IMPROVEMENT
            ? improvement(scores, scores(quantity, 0))
            : Results.bootstrapped(scores, Averages::interquartileMean);
    int curves = scores.flat().length;
    entries.add(new Entry(quantity, method, all(), "all", all, reachedByAll, curves));
    if (quantity.hasMean()) {
      Interval mean = Results.bootstrapped(scores, Averages::mean);
      entries.add(new Entry(quantity, method, mean(), "mean", mean, reachedByAll, curves));
    }
  }

  Results results() {
    return results;
  }

  /** By quantity, method and row, in this order. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The numbers of one quantity. */
  Stream<Entry> of(Quantity quantity) {
    return entries.stream().filter(entry -> entry.quantity() == quantity);
  }

  Entry entry(Quantity quantity, int method, int row) {
    return of(quantity)
        .filter(e -> e.method() == method && e.row() == row)
        .findFirst()
        .orElseThrow();
  }

  /** The number of a family: its mean over tasks and seeds. */
  Entry entry(Quantity quantity, int method, Families.Family family) {
    Scores scores = only(scores(quantity, method), family.tasks());
    Interval value =
        quantity == Quantity.IMPROVEMENT
            ? improvement(scores, only(scores(quantity, 0), family.tasks()))
            : Results.bootstrapped(scores, Averages::mean);
    int reached = family.tasks().stream().mapToInt(task -> reached(method, task)).sum();
    int curves = scores.flat().length;
    return new Entry(quantity, method, -1, family.title(), value, reached, curves);
  }

  /**
   * The row of the interquartile mean over tasks and seeds; of probabilities, the mean of tasks.
   */
  int all() {
    return results.tasks().size();
  }

  /** The row of the mean over tasks and seeds, which papers print; probabilities have none. */
  int mean() {
    return all() + 1;
  }

  /** A number for each task and seed. */
  private Scores scores(Quantity quantity, int method) {
    return switch (quantity) {
      case FINAL -> results.scores(Acts.OWN, method, Results::last);
      case FINAL_OF_MIXTURE -> results.scores(Acts.MIXTURE, method, Results::last);
      case STEPS -> results.scores(Acts.OWN, method, this::stepsToThreshold);
      case AREA, IMPROVEMENT -> results.scores(Acts.OWN, method, LearningCurve::normalizedArea);
    };
  }

  /** All steps of the run if the threshold is never reached. */
  private double stepsToThreshold(LearningCurve curve) {
    return curve
        .stepsTo(results.measure().threshold())
        .orElse((double) results.comparison().base().training().steps());
  }

  /** In how many runs of a method the task's own policy reaches the threshold. */
  private int reached(int method, int task) {
    Stream<LearningCurve> curves = results.curves(Acts.OWN, method, task).stream();
    return results.isRate()
        ? (int) curves.filter(c -> c.stepsTo(results.measure().threshold()).isPresent()).count()
        : 0;
  }

  private Interval ofTask(Quantity quantity, int task, Scores scores) {
    if (quantity == Quantity.IMPROVEMENT) {
      List<Integer> one = List.of(task);
      return improvement(only(scores, one), only(scores(quantity, 0), one));
    }
    boolean ends = quantity == Quantity.FINAL || quantity == Quantity.FINAL_OF_MIXTURE;
    return ends && results.isRate()
        ? rate(scores.byTask()[task])
        : Results.bootstrapped(only(scores, List.of(task)), Averages::mean);
  }

  /**
   * The trials are the seeds, since episodes of one seed succeed or fail together; with one seed,
   * they are its episodes.
   */
  private Interval rate(double[] shares) {
    int episodes = results.comparison().base().training().evaluationEpisodes();
    double successes = 0;
    for (double share : shares) {
      successes += Math.round(share * episodes);
    }
    return shares.length > 1
        ? Wilson.interval(successes / episodes, shares.length)
        : Wilson.interval(successes, episodes);
  }

  /** The p-value of a method's learning curves against those of the first one. */
  double pValue(int method) {
    return PermutationTest.pValue(
        scores(Quantity.IMPROVEMENT, method), scores(Quantity.IMPROVEMENT, 0));
  }

  /** The probability that x is better than y. */
  private static Interval improvement(Scores x, Scores y) {
    return Results.BOOTSTRAP.interval(x, y, Scores::probabilityOfImprovement);
  }

  private static Scores only(Scores scores, List<Integer> tasks) {
    double[][] all = scores.byTask();
    return new Scores(tasks.stream().map(task -> all[task]).toArray(double[][]::new));
  }
}
