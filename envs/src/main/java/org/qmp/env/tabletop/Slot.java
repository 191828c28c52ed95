package org.qmp.env.tabletop;

import org.jspecify.annotations.Nullable;

/** Seven entries of an observation: an object's position and orientation. */
final class Slot extends Point3 {
  /** How the orientation is written. */
  enum Turn {
    /** Four zeros. */
    NONE,
    /** 1 0 0 0, always. */
    UPRIGHT,
    /** The quaternion of a body as it is simulated, the real part first. */
    WXYZ,
    /** The quaternion of a rotation matrix, the real part last, its largest part positive. */
    XYZW
  }

  /** The four entries of the orientation. */
  final double[] turn = new double[4];

  Turn convention = Turn.NONE;
  @Nullable Marker turned;
  private @Nullable Marker origin;
  private final Point3 shift = new Point3();

  /** Shows this marker's position. */
  Slot at(Marker marker) {
    origin = marker;
    return this;
  }

  /** Shows a point at an offset from the marker, along the world's axes. */
  Slot shifted(double dx, double dy, double dz) {
    shift.set(dx, dy, dz);
    return this;
  }

  Slot wxyz(Marker body) {
    return turned(Turn.WXYZ, body);
  }

  Slot xyzw(Marker marker) {
    return turned(Turn.XYZW, marker);
  }

  Slot upright() {
    turn[0] = 1;
    return turned(Turn.UPRIGHT, null);
  }

  private Slot turned(Turn how, @Nullable Marker what) {
    convention = how;
    turned = what;
    return this;
  }

  /** Follows its marker. */
  void follow() {
    if (origin != null) {
      set(origin, shift.x, shift.y, shift.z);
    }
  }

  /** Writes seven entries. */
  void write(double[] out, int at) {
    out[at] = x;
    out[at + 1] = y;
    out[at + 2] = z;
    System.arraycopy(turn, 0, out, at + 3, turn.length);
  }

  /** Reads seven entries. */
  void read(double[] in, int at) {
    set(in[at], in[at + 1], in[at + 2]);
    System.arraycopy(in, at + 3, turn, 0, turn.length);
  }

  /** ‖turn − (w, x, y, z)‖, for a turn with the real part first. */
  double turnedFrom(double w, double x, double y, double z) {
    double dw = turn[0] - w;
    double dx = turn[1] - x;
    double dy = turn[2] - y;
    double dz = turn[3] - z;
    return Math.sqrt(dw * dw + dx * dx + dy * dy + dz * dz);
  }
}
