package org.qmp.env.physics.contact;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.qmp.env.physics.scene.Geom;

/**
 * Skips pairs of geoms that are too far apart to touch, by bounding spheres: of all geoms of two
 * bodies; of one geom and all those of another body. Then follow bounding boxes along the world's
 * axes, the spheres of the two geoms of a pair, and last the distance of a box, whose sphere is a
 * poor bound, from the centre of the other geom.
 */
final class BroadPhase {
  /** More than rounding, so that no contact is ever missed. */
  private static final double SLACK = 1 + 1e-9;

  /**
   * The rules of two boxes check gaps along some axes only, so they may find contacts of boxes that
   * are farther apart than the margin, but not as far as this many margins.
   */
  private static final int MARGINS = 4;

  /** The pairs that may touch now, in the order of the model, and their number. */
  final int[] near;

  int count;

  /**
   * Parts of a list, each with two balls: the geoms that they are about, and the distance at which
   * they touch.
   */
  private static final class Parts {
    final int[] start;
    final int[] one;
    final int[] other;
    final double[] reach;

    Parts(IntArrayList starts, int end) {
      one = new int[starts.size()];
      other = new int[starts.size()];
      reach = new double[starts.size()];
      starts.add(end);
      start = starts.toIntArray();
    }
  }

  /** Groups of pairs of one geom and another body, and of these, those of the same two bodies. */
  private final Parts groups;

  private final Parts bodies;

  // Of each pair in the order of the groups: its number and geoms; the radii and the margin
  // together, as in MuJoCo; and the radius of the first and the room if the second is a box, or the
  // reverse, otherwise infinite; and that room, by which boxes along the world's axes are larger.
  private final int[] number;
  private final int[] first;
  private final int[] second;
  private final double[] reach;
  private final double[] aroundSecond;
  private final double[] aroundFirst;
  private final double[] room;

  /** The geoms of these pairs, without planes. */
  private final int[] boxed;

  private final double[] extent; // of each geom's box along the world's axes, half sizes

  private final int planes;
  private final double[] origin;
  private final double[] frame;
  private final double[] size;
  private final Shapes shapes;

  /**
   * For pairs of geoms.
   *
   * @param pairs those of planes first
   * @param origin of each geom's frame, which from now on moves as one with those of its body
   */
  BroadPhase(Pair[] pairs, Shapes shapes, double[] origin, double[] frame) {
    this.origin = origin;
    this.frame = frame;
    this.shapes = shapes;
    size = shapes.size;
    near = new int[pairs.length];
    planes = (int) Arrays.stream(pairs).filter(pair -> isPlane(pair, shapes)).count();
    number =
        IntStream.range(0, pairs.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(i -> i < planes ? i : planes)
                    .thenComparingInt(i -> bodyOfEarlier(pairs[i]))
                    .thenComparingInt(i -> bodyOfLater(pairs[i]))
                    .thenComparingInt(i -> earlier(pairs[i])))
            .mapToInt(i -> i)
            .toArray();
    first = new int[pairs.length];
    second = new int[pairs.length];
    reach = new double[pairs.length];
    aroundSecond = new double[pairs.length];
    aroundFirst = new double[pairs.length];
    room = new double[pairs.length];
    extent = new double[origin.length];
    boxed =
        Arrays.stream(pairs)
            .skip(planes)
            .flatMapToInt(pair -> IntStream.of(pair.first(), pair.second()))
            .distinct()
            .toArray();
    IntArrayList groupStarts = new IntArrayList();
    IntArrayList bodyStarts = new IntArrayList();
    for (int i = 0; i < pairs.length; i++) {
      Pair pair = pairs[number[i]];
      first[i] = pair.first();
      second[i] = pair.second();
      double a = shapes.radius[first[i]];
      double b = shapes.radius[second[i]];
      reach[i] = (a + b + pair.margin()) * SLACK;
      room[i] = MARGINS * pair.margin();
      aroundSecond[i] = around(shapes.kind[second[i]], a + room[i]);
      aroundFirst[i] = around(shapes.kind[first[i]], b + room[i]);
      Pair before = pairs[number[Math.max(0, i - 1)]];
      boolean sameBodies =
          i > 0
              && bodyOfEarlier(before) == bodyOfEarlier(pair)
              && bodyOfLater(before) == bodyOfLater(pair);
      if (!sameBodies) {
        bodyStarts.add(groupStarts.size());
      }
      if (!sameBodies || earlier(before) != earlier(pair)) {
        groupStarts.add(i);
      }
    }
    groups = new Parts(groupStarts, pairs.length);
    bodies = new Parts(bodyStarts, groups.one.length);
    for (int g = 0; g < groups.one.length; g++) {
      int from = groups.start[g];
      int to = groups.start[g + 1];
      groups.one[g] = Math.min(first[from], second[from]);
      int[] others = IntStream.range(from, to).map(i -> Math.max(first[i], second[i])).toArray();
      double[] around = Arrays.copyOfRange(reach, from, to);
      Arrays.fill(around, 0, Math.max(0, Math.min(to, planes) - from), Double.POSITIVE_INFINITY);
      groups.other[g] = middle(others, around);
      groups.reach[g] = ball(groups.other[g], others, around);
    }
    for (int b = 0; b < bodies.one.length; b++) {
      int from = bodies.start[b];
      int to = bodies.start[b + 1];
      bodies.other[b] = groups.other[from];
      int[] others = Arrays.copyOfRange(groups.one, from, to);
      double[] around = new double[to - from];
      for (int g = from; g < to; g++) {
        around[g - from] = groups.reach[g] + apart(groups.other[g], bodies.other[b]);
      }
      bodies.one[b] = middle(others, around);
      bodies.reach[b] = ball(bodies.one[b], others, around);
    }
  }

  private static boolean isPlane(Pair pair, Shapes shapes) {
    return shapes.kind[pair.first()] == Geom.Kind.PLANE;
  }

  private static int earlier(Pair pair) {
    return Math.min(pair.first(), pair.second());
  }

  private static int bodyOfEarlier(Pair pair) {
    return pair.first() < pair.second() ? pair.bodyOfFirst() : pair.bodyOfSecond();
  }

  private static int bodyOfLater(Pair pair) {
    return pair.first() < pair.second() ? pair.bodyOfSecond() : pair.bodyOfFirst();
  }

  private static double around(Geom.Kind kind, double distance) {
    return kind == Geom.Kind.BOX ? distance * SLACK : Double.POSITIVE_INFINITY;
  }

  /** The geom that is the centre of the smallest sphere around all spheres. */
  private int middle(int[] geoms, double[] around) {
    int best = geoms[0];
    for (int g : geoms) {
      best = ball(g, geoms, around) < ball(best, geoms, around) ? g : best;
    }
    return best;
  }

  /** The radius of the sphere about a geom that contains the spheres of others. */
  private double ball(int center, int[] geoms, double[] around) {
    double most = 0;
    for (int k = 0; k < geoms.length; k++) {
      most = Math.max(most, (apart(center, geoms[k]) + around[k]) * SLACK);
    }
    return most;
  }

  private double apart(int a, int b) {
    return Math.sqrt(square(a, b));
  }

  private double square(int a, int b) {
    double dx = origin[3 * b] - origin[3 * a];
    double dy = origin[3 * b + 1] - origin[3 * a + 1];
    double dz = origin[3 * b + 2] - origin[3 * a + 2];
    return dx * dx + dy * dy + dz * dz;
  }

  /** Finds the pairs that may touch at the geoms' current poses. */
  void run() {
    count = 0;
    for (int g : boxed) {
      box(g);
    }
    for (int b = 0; b < bodies.one.length; b++) {
      if (touch(bodies, b)) {
        for (int g = bodies.start[b]; g < bodies.start[b + 1]; g++) {
          if (touch(groups, g)) {
            group(g);
          }
        }
      }
    }
    Arrays.sort(near, 0, count);
  }

  private boolean touch(Parts parts, int i) {
    return square(parts.one[i], parts.other[i]) <= parts.reach[i] * parts.reach[i];
  }

  private void box(int g) {
    double[] half = shapes.half;
    int h = 3 * g;
    for (int k = 0; k < 3; k++) {
      int f = 9 * g + 3 * k;
      extent[h + k] =
          Math.abs(frame[f]) * half[h]
              + Math.abs(frame[f + 1]) * half[h + 1]
              + Math.abs(frame[f + 2]) * half[h + 2];
    }
  }

  private boolean boxesTouch(int i) {
    return boxesTouch(i, 0) && boxesTouch(i, 1) && boxesTouch(i, 2);
  }

  private boolean boxesTouch(int i, int axis) {
    int a = 3 * first[i] + axis;
    int b = 3 * second[i] + axis;
    return Math.abs(origin[b] - origin[a]) <= (extent[a] + extent[b] + room[i]) * SLACK;
  }

  private void group(int g) {
    for (int i = groups.start[g]; i < groups.start[g + 1]; i++) {
      boolean touches =
          i < planes
              ? height(first[i], second[i]) <= reach[i]
              : boxesTouch(i)
                  && square(first[i], second[i]) <= reach[i] * reach[i]
                  && inReach(second[i], first[i], aroundSecond[i])
                  && inReach(first[i], second[i], aroundFirst[i]);
      if (touches) {
        near[count++] = number[i];
      }
    }
  }

  private double height(int plane, int other) {
    double height = 0;
    for (int k = 0; k < 3; k++) {
      height += (origin[3 * other + k] - origin[3 * plane + k]) * frame[9 * plane + 3 * k + 2];
    }
    return height;
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
