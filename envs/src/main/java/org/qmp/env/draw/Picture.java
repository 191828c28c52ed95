package org.qmp.env.draw;

import java.util.List;

/**
 * A picture of one moment of a world, or a chart.
 *
 * @param title one line
 * @param caption what it shows, in a sentence or two, also as alternative text
 * @param view the visible part of the plane
 * @param scale pixels for a unit of length
 * @param shapes from back to front; fixed shapes come first, since films draw those that all frames
 *     begin with only once
 */
public record Picture(String title, String caption, View view, double scale, List<Shape> shapes) {
  private static final double SIDE = 480;

  public Picture {
    shapes = List.copyOf(shapes);
  }

  /** A picture whose longer side has 480 pixels. */
  public Picture(String title, String caption, View view, List<Shape> shapes) {
    this(title, caption, view, SIDE / Math.max(view.width(), view.height()), shapes);
  }

  /** A part of the plane, in the picture's unit of length, y upwards. */
  public record View(double left, double bottom, double right, double top) {

    /** Throws IllegalArgumentException unless left &lt; right and bottom &lt; top, all finite. */
    public View {
      if (!(right - left > 0 && top - bottom > 0)
          || !Double.isFinite(right - left)
          || !Double.isFinite(top - bottom)) {
        throw new IllegalArgumentException(
            ("nothing to see in [" + left + ", " + right) + ("] × [" + bottom + ", " + top + "]"));
      }
    }

    public double width() {
      return right - left;
    }

    public double height() {
      return top - bottom;
    }
  }
}
