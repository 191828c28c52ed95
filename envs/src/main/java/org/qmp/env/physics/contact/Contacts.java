package org.qmp.env.physics.contact;

import java.util.Arrays;
import org.qmp.env.physics.math.Spatial;

/**
 * The contacts in the current state: position, distance, and a frame whose rows are the normal,
 * from the first geom of the pair to the second, and two tangents. Buffers grow as needed and are
 * kept.
 */
public final class Contacts {
  public int count;
  public int[] pair = new int[8];

  /** The first of the rows of a contact; −1 if it has none. */
  public int[] row = new int[8];

  public double[] distance = new double[8];
  public double[] point = new double[24];
  public double[] frame = new double[72];

  void clear() {
    count = 0;
  }

  /** Adds a contact at a point, with a unit normal, whose tangents are chosen by its direction. */
  void add(int ofPair, double dist, double x, double y, double z, double nx, double ny, double nz) {
    if (count == pair.length) {
      grow();
    }
    int c = count++;
    pair[c] = ofPair;
    row[c] = -1;
    distance[c] = dist;
    point[3 * c] = x;
    point[3 * c + 1] = y;
    point[3 * c + 2] = z;
    frame[9 * c] = nx;
    frame[9 * c + 1] = ny;
    frame[9 * c + 2] = nz;
    boolean upright = Math.abs(ny) >= 0.5;
    align(0, upright ? 0 : 1, upright ? 1 : 0);
  }

  /** Of contacts at exactly the same point, beginning at an index, keeps the last. */
  void keepLastOfEqual(int from) {
    int kept = from;
    for (int i = from; i < count; i++) {
      boolean repeated = false;
      for (int j = i + 1; j < count && !repeated; j++) {
        repeated = Arrays.equals(point, 3 * i, 3 * i + 3, point, 3 * j, 3 * j + 3);
      }
      if (!repeated) {
        pair[kept] = pair[i];
        distance[kept] = distance[i];
        System.arraycopy(point, 3 * i, point, 3 * kept, 3);
        System.arraycopy(frame, 9 * i, frame, 9 * kept, 9);
        kept++;
      }
    }
    count = kept;
  }

  /** Turns the first tangent of the last contact towards a direction. */
  void align(double hx, double hy, double hz) {
    tangents(9 * (count - 1), hx, hy, hz);
  }

  private void tangents(int f, double hx, double hy, double hz) {
    double nx = frame[f];
    double ny = frame[f + 1];
    double nz = frame[f + 2];
    double along = hx * nx + hy * ny + hz * nz;
    double tx = hx - along * nx;
    double ty = hy - along * ny;
    double tz = hz - along * nz;
    double norm = Math.sqrt(tx * tx + ty * ty + tz * tz);
    if (norm < 1e-10) { // the hint is the normal: any other axis serves
      boolean flat = Math.abs(nx) < 0.8;
      along = flat ? nx : ny;
      tx = (flat ? 1 : 0) - along * nx;
      ty = (flat ? 0 : 1) - along * ny;
      tz = -along * nz;
      norm = Math.sqrt(tx * tx + ty * ty + tz * tz);
    }
    frame[f + 3] = tx / norm;
    frame[f + 4] = ty / norm;
    frame[f + 5] = tz / norm;
    Spatial.cross(frame, f, frame, f + 3, frame, f + 6);
  }

  private void grow() {
    int room = 2 * pair.length;
    pair = Arrays.copyOf(pair, room);
    row = Arrays.copyOf(row, room);
    distance = Arrays.copyOf(distance, room);
    point = Arrays.copyOf(point, 3 * room);
    frame = Arrays.copyOf(frame, 9 * room);
  }
}
