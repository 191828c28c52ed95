package org.qmp.env.physics;

/**
 * Reads where things are: positions, and orientations in any of the ways in which files give them.
 */
final class FrameReader {
  private static final String[] WAYS = {"quat", "axisangle", "euler", "xyaxes", "zaxis"};

  private final double angle;
  private final String sequence;

  /**
   * @param angle one unit of the file's angles in rad
   * @param sequence the axes of Euler angles, small letters for turning axes and capitals for fixed
   */
  FrameReader(double angle, String sequence) {
    this.angle = angle;
    this.sequence = sequence;
  }

  /** The length in rad of one unit of angles. */
  double angle() {
    return angle;
  }

  /** The unit quaternion of an element, the identity if it gives none. */
  double[] orientation(Attributes attributes) {
    String given = null;
    for (String way : WAYS) {
      if (attributes.has(way)) {
        if (given != null) {
          throw attributes.error(way, "is a second orientation besides '" + given + "'");
        }
        given = way;
      }
    }
    return given == null ? new double[] {1, 0, 0, 0} : orientation(attributes, given);
  }

  private double[] orientation(Attributes attributes, String way) {
    try {
      double[] q = new double[4];
      switch (way) {
        case "quat" -> q = Require.quaternion("frame", way, attributes.vector(way, new double[4]));
        case "axisangle" -> {
          double[] v = attributes.vector(way, new double[4]);
          double[] axis = Require.direction("frame", way, new double[] {v[0], v[1], v[2]});
          Rotation.about(axis[0], axis[1], axis[2], v[3] * angle, q, 0);
        }
        case "euler" -> q = euler(attributes.vector(way, new double[3]));
        case "xyaxes" -> q = axes(attributes.vector(way, new double[6]));
        default -> {
          double[] z = Require.direction("frame", way, attributes.vector(way, new double[3]));
          Rotation.fromZ(z[0], z[1], z[2], q, 0);
        }
      }
      return q;
    } catch (ModelException e) {
      throw attributes.named(way, "frame: " + way + " ", e);
    }
  }

  private double[] euler(double[] angles) {
    double[] q = {1, 0, 0, 0};
    double[] turn = new double[4];
    for (int i = 0; i < 3; i++) {
      char axis = sequence.charAt(i);
      char lower = Character.toLowerCase(axis);
      Rotation.about(
          lower == 'x' ? 1 : 0,
          lower == 'y' ? 1 : 0,
          lower == 'z' ? 1 : 0,
          angles[i] * angle,
          turn,
          0);
      if (axis == lower) {
        Rotation.multiply(q, 0, turn, 0, q, 0);
      } else {
        Rotation.multiply(turn, 0, q, 0, q, 0);
      }
    }
    Rotation.normalize(q, 0);
    return q;
  }

  private static double[] axes(double[] v) {
    double[] x = Require.direction("frame", "xyaxes", new double[] {v[0], v[1], v[2]});
    double along = x[0] * v[3] + x[1] * v[4] + x[2] * v[5];
    double[] y =
        Require.direction(
            "frame",
            "xyaxes",
            new double[] {v[3] - along * x[0], v[4] - along * x[1], v[5] - along * x[2]});
    double[] z = new double[3];
    Spatial.cross(x, 0, y, 0, z, 0);
    double[] matrix = {x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]};
    double[] q = new double[4];
    Rotation.ofMatrix(matrix, 0, q, 0);
    return q;
  }
}
