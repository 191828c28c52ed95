package org.qmp.env.tabletop;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.qmp.env.Chance;

/**
 * The bounds within which the objects of a task are placed, uniformly; they are rounded to floats.
 *
 * @param low of v, three or six numbers
 * @param high of v
 * @param apart the least distance in x and y between (v₁, v₂) and (v₄, v₅), m; nearer placements
 *     are drawn again
 */
record Bounds(double[] low, double[] high, double apart) {
  /** The number of placements of a task. */
  static final int PLACEMENTS = 50;

  /** Lower and upper bounds in turn, in the order of v. */
  static Bounds of(double... lowHigh) {
    double[] low = new double[lowHigh.length / 2];
    double[] high = new double[lowHigh.length / 2];
    for (int i = 0; i < low.length; i++) {
      low[i] = (float) lowHigh[2 * i];
      high[i] = (float) lowHigh[2 * i + 1];
    }
    return new Bounds(low, high, 0);
  }

  Bounds apart(double least) {
    return new Bounds(low, high, least);
  }

  /**
   * A placement v.
   *
   * @param a v₁ to v₃
   * @param b v₄ to v₆; zeros in tasks with three numbers
   */
  record Placement(Point3 a, Point3 b) {}

  /**
   * Fifty placements, always the same for a name and a seed.
   *
   * @param tooClose which placements are drawn again
   */
  List<Placement> fifty(String name, long seed, Predicate<Placement> tooClose) {
    Chance chance = chance(name, seed);
    return Stream.generate(() -> draw(chance)).filter(tooClose.negate()).limit(PLACEMENTS).toList();
  }

  private Placement draw(Chance chance) {
    double[] v = new double[6];
    for (int i = 0; i < low.length; i++) {
      v[i] = low[i] + chance.next() * (high[i] - low[i]);
    }
    return new Placement(new Point3(v[0], v[1], v[2]), new Point3(v[3], v[4], v[5]));
  }

  /** SplitMix64 (Steele, Lea and Flood 2014), seeded by a hash of name and seed. */
  private static Chance chance(String name, long seed) {
    long[] state = {mix(name.chars().asLongStream().reduce(seed, (h, c) -> mix(h) + c))};
    return () -> (mix(state[0] += 0x9e3779b97f4a7c15L) >>> 11) * 0x1p-53;
  }

  private static long mix(long x) {
    long y = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    long z = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
