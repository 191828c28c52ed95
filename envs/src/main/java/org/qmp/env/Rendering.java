package org.qmp.env;

import java.util.List;
import java.util.Locale;

/**
 * A picture of one moment.
 *
 * @param title one line, for those who cannot see the picture too
 * @param view what part of the plane is seen
 * @param shapes from back to front; what never moves comes first, since {@link Svg} draws the
 *     shapes that all frames begin with only once
 */
public record Rendering(String title, View view, List<Shape> shapes) {
  public Rendering {
    shapes = List.copyOf(shapes);
  }

  /**
   * A part of the plane, in the world's unit of length.
   *
   * @param left smallest x
   * @param bottom smallest y
   * @param right greatest x
   * @param top greatest y
   */
  public record View(double left, double bottom, double right, double top) {

    /**
     * @throws IllegalArgumentException unless left &lt; right and bottom &lt; top, all finite
     */
    public View {
      if (!(right - left > 0 && top - bottom > 0)
          || !Double.isFinite(right - left)
          || !Double.isFinite(top - bottom)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "nothing to see in [%s, %s] × [%s, %s]", left, right, bottom, top));
      }
    }

    /** From left to right. */
    public double width() {
      return right - left;
    }

    /** From bottom to top. */
    public double height() {
      return top - bottom;
    }
  }
}
