package org.qmp.env.physics.contact;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.qmp.env.physics.scene.Geom;

/**
 * Passes over pairs of geoms that are too far apart to touch, by balls around them: around all geoms
 * of two bodies; of a group of pairs that follow each other and belong to one geom and one other
 * body, around that geom and around the others; around the two geoms of a pair. A box is long: its
 * own distance from the middle of the other geom counts, too.
 */
final class BroadPhase {
  /** More than rounding, so that no contact is ever missed. */
  private static final double SLACK = 1 + 1e-9;

  /** The first pair of each group, and one more for the end. */
  final int[] start;

  // Of each group: its one geom, the middle one of the others, and the radii and margins together.
  private final int[] geom;
  private final int[] middle;
  private final double[] groupReach;

  // Of each two bodies: a middle geom of each, the radii and margins together, and how they are now.
  private final int[] bodiesOf;
  private final int[] middleOfOne;
  private final int[] middleOfOther;
  private final double[] bodyReach;
  private final boolean[] bodiesNear;

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
    middle = new int[groups];
    groupReach = new double[groups];
    Map<List<Integer>, IntArrayList> groupsOfBodies = new LinkedHashMap<>();
    for (int g = 0; g < groups; g++) {
      int[] others = IntStream.range(start[g], start[g + 1]).map(this::later).toArray();
      double[] around = Arrays.copyOfRange(reach, start[g], start[g + 1]);
      geom[g] = Math.min(first[start[g]], second[start[g]]);
      middle[g] = middle(others, around);
      groupReach[g] = start[g] < planes ? Double.POSITIVE_INFINITY : ball(middle[g], others, around);
      Pair pair = pairs[start[g]];
      List<Integer> bodies = List.of(pair.bodyOfFirst(), pair.bodyOfSecond());
      groupsOfBodies.computeIfAbsent(bodies, b -> new IntArrayList()).add(g);
    }
    bodiesOf = new int[groups];
    middleOfOne = new int[groupsOfBodies.size()];
    middleOfOther = new int[groupsOfBodies.size()];
    bodyReach = new double[groupsOfBodies.size()];
    bodiesNear = new boolean[groupsOfBodies.size()];
    groupsOfBodies.values().forEach(new BodyPairs()::add);
  }

  /** Numbers the pairs of bodies. */
  private final class BodyPairs {
    private int count;

    void add(IntArrayList groups) {
      int center = middle[groups.getInt(0)];
      int[] geoms = new int[groups.size()];
      double[] around = new double[groups.size()];
      for (int k = 0; k < geoms.length; k++) {
        int g = groups.getInt(k);
        geoms[k] = geom[g];
        around[k] = groupReach[g] + Math.sqrt(square(middle[g], center));
        bodiesOf[g] = count;
      }
      middleOfOne[count] = middle(geoms, around);
      middleOfOther[count] = center;
      bodyReach[count] = ball(middleOfOne[count], geoms, around);
      count++;
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

  /** The geom about which the ball around all of the balls is smallest. */
  private int middle(int[] geoms, double[] around) {
    int best = geoms[0];
    for (int geomOf : geoms) {
      best = ball(geomOf, geoms, around) < ball(best, geoms, around) ? geomOf : best;
    }
    return best;
  }

  /** The radius of the ball about a geom that holds the balls around others. */
  private double ball(int center, int[] geoms, double[] around) {
    double most = 0;
    for (int k = 0; k < geoms.length; k++) {
      most = Math.max(most, (Math.sqrt(square(center, geoms[k])) + around[k]) * SLACK);
    }
    return most;
  }

  private double square(int a, int b) {
    double dx = origin[3 * b] - origin[3 * a];
    double dy = origin[3 * b + 1] - origin[3 * a + 1];
    double dz = origin[3 * b + 2] - origin[3 * a + 2];
    return dx * dx + dy * dy + dz * dz;
  }

  /** Looks which bodies are near each other now. */
  void lookAtBodies() {
    for (int i = 0; i < bodiesNear.length; i++) {
      bodiesNear[i] = square(middleOfOne[i], middleOfOther[i]) <= bodyReach[i] * bodyReach[i];
    }
  }

  /** Whether any pair of a group may touch. */
  boolean groupNear(int g) {
    return bodiesNear[bodiesOf[g]]
        && square(geom[g], middle[g]) <= groupReach[g] * groupReach[g];
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
