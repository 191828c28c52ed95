package org.qmp.env.maze;

/**
 * A place in a {@link Layout}, and the point (row, column) of the floor.
 *
 * @param row from 0, downwards in the text; the world's x
 * @param column from 0, rightwards in the text; the world's y
 */
public record Cell(int row, int column) {

  /** Straight through the walls, in cells. */
  public double distanceTo(double x, double y) {
    double dx = x - row;
    double dy = y - column;
    return Math.sqrt(dx * dx + dy * dy);
  }

  @Override
  public String toString() {
    return row + "," + column;
  }
}
