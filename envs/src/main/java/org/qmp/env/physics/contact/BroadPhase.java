package org.qmp.env.physics.contact;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import org.qmp.env.physics.scene.Geom;

/**
 * Passes over pairs of geoms that are too far apart to touch, in three steps: of pairs that follow
 * each other and belong to one geom and one other body, by one ball around all geoms of that body;
 * of each pair, by the balls around the two; of a box, also by its distance from the other's ball.
 */
final class BroadPhase {
  /** More than rounding, so that no contact is ever missed. */
  private static final double SLACK = 1 + 1e-9;

  /** The first pair of each group, and one more for the end. */
  final int[] start;

  private final int[] geom;
  private final int[] leader;
  private final double[] groupReach;

  // Of each pair: its geoms; the radii and the margin together; and the radius of the first and
  // the margin if the second is a box, or the reverse, otherwise infinite.
  private final int[] first;
  private final int[] second;
  private final double[] reach;
  private final double[] aroundSecond;
  private final double[] aroundFirst;

  private final int planes;
  private final double[] origin;
  private final double[] frame;
  private final double[] size;

  /**
   * For pairs of geoms.
   *
   * @param origin of each geom's frame, which from now on moves as one with those of its body
   */
  BroadPhase(Pair[] pairs, Shapes shapes, double[] origin, double[] frame) {
    this.origin = origin;
    this.frame = frame;
    size = shapes.size;
    first = Arrays.stream(pairs).mapToInt(Pair::first).toArray();
    second = Arrays.stream(pairs).mapToInt(Pair::second).toArray();
    reach = new double[pairs.length];
    aroundSecond = new double[pairs.length];
    aroundFirst = new double[pairs.length];
    int count = 0;
    IntArrayList starts = new IntArrayList();
    for (int i = 0; i < pairs.length; i++) {
      double margin = pairs[i].margin();
      double a = shapes.radius[first[i]];
      double b = shapes.radius[second[i]];
      reach[i] = a + b + margin;
      aroundSecond[i] = around(shapes.kind[second[i]], a + margin);
      aroundFirst[i] = around(shapes.kind[first[i]], b + margin);
      count += shapes.kind[first[i]] == Geom.Kind.PLANE ? 1 : 0;
      if (i == 0 || !together(pairs[i - 1], pairs[i])) {
        starts.add(i);
      }
    }
    planes = count;
    int groups = starts.size();
    starts.add(pairs.length);
    start = starts.toIntArray();
    geom = new int[groups];
    leader = new int[groups];
    groupReach = new double[groups];
    for (int g = 0; g < groups; g++) {
      lead(g);
    }
  }

  private static double around(Geom.Kind kind, double distance) {
    return kind == Geom.Kind.BOX ? distance * SLACK : Double.POSITIVE_INFINITY;
  }

  /** Whether two pairs share the geom that comes first in the model, and the other's body. */
  private static boolean together(Pair one, Pair other) {
    return Math.min(one.first(), one.second()) == Math.min(other.first(), other.second())
        && bodyOfLater(one) == bodyOfLater(other);
  }

  private static int bodyOfLater(Pair pair) {
    return pair.first() > pair.second() ? pair.bodyOfFirst() : pair.bodyOfSecond();
  }

  private int later(int i) {
    return Math.max(first[i], second[i]);
  }

  /** Chooses the geom of the body about which the ball around all of the group is smallest. */
  private void lead(int g) {
    geom[g] = Math.min(first[start[g]], second[start[g]]);
    groupReach[g] = Double.POSITIVE_INFINITY;
    for (int i = start[g]; i < start[g + 1]; i++) {
      double most = i < planes ? Double.POSITIVE_INFINITY : 0;
      for (int j = start[g]; j < start[g + 1]; j++) {
        most = Math.max(most, Math.sqrt(square(later(i), later(j))) + reach[j]);
      }
      if (i == start[g] || most * SLACK < groupReach[g]) {
        groupReach[g] = most * SLACK;
        leader[g] = later(i);
      }
    }
  }

  private double square(int a, int b) {
    double dx = origin[3 * b] - origin[3 * a];
    double dy = origin[3 * b + 1] - origin[3 * a + 1];
    double dz = origin[3 * b + 2] - origin[3 * a + 2];
    return dx * dx + dy * dy + dz * dz;
  }

  /** Whether any pair of a group may touch. */
  boolean groupNear(int g) {
    return square(geom[g], leader[g]) <= groupReach[g] * groupReach[g];
  }

  /** Whether a pair may touch. */
  boolean near(int i) {
    int a = first[i];
    int b = second[i];
    if (i < planes) {
      int f = 9 * a;
      double dx = origin[3 * b] - origin[3 * a];
      double dy = origin[3 * b + 1] - origin[3 * a + 1];
      double dz = origin[3 * b + 2] - origin[3 * a + 2];
      return dx * frame[f + 2] + dy * frame[f + 5] + dz * frame[f + 8] <= reach[i];
    }
    return square(a, b) <= reach[i] * reach[i]
        && inReach(b, a, aroundSecond[i])
        && inReach(a, b, aroundFirst[i]);
  }

  /** Whether the origin of a geom is no farther from a box than this. */
  private boolean inReach(int box, int other, double around) {
    if (around == Double.POSITIVE_INFINITY) {
      return true;
    }
    double dx = origin[3 * other] - origin[3 * box];
    double dy = origin[3 * other + 1] - origin[3 * box + 1];
    double dz = origin[3 * other + 2] - origin[3 * box + 2];
    double square = 0;
    for (int k = 0; k < 3; k++) {
      int f = 9 * box + k;
      double out =
          Math.abs(dx * frame[f] + dy * frame[f + 3] + dz * frame[f + 6]) - size[3 * box + k];
      square += out > 0 ? out * out : 0;
    }
    return square <= around * around;
  }
}
