package org.qmp.env.physics.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.contract.SeededChance;

/** The farthest vertex is the first one that a search through all vertices finds. */
final class HullTest {
  private static int plainly(float[] v, double[] l) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < v.length; i += 3) {
      double along = l[0] * v[i] + l[1] * v[i + 1] + l[2] * v[i + 2];
      if (along > most) {
        most = along;
        best = i;
      }
    }
    return best / 3;
  }

  private static void compare(float[] vertices, SeededChance chance, int directions) {
    Hull hull = new Hull(vertices);
    double[] l = new double[3];
    for (int n = 0; n < directions; n++) {
      for (int i = 0; i < 3; i++) { // often along an axis, a side of a cell or the edge of a cube
        double u = chance.uniform(-1, 1);
        l[i] = n % 3 == 0 ? u : Math.rint(4 * u) / 4;
      }
      if (l[0] == 0 && l[1] == 0 && l[2] == 0) {
        continue;
      }
      int found = hull.farthest(l[0], l[1], l[2]);
      assertEquals(plainly(vertices, l), found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 12, 100, 883})
  void findsTheFarthestOfPointsOnAnEllipsoid(int count) {
    SeededChance chance = new SeededChance(count);
    float[] vertices = new float[3 * count];
    for (int i = 0; i < count; i++) {
      double x = chance.normal();
      double y = chance.normal();
      double z = chance.normal();
      double norm = Math.sqrt(x * x + y * y + z * z);
      vertices[3 * i] = (float) (0.05 * x / norm);
      vertices[3 * i + 1] = (float) (0.02 * y / norm);
      vertices[3 * i + 2] = (float) (0.08 * z / norm);
    }
    compare(vertices, chance, 20_000);
  }

  /** Whole faces are equally far, and points inside the hull do no harm. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void findsTheFarthestOfGridPoints(int side) {
    float[] vertices = new float[3 * side * side * side];
    for (int i = 0; i < vertices.length / 3; i++) {
      int j = vertices.length / 3 - 1 - i;
      vertices[3 * i] = 0.25f * (2 * (j % side) - side + 1);
      vertices[3 * i + 1] = 0.5f * (2 * (j / side % side) - side + 1);
      vertices[3 * i + 2] = 0.125f * (2 * (j / side / side) - side + 1);
    }
    compare(vertices, new SeededChance(side), 20_000);
  }
}
