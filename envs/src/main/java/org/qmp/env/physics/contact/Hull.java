package org.qmp.env.physics.contact;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The vertices of a convex hull, and which of them is farthest in a direction: the one with the
 * largest l·v = l_x v_x + l_y v_y + l_z v_z as rounded, of equals the first.
 *
 * <p>The result is that of a search through all vertices, but few are examined. The directions are
 * divided into the cells of a grid on the six sides of a cube. All directions in a cell are
 * mixtures of its four corners; so a vertex that is behind another one at all four, by more than
 * rounding, is never the farthest there and not in the cell's list.
 */
public final class Hull {
  /** Cells along each edge of the cube. */
  private static final int CELLS = 8;

  /** The latest, by their vertices: a robot has the same hulls in each of its scenes. */
  private static final Map<FloatBuffer, Hull> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 100;

  /** Of the radius; more than rounding. */
  private static final double SLACK = 1e-9;

  final double[] x;
  final double[] y;
  final double[] z;

  /** Of each cell, where its list begins; and all lists, each in ascending order. */
  private final int[] start;

  private final int[] lists;

  /** A hull of points, three numbers each; inner points are allowed. */
  static Hull of(float[] vertices) {
    if (KNOWN.size() >= MOST_KNOWN) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(
        FloatBuffer.wrap(vertices.clone()), points -> new Hull(points.array()));
  }

  /** The same, not shared. */
  Hull(float[] vertices) {
    int count = vertices.length / 3;
    x = new double[count];
    y = new double[count];
    z = new double[count];
    double radius = 0;
    for (int i = 0; i < count; i++) {
      x[i] = vertices[3 * i];
      y[i] = vertices[3 * i + 1];
      z[i] = vertices[3 * i + 2];
      radius = Math.max(radius, Math.sqrt(x[i] * x[i] + y[i] * y[i] + z[i] * z[i]));
    }
    int cells = count == 0 ? 0 : 6 * CELLS * CELLS;
    start = new int[cells + 1];
    IntArrayList all = new IntArrayList();
    for (int cell = 0; cell < cells; cell++) {
      list(cell, SLACK * radius, all);
      start[cell + 1] = all.size();
    }
    lists = all.toIntArray();
  }

  /** Adds the vertices that may be the farthest in a direction of a cell. */
  private void list(int cell, double slack, IntArrayList out) {
    double[][] along = new double[5][x.length]; // at the corners and, to compare with, the middle
    int[] farthest = new int[5];
    for (int c = 0; c < 5; c++) {
      double u = c < 4 ? c % 2 : 0.5;
      double v = c < 4 ? c >> 1 : 0.5;
      double[] l = direction(cell, u, v);
      for (int i = 0; i < x.length; i++) {
        along[c][i] = l[0] * x[i] + l[1] * y[i] + l[2] * z[i];
        farthest[c] = along[c][i] > along[c][farthest[c]] ? i : farthest[c];
      }
    }
    for (int i = 0; i < x.length; i++) {
      boolean behind = false;
      for (int k = 0; k < 5 && !behind; k++) {
        int other = farthest[k];
        behind = true;
        for (int c = 0; c < 4 && behind; c++) {
          behind = along[c][other] - along[c][i] > slack;
        }
      }
      if (!behind) {
        out.add(i);
      }
    }
  }

  /** A direction of a cell, whose sides u and v divide; not of length 1. */
  private static double[] direction(int cell, double u, double v) {
    int side = cell / (CELLS * CELLS);
    double p = 2 * (cell / CELLS % CELLS + u) / CELLS - 1;
    double q = 2 * (cell % CELLS + v) / CELLS - 1;
    double s = side % 2 == 0 ? 1 : -1;
    return switch (side / 2) {
      case 0 -> new double[] {s, p, q};
      case 1 -> new double[] {p, s, q};
      default -> new double[] {p, q, s};
    };
  }

  /** The cell of a direction of any length but 0. */
  private static int cell(double lx, double ly, double lz) {
    double ax = Math.abs(lx);
    double ay = Math.abs(ly);
    double az = Math.abs(lz);
    if (ax >= ay && ax >= az) {
      return cell(lx > 0 ? 0 : 1, ax, ly, lz);
    }
    return ay >= az ? cell(ly > 0 ? 2 : 3, ay, lx, lz) : cell(lz > 0 ? 4 : 5, az, lx, ly);
  }

  private static int cell(int side, double most, double p, double q) {
    double scale = CELLS / 2 / most;
    int i = Math.min(CELLS - 1, (int) ((p + most) * scale));
    int j = Math.min(CELLS - 1, (int) ((q + most) * scale));
    return (side * CELLS + i) * CELLS + j;
  }

  /** The vertex that is farthest in a direction of any length but 0. */
  int farthest(double lx, double ly, double lz) {
    int cell = cell(lx, ly, lz);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = start[cell]; k < start[cell + 1]; k++) {
      int i = lists[k];
      double along = lx * x[i] + ly * y[i] + lz * z[i];
      if (along > most) {
        most = along;
        best = i;
      }
    }
    return best;
  }
}
