package org.qmp.env.physics.contact;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The vertices of a convex hull, and which of them is farthest in a direction: the one with the
 * largest l·v = l_x v_x + l_y v_y + l_z v_z as rounded, of equals the first.
 *
 * <p>The answer is that of a search through all vertices. Most are passed over by a tree of boxes
 * around them: sums and products are rounded monotonically, so no vertex of a box rises above the
 * box's farthest corner, not even by rounding.
 */
public final class Hull {
  private static final int MOST_IN_LEAF = 6;

  /** Of each vertex in the order of the tree, its number and place. */
  private final int[] number;

  private final double[] x;
  private final double[] y;
  private final double[] z;

  // Of each box, parents first: its lowest and its highest corner; the next box that is not in it;
  // of a leaf, its vertices, of all others none.
  private final double[] box;
  private final int[] next;
  private final int[] from;
  private final int[] to;

  private int boxes;

  /** A hull of points, three numbers each; those within it do no harm. */
  public Hull(float[] vertices) {
    int count = vertices.length / 3;
    number = IntStream.range(0, count).toArray();
    x = new double[count];
    y = new double[count];
    z = new double[count];
    int room = Math.max(1, 2 * count);
    box = new double[6 * room];
    next = new int[room];
    from = new int[room];
    to = new int[room];
    if (count > 0) {
      split(vertices, 0, count);
    }
    for (int i = 0; i < count; i++) {
      x[i] = vertices[3 * number[i]];
      y[i] = vertices[3 * number[i] + 1];
      z[i] = vertices[3 * number[i] + 2];
    }
  }

  /** Puts a box around some vertices and, if they are many, halves it across its longest side. */
  private void split(float[] vertices, int first, int end) {
    int b = boxes++;
    int longest = 0;
    for (int k = 0; k < 3; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = first; i < end; i++) {
        low = Math.min(low, vertices[3 * number[i] + k]);
        high = Math.max(high, vertices[3 * number[i] + k]);
      }
      box[6 * b + k] = low;
      box[6 * b + 3 + k] = high;
      longest = side(b, k) > side(b, longest) ? k : longest;
    }
    if (end - first > MOST_IN_LEAF) {
      int axis = longest;
      int[] sorted =
          Arrays.stream(number, first, end)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(i -> vertices[3 * i + axis])
                      .thenComparingInt(i -> i))
              .mapToInt(i -> i)
              .toArray();
      System.arraycopy(sorted, 0, number, first, sorted.length);
      int middle = (first + end) / 2;
      split(vertices, first, middle);
      split(vertices, middle, end);
    } else {
      from[b] = first;
      to[b] = end;
    }
    next[b] = boxes;
  }

  private double side(int b, int k) {
    return box[6 * b + 3 + k] - box[6 * b + k];
  }

  /**
   * The place in the tree of the vertex that is farthest in a direction.
   *
   * @param guess any place; the nearer to the answer, the faster
   */
  int farthest(double lx, double ly, double lz, int guess) {
    int best = guess;
    double most = lx * x[guess] + ly * y[guess] + lz * z[guess];
    int cornerX = lx > 0 ? 3 : 0;
    int cornerY = ly > 0 ? 4 : 1;
    int cornerZ = lz > 0 ? 5 : 2;
    int b = 0;
    while (b < boxes) {
      int c = 6 * b;
      if (lx * box[c + cornerX] + ly * box[c + cornerY] + lz * box[c + cornerZ] < most) {
        b = next[b];
        continue;
      }
      for (int i = from[b]; i < to[b]; i++) {
        double along = lx * x[i] + ly * y[i] + lz * z[i];
        if (along > most || (along == most && number[i] < number[best])) {
          most = along;
          best = i;
        }
      }
      b++;
    }
    return best;
  }

  /** Reads a vertex by its place in the tree. */
  void read(int place, double[] out) {
    out[0] = x[place];
    out[1] = y[place];
    out[2] = z[place];
  }
}
