package org.qmp.env.physics.scene;

/**
 * A named point and frame of a body, without mass or contact.
 *
 * @param position three numbers in the body's frame, m
 * @param orientation a quaternion in the body's frame
 */
public record Site(String name, double[] position, double[] orientation) {

  public Site {
    position = Checks.numbers("site '" + name + "'", "position", position, 3).clone();
    orientation = Checks.quaternion("site '" + name + "'", "orientation", orientation);
  }

  @Override
  public double[] position() {
    return position.clone();
  }

  @Override
  public double[] orientation() {
    return orientation.clone();
  }

  /** A site in the orientation of its body. */
  public Site(String name, double x, double y, double z) {
    this(name, new double[] {x, y, z}, new double[] {1, 0, 0, 0});
  }
}
