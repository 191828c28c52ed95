package org.qmp.env.tabletop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.qmp.env.tabletop.Bounds.Placement;
import org.qmp.env.tabletop.Rewards.Cage;
import org.qmp.env.tabletop.Rewards.Pinch;

/**
 * A task: its name, where its objects are placed, what is observed of them, and its reward. An
 * instance belongs to one environment and keeps the constants of the current episode.
 *
 * <p>Rewards use the letters of {@link Rewards}, and
 *
 * <pre>
 *   o  object    position of the object as observed      o₀  start     where it was placed
 *   g  goal                                              tcp₀ startTcp  the fingers before placing
 *   h  hand      tcp fingers      w  opening      a₄ effort
 *   d  distance, ‖o − g‖ unless it says otherwise         p  worth of the object's place
 *   c  worth of where the hand is                         r  reward
 * </pre>
 */
abstract class TabletopTask {
  private static final double[] HAND_LOW = {-0.5, 0.4, 0.05};
  private static final double[] HAND_HIGH = {0.5, 1, 0.5};

  final String name;
  final String scene;
  final Bounds bounds;

  /** The place to which the hand is led before an episode. */
  final Point3 handStart = new Point3(0, 0.6, 0.2);

  /** The bounds of the hand's target. */
  final double[] handLow = HAND_LOW.clone();

  final double[] handHigh = HAND_HIGH.clone();

  private final List<Marker> markers = new ArrayList<>();
  private final List<Joint> joints = new ArrayList<>();
  private final List<Point3> memory = new ArrayList<>();

  final Gripper gripper = new Gripper();
  final Point3 hand = gripper.hand;
  final Point3 tcp = gripper.tcp;
  final Point3 startTcp = gripper.startTcp;
  final Point3 goal = remembered();
  final Point3 start = remembered();

  /** The object to be moved. */
  final Slot object = new Slot();

  /** The objects that are observed, at most two. */
  List<Slot> shown = List.of(object);

  /** How many frames an observation has: the present one, and the previous one. */
  int frames = 2;

  /** The geom that both pads must press for a grasp; empty if not needed. */
  String grasped = "";

  /** Whether both pads press it. */
  boolean pressed;

  final Verdict verdict = new Verdict();

  /** A joint of one position, as it is after the step, while poses lag behind. */
  static final class Joint {
    final String name;
    double position;

    Joint(String name) {
      this.name = name;
    }
  }

  TabletopTask(String name, String scene, Bounds bounds) {
    this.name = name;
    this.scene = scene;
    this.bounds = bounds;
    markers.addAll(gripper.markers());
    memory.addAll(List.of(gripper.startTcp, gripper.startLeft, gripper.startRight));
  }

  /** The family of the task: door, push, window, … */
  final String family() {
    Class<?> beside = Objects.requireNonNull(getClass().getEnclosingClass());
    return beside.getSimpleName().replace("Tasks", "").toLowerCase(Locale.ROOT);
  }

  /** Prepares the scene, once the hand is where it starts, and the constants of the episode. */
  abstract void arrange(Stage stage, Placement v);

  /** Writes the verdict on the current state. */
  abstract void judge();

  /** Whether a placement has to be drawn again. */
  boolean tooClose(Placement v) {
    return v.a().distanceXy(v.b()) < bounds.apart();
  }

  /** Updates the places of everything that has moved. */
  void follow() {
    gripper.follow();
    for (int i = 0; i < shown.size(); i++) { // allocates no iterator
      shown.get(i).follow();
    }
  }

  /** Sets the view from an observation. */
  final void see(double[] observation) {
    hand.set(observation[0], observation[1], observation[2]);
    gripper.opening = observation[3];
    for (int i = 0; i < shown.size(); i++) {
      shown.get(i).read(observation, 4 + 7 * i);
    }
  }

  /**
   * Sets {@link #handStart}; to be called with floats where the original has floats, as in (0,
   * 0.4f, 0.2f).
   */
  final void handStart(double x, double y, double z) {
    handStart.set(x, y, z);
  }

  final void handNotBelow(double z) {
    handLow[2] = z;
  }

  final Marker body(String name) {
    return marker(Marker.Kind.BODY, name);
  }

  final Marker geom(String name) {
    return marker(Marker.Kind.GEOM, name);
  }

  final Marker site(String name) {
    return marker(Marker.Kind.SITE, name);
  }

  private Marker marker(Marker.Kind kind, String name) {
    Marker marker = new Marker(kind, name);
    markers.add(marker);
    return marker;
  }

  final Joint joint(String name) {
    Joint joint = new Joint(name);
    joints.add(joint);
    return joint;
  }

  /** A constant of the episode, which is part of the state. */
  final Point3 remembered() {
    Point3 constant = new Point3();
    memory.add(constant);
    return constant;
  }

  final List<Marker> markers() {
    return markers;
  }

  final List<Joint> joints() {
    return joints;
  }

  final List<Point3> memory() {
    return memory;
  }

  /** d. */
  final double distance() {
    return object.distance(goal);
  }

  /** ‖o − tcp‖. */
  final double reach() {
    return object.distance(tcp);
  }

  final double opening() {
    return gripper.opening;
  }

  /** c. */
  final double caged(Cage cage) {
    return cage.of(gripper, object, start);
  }

  /** c of tasks that do not use the commanded effort. */
  final double pinched(Pinch pinch) {
    return pinch.of(gripper, object, start);
  }

  /**
   * Whether the object is near the fingers, which are not shut, and this much higher than it was.
   */
  final boolean lifted(double reach, double height) {
    return reach() < reach && raised(height);
  }

  final boolean raised(double height) {
    return opening() > 0 && object.z - height > start.z;
  }

  final boolean graspedAndRaised() {
    return pressed && raised(0.02);
  }
}
