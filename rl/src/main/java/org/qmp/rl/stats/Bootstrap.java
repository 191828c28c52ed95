package org.qmp.rl.stats;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.qmp.nn.Xoshiro256;

/**
 * Percentile bootstrap intervals (Efron 1979). Whole runs are drawn with replacement: the numbers
 * of a run's tasks belong together, since a run that is lucky in one task may be lucky in others.
 * Tasks with different numbers of seeds cannot come from the same runs: their seeds are drawn task
 * by task (as in Agarwal et al. 2021, arXiv:2108.13264, section 4.1).
 *
 * <p>With few seeds the intervals come out too narrow: three seeds have only ten different
 * resamples.
 *
 * @param seed of the draws, which depend on nothing else but the streams' fixed names
 * @param resamples how often to draw; 2,000 is plenty for 95 %
 * @param confidence in (0, 1), such as 0.95
 */
public record Bootstrap(long seed, int resamples, double confidence) {
  private static final String STREAM = "bootstrap";

  /**
   * @throws IllegalArgumentException if resamples &lt; 1 or the confidence is not in (0, 1)
   */
  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("at least 1 resample, not " + resamples);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("a confidence is in (0, 1), not " + confidence);
    }
  }

  /** 2,000 resamples, 95 %. */
  public static Bootstrap of(long seed) {
    return new Bootstrap(seed, 2_000, 0.95);
  }

  /**
   * The interval of a statistic of one method, such as the interquartile mean of all scores: {@code
   * interval(scores, s -> Averages.interquartileMean(s.flat()))}.
   *
   * @throws IllegalArgumentException if the statistic is ever not finite
   */
  public Interval interval(Scores scores, ToDoubleFunction<Scores> statistic) {
    Xoshiro256 rng = Xoshiro256.named(seed, STREAM);
    double[] drawn = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      drawn[i] = number(statistic.applyAsDouble(resample(scores, rng)));
    }
    return percentiles(drawn, statistic.applyAsDouble(scores));
  }

  /**
   * The interval of a statistic of two methods, such as {@link Scores#probabilityOfImprovement},
   * whose seeds are drawn independently.
   *
   * @throws IllegalArgumentException if the statistic is ever not finite
   */
  public Interval interval(Scores x, Scores y, ToDoubleBiFunction<Scores, Scores> statistic) {
    Xoshiro256 ofX = Xoshiro256.named(seed, STREAM);
    Xoshiro256 ofY = ofX.split("second");
    double[] drawn = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      drawn[i] = number(statistic.applyAsDouble(resample(x, ofX), resample(y, ofY)));
    }
    return percentiles(drawn, statistic.applyAsDouble(x, y));
  }

  private static double number(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("the statistic of a resample is not a number");
    }
    return value;
  }

  private static Scores resample(Scores scores, Xoshiro256 rng) {
    double[][] drawn = new double[scores.tasks()][];
    boolean together = scores.ofTheSameRuns();
    int[] runs = {};
    for (int task = 0; task < drawn.length; task++) {
      if (task == 0 || !together) {
        runs = new int[scores.seeds(task)];
        for (int i = 0; i < runs.length; i++) {
          runs[i] = rng.nextInt(runs.length);
        }
      }
      drawn[task] = new double[runs.length];
      for (int i = 0; i < runs.length; i++) {
        drawn[task][i] = scores.score(task, runs[i]);
      }
    }
    return new Scores(drawn);
  }

  /** The (1 ∓ confidence)/2 quantiles of the statistics drawn. */
  private Interval percentiles(double[] drawn, double estimate) {
    Arrays.sort(drawn);
    double tail = (1 - confidence) / 2;
    return new Interval(
        Averages.quantile(drawn, tail), estimate, Averages.quantile(drawn, 1 - tail));
  }
}
