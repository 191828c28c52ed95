package org.qmp.rl.stats;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.stream.IntStream;
import org.qmp.nn.Xoshiro256;

/**
 * Whether two methods differ at all (Fisher 1935, The Design of Experiments; Pitman 1937): if they
 * do not, every assignment of the runs to them is as likely as the one observed. Whole runs are
 * exchanged, so tasks of one run may depend on each other in any way.
 *
 * <pre>
 *   p = share of the C(n + m, n) ways in which | P(X &gt; Y) − ½ | is at least as large as it is
 * </pre>
 *
 * <p>P(X &gt; Y) − ½ is, up to a factor, the sum of how far each run of X is ahead of all others,
 * since differences between runs of X cancel (Wilcoxon 1945).
 */
public final class PermutationTest {
  /**
   * With more assignments than this, this many are drawn at random; ten runs against ten have
   * 184,756.
   */
  private static final long MOST = 200_000;

  private PermutationTest() {}

  /**
   * The two-sided p-value of {@link Scores#probabilityOfImprovement}, exact up to ten runs against
   * ten. With three against three it is at least 0.1, with four against four 2/70.
   *
   * @throws IllegalArgumentException unless both methods have the same tasks, with as many seeds in
   *     each
   */
  public static double pValue(Scores x, Scores y) {
    if (x.tasks() != y.tasks() || !x.ofTheSameRuns() || !y.ofTheSameRuns()) {
      throw new IllegalArgumentException("runs cannot be exchanged: they differ in their tasks");
    }
    double[] ahead = ahead(x, y);
    int[] runs = IntStream.range(0, ahead.length).toArray();
    int n = x.seeds(0);
    double seen = difference(ahead, runs, n);
    long ways = ways(ahead.length, n);
    long asLarge = 0;
    if (ways <= MOST) {
      for (long way = 0; way < ways; way++) {
        asLarge += difference(ahead, runs, n) >= seen ? 1 : 0;
        next(runs, n);
      }
      return (double) asLarge / ways;
    }
    Xoshiro256 rng = Xoshiro256.named(1, "permutations");
    for (long way = 0; way < MOST; way++) {
      for (int i = 0; i < n; i++) {
        IntArrays.swap(runs, i, i + rng.nextInt(runs.length - i));
      }
      asLarge += difference(ahead, runs, n) >= seen ? 1 : 0;
    }
    return (asLarge + 1.0) / (MOST + 1); // the one observed counts, too
  }

  /** Of the runs of X, then of Y: Σ S − ½ over all runs and tasks; halves, so sums are exact. */
  private static double[] ahead(Scores x, Scores y) {
    double[] ahead = new double[x.seeds(0) + y.seeds(0)];
    for (int task = 0; task < x.tasks(); task++) {
      double[] scores = new double[ahead.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = i < x.seeds(0) ? x.score(task, i) : y.score(task, i - x.seeds(0));
      }
      for (int i = 0; i < scores.length; i++) {
        for (double other : scores) {
          ahead[i] += Scores.win(scores[i], other) - 0.5;
        }
      }
    }
    return ahead;
  }

  /** How far the first n runs are ahead or behind. */
  private static double difference(double[] ahead, int[] runs, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += ahead[runs[i]];
    }
    return Math.abs(sum);
  }

  /** C(all, n), or more than {@link #MOST}. */
  private static long ways(int all, int n) {
    long ways = 1;
    for (int i = 1; i <= Math.min(n, all - n) && ways <= MOST; i++) {
      ways = ways * (all - i + 1) / i;
    }
    return ways;
  }

  /** Makes the first n numbers, which rise, the next choice in lexicographic order, if any. */
  private static void next(int[] runs, int n) {
    int i = n - 1;
    while (i >= 0 && runs[i] == runs.length - n + i) {
      i--;
    }
    for (int run = i < 0 ? 0 : runs[i] + 1; i >= 0 && i < n; i++) {
      runs[i] = run++;
    }
  }
}
