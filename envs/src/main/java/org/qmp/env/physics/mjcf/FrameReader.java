package org.qmp.env.physics.mjcf;

import java.util.Arrays;
import java.util.List;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;
import org.qmp.env.physics.scene.Checks;
import org.qmp.env.physics.scene.ModelException;

/**
 * Reads orientations in any of their notations.
 *
 * @param angle one unit of the file's angles in rad
 * @param sequence the axes of Euler angles, small letters for turning axes and capitals for fixed
 */
record FrameReader(double angle, String sequence) {
  static final List<String> WAYS = List.of("quat", "axisangle", "euler", "xyaxes", "zaxis");

  private static final int[] NUMBERS = {4, 4, 3, 6, 3};

  /** The unit quaternion of an element, the identity if it gives none. */
  double[] orientation(Attributes a) {
    List<String> given = WAYS.stream().filter(a::has).toList();
    if (given.size() > 1) {
      throw a.error(given.get(1), "is a second orientation besides '" + given.get(0) + "'");
    }
    double[] q = {1, 0, 0, 0};
    if (!given.isEmpty()) {
      String way = given.get(0);
      double[] v = a.vector(way, new double[NUMBERS[WAYS.indexOf(way)]]);
      try {
        turn(way, v, q);
      } catch (ModelException e) {
        throw a.error(way, e.problem());
      }
    }
    return q;
  }

  private void turn(String way, double[] v, double[] q) {
    switch (way) {
      case "quat" -> System.arraycopy(Checks.quaternion("", way, v), 0, q, 0, 4);
      case "axisangle" -> {
        double[] axis = Checks.direction("", way, Arrays.copyOf(v, 3));
        Rotation.about(axis[0], axis[1], axis[2], v[3] * angle, q, 0);
      }
      case "euler" -> euler(v, q);
      case "xyaxes" -> axes(v, q);
      default -> {
        double[] z = Checks.direction("", way, v);
        Rotation.fromZ(z[0], z[1], z[2], q, 0);
      }
    }
  }

  private void euler(double[] angles, double[] q) {
    double[] turn = new double[4];
    for (int i = 0; i < 3; i++) {
      int which = "xyzXYZ".indexOf(sequence.charAt(i));
      double[] unit = new double[3];
      unit[which % 3] = 1;
      Rotation.about(unit[0], unit[1], unit[2], angles[i] * angle, turn, 0);
      if (which < 3) {
        Rotation.multiply(q, 0, turn, 0, q, 0);
      } else {
        Rotation.multiply(turn, 0, q, 0, q, 0);
      }
    }
    Rotation.normalize(q, 0);
  }

  private static void axes(double[] v, double[] q) {
    double[] x = Checks.direction("", "", Arrays.copyOf(v, 3));
    double along = x[0] * v[3] + x[1] * v[4] + x[2] * v[5];
    double[] across = {v[3] - along * x[0], v[4] - along * x[1], v[5] - along * x[2]};
    double[] y = Checks.direction("", "", across);
    double[] z = new double[3];
    Spatial.cross(x, 0, y, 0, z, 0);
    double[] matrix = {x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]};
    Rotation.ofMatrix(matrix, 0, q, 0);
  }
}
