package org.qmp.env.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/** Parts of pictures: which are refused, which are visible, and that they never change. */
final class ShapesTest {
  private static final Point ORIGIN = new Point(0, 0);

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "256, 0, 0", "0, -1, 0", "0, 256, 0", "0, 0, -1", "0, 0, 256"})
  void colourComponentsOutOfRangeAreRefused(int red, int green, int blue) {
    assertEquals(
        "not a colour: (" + red + ", " + green + ", " + blue + ") of opacity 1.0",
        assertThrows(IllegalArgumentException.class, () -> new Color(red, green, blue, 1))
            .getMessage());
  }

  @Test
  void opacitiesLieBetweenZeroAndOne() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> Color.INK.withOpacity(bad));
    }
    assertEquals(0, Color.INK.withOpacity(0).opacity());
    assertEquals(new Color(0x12, 0x34, 0x56, 1), Color.rgb(0x123456));
  }

  @Test
  void pointsAndViewsAreFinite() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> new Point(infinity, 0));
    assertThrows(IllegalArgumentException.class, () -> new Point(0, -infinity));
    double[][] views = {
      {0, 0, 1, 0},
      {0, 0, 0, 1},
      {1, 0, 0, 1},
      {0, 1, 1, 0},
      {0, 0, infinity, 1},
      {0, 0, 1, infinity}
    };
    for (double[] view : views) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Picture.View(view[0], view[1], view[2], view[3]));
    }
  }

  @Test
  void theLongerSideOfAPictureHas480Pixels() {
    assertEquals(48, new Picture("", "", new Picture.View(0, 0, 10, 4), List.of()).scale());
    assertEquals(48, new Picture("", "", new Picture.View(0, 0, 4, 10), List.of()).scale());
  }

  @Test
  void strokesWithoutWidthOrColourAreInvisible() {
    assertTrue(new Stroke(Color.INK, 0.1).visible());
    assertFalse(new Stroke(Color.INK, 0).visible());
    assertFalse(new Stroke(Color.NONE, 0.1).visible());
    assertFalse(Stroke.NONE.visible());
  }

  @Test
  void anchorsSetTheShareOfTheTextBeforeThem() {
    assertEquals(0, Anchor.START.before());
    assertEquals(0.5, Anchor.MIDDLE.before());
    assertEquals(1, Anchor.END.before());
  }

  @Test
  void shapesCopyTheListsThatTheyAreMadeFrom() {
    List<Point> points = new ArrayList<>(List.of(ORIGIN, new Point(1, 0), new Point(0, 1)));
    List<Double> dashes = new ArrayList<>(List.of(1.0, 2.0));
    Stroke stroke = new Stroke(Color.INK, 1, dashes);
    Line line = new Line(Role.PLAIN, points, stroke);
    Polygon polygon = new Polygon(Role.PLAIN, points, Paint.filled(Color.INK));
    List<Shape> shapes = new ArrayList<>(List.of(line, polygon));
    Picture picture = new Picture("", "", new Picture.View(0, 0, 1, 1), shapes);
    points.clear();
    dashes.clear();
    shapes.clear();
    assertEquals(3, line.points().size());
    assertEquals(3, polygon.corners().size());
    assertEquals(2, stroke.dashes().size());
    assertEquals(2, picture.shapes().size());
  }

  /**
   * Counter-clockwise from the lowest of the leftmost points; the middle of a side is no corner.
   */
  @Test
  void hullsHandlePointsAboveEachOther() {
    List<Point> corners =
        List.of(ORIGIN, new Point(2, 0), new Point(2, 1), new Point(2, 2), new Point(0, 2));
    List<Point> hull = List.of(ORIGIN, new Point(2, 0), new Point(2, 2), new Point(0, 2));
    for (int turn = 0; turn < corners.size(); turn++) {
      List<Point> turned = new ArrayList<>(corners.subList(turn, corners.size()));
      turned.addAll(corners.subList(0, turn));
      assertEquals(hull, Outline.hull(turned));
    }
  }
}
