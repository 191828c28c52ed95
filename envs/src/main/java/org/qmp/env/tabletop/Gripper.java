package org.qmp.env.tabletop;

import java.util.List;

/** The hand with its two fingers, which close along y, as used by rewards. */
final class Gripper {
  private static final double FULL = 0.1; // m between the tips of an open hand

  final Marker hand = new Marker(Marker.Kind.BODY, "hand");
  final Marker left = new Marker(Marker.Kind.BODY, "left_pad");
  final Marker right = new Marker(Marker.Kind.BODY, "right_pad");
  final Marker leftTip = new Marker(Marker.Kind.SITE, "left_tip");
  final Marker rightTip = new Marker(Marker.Kind.SITE, "right_tip");

  /** tcp, the middle between the finger tips. */
  final Point3 tcp = new Point3();

  /** Fingers and pads before the things were placed; tcp₀ is the first. */
  final Point3 startTcp = new Point3();

  final Point3 startLeft = new Point3();
  final Point3 startRight = new Point3();

  /** Whether the faults of the original are repaired: then margins are those of the start. */
  boolean repaired;

  /** w, the distance of the tips in units of that of an open hand, at most 1. */
  double opening;

  /** a₄, the last number of the action, in [−1, 1]; positive closes. */
  double effort;

  List<Marker> markers() {
    return List.of(hand, left, right, leftTip, rightTip);
  }

  /** Follows its markers. */
  void follow() {
    tcp.set(
        (rightTip.x + leftTip.x) / 2, (rightTip.y + leftTip.y) / 2, (rightTip.z + leftTip.z) / 2);
    opening = Math.min(1, rightTip.distance(leftTip) / FULL);
  }

  /** Records the current state as the start. */
  void begin() {
    startTcp.set(tcp);
    startLeft.set(left);
    startRight.set(right);
  }

  /** L or, repaired, L₀. */
  Point3 leftInMargins() {
    return repaired ? startLeft : left;
  }

  /** R or, repaired, R₀. */
  Point3 rightInMargins() {
    return repaired ? startRight : right;
  }

  /** The commanded effort of closing, in [0, 1], where opening is 0. */
  double closing() {
    return Math.max(0, effort);
  }

  /** The same with 0 for opening and 1 for closing at full strength. */
  double grab() {
    return (effort + 1) / 2;
  }
}
