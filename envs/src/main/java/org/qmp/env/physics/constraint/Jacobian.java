package org.qmp.env.physics.constraint;

/**
 * The motion of points and the rotation of bodies for each of the velocities.
 *
 * @param root of each body, that of its kinematic tree
 * @param lastDof the last velocity that moves each body, −1 if none
 * @param parentDof of each velocity, the next one towards the world, −1 if none
 * @param firstDof of each velocity, the first one that moves it, itself if none
 * @param motion of each velocity, the spatial motion about its tree's centre, 6 numbers
 * @param treeCenter of each root, the centre of mass of its tree, 3 numbers
 */
public record Jacobian(
    int[] root,
    int[] lastDof,
    int[] parentDof,
    int[] firstDof,
    double[] motion,
    double[] treeCenter) {

  /** The first velocity that moves body b, or a large number. */
  int from(int b) {
    return lastDof[b] < 0 ? Integer.MAX_VALUE : firstDof[lastDof[b]];
  }

  /** One more than the last velocity that moves body b. */
  int to(int b) {
    return lastDof[b] + 1;
  }

  /**
   * Adds sign times the motion of body b at a point along the axes of a frame.
   *
   * @param rows 1 to 3 for the linear velocity along this many axes, more for the angular one too
   * @param out at k n + i the contribution of velocity i along axis k
   */
  void add(
      int b, double sign, double[] point, int p, double[] frame, int f, int rows, double[] out) {
    int n = parentDof.length;
    double[] m = motion;
    double x = point[p] - treeCenter[3 * root[b]];
    double y = point[p + 1] - treeCenter[3 * root[b] + 1];
    double z = point[p + 2] - treeCenter[3 * root[b] + 2];
    for (int i = lastDof[b]; i >= 0; i = parentDof[i]) {
      int at = 6 * i;
      double wx = sign * m[at];
      double wy = sign * m[at + 1];
      double wz = sign * m[at + 2];
      double vx = sign * m[at + 3] + wy * z - wz * y;
      double vy = sign * m[at + 4] + wz * x - wx * z;
      double vz = sign * m[at + 5] + wx * y - wy * x;
      for (int k = 0; k < Math.min(3, rows); k++) {
        int row = f + 3 * k;
        out[k * n + i] += frame[row] * vx + frame[row + 1] * vy + frame[row + 2] * vz;
      }
      for (int k = 3; k < rows; k++) {
        int row = f + 3 * (k - 3);
        out[k * n + i] += frame[row] * wx + frame[row + 1] * wy + frame[row + 2] * wz;
      }
    }
  }
}
