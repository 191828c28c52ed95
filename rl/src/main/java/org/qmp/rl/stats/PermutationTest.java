package org.qmp.rl.stats;

import org.qmp.nn.Xoshiro256;

/**
 * Whether two methods differ at all (Fisher 1935, The Design of Experiments; Pitman 1937): if they
 * do not, every way to share out the runs between them is as likely as the one that was seen. Runs
 * are exchanged whole, so tasks of one run may depend on each other as they like.
 *
 * <pre>
 *   p = share of the C(n + m, n) ways in which | P(X &gt; Y) − ½ | is at least as large as it is
 * </pre>
 */
public final class PermutationTest {
  /** Beyond so many ways, as many are drawn by chance; ten runs against ten have 184,756. */
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
    int n = x.seeds(0);
    double[][] wins = wins(x, y);
    boolean[] first = new boolean[wins.length];
    for (int i = 0; i < n; i++) {
      first[i] = true;
    }
    double seen = difference(wins, first);
    long ways = ways(wins.length, n);
    long asLarge = 0;
    if (ways <= MOST) {
      for (long way = 0; way < ways; way++) {
        asLarge += difference(wins, first) >= seen ? 1 : 0;
        next(first);
      }
      return (double) asLarge / ways;
    }
    Xoshiro256 rng = Xoshiro256.named(1, "permutations");
    for (long way = 0; way < MOST; way++) {
      for (int i = first.length - 1; i > 0; i--) {
        int j = rng.nextInt(i + 1);
        boolean other = first[j];
        first[j] = first[i];
        first[i] = other;
      }
      asLarge += difference(wins, first) >= seen ? 1 : 0;
    }
    return (asLarge + 1.0) / (MOST + 1); // what was seen is one of them
  }

  /** S of every run against every other, summed over tasks: halves, so sums are exact. */
  private static double[][] wins(Scores x, Scores y) {
    int n = x.seeds(0);
    int all = n + y.seeds(0);
    double[][] wins = new double[all][all];
    for (int task = 0; task < x.tasks(); task++) {
      for (int i = 0; i < all; i++) {
        for (int j = 0; j < all; j++) {
          double ofI = i < n ? x.score(task, i) : y.score(task, i - n);
          double ofJ = j < n ? x.score(task, j) : y.score(task, j - n);
          wins[i][j] += Scores.win(ofI, ofJ) - 0.5;
        }
      }
    }
    return wins;
  }

  private static double difference(double[][] wins, boolean[] first) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; first[i] && j < first.length; j++) {
        sum += first[j] ? 0 : wins[i][j];
      }
    }
    return Math.abs(sum);
  }

  /** C(all, some), or more than {@link #MOST}. */
  private static long ways(int all, int some) {
    long ways = 1;
    for (int i = 1; i <= Math.min(some, all - some) && ways <= MOST; i++) {
      ways = ways * (all - i + 1) / i;
    }
    return ways;
  }

  /** The next choice of as many, in lexicographic order; after the last one, the first. */
  private static void next(boolean[] chosen) {
    int end = chosen.length;
    int tail = 0; // chosen ones at the end
    while (tail < end && chosen[end - 1 - tail]) {
      tail++;
    }
    int last = end - 1 - tail;
    while (last >= 0 && !chosen[last]) {
      last--;
    }
    int from = last + 1;
    int count = tail + 1;
    if (last < 0) { // all are at the end
      from = 0;
      count = tail;
    } else {
      chosen[last] = false;
    }
    for (int i = from; i < end; i++) {
      chosen[i] = i < from + count;
    }
  }
}
