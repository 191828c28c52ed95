package org.qmp.env.physics.scene;

/**
 * A body that keeps its pose relative to another.
 *
 * @param first the name of the body in whose frame the pose is given
 * @param second the name of the body with this pose
 * @param position of the second body in the frame of the first, m
 * @param orientation of the second body in the frame of the first, a unit quaternion
 * @param softness of the constraint
 * @param origin its place in a file, empty without one
 */
public record WeldEquality(
    String first,
    String second,
    double[] position,
    double[] orientation,
    Softness softness,
    String origin) {

  /** Refuses invalid poses, and a body that is welded to itself. */
  public WeldEquality {
    String part = label(first, second, origin);
    position = Checks.numbers(part, "position", position, 3).clone();
    orientation = Checks.quaternion(part, "orientation", orientation);
    if (first.equals(second)) {
      throw new ModelException(part, "", "expected two bodies");
    }
  }

  /** The name of this weld in messages. */
  public String label() {
    return label(first, second, origin);
  }

  private static String label(String first, String second, String origin) {
    return "weld of '" + first + "' and '" + second + "'" + Scene.place(origin);
  }

  /** A copy. */
  @Override
  public double[] position() {
    return position.clone();
  }

  /** A copy. */
  @Override
  public double[] orientation() {
    return orientation.clone();
  }
}
