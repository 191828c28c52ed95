package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qmp.cli.run.PolicyShares;
import org.qmp.env.classic.PointReach;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Text;

/** The contents of a chart are where its labels say and have the colours of its legend. */
final class ChartPlacesTest {
  static <T extends Shape> Stream<T> shapes(Picture picture, Class<T> kind) {
    return picture.shapes().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The position of the only text with that wording and size. */
  private static Point at(Picture picture, String text, double size) {
    List<Text> found =
        shapes(picture, Text.class)
            .filter(t -> t.text().equals(text) && t.height() == size)
            .toList();
    assertEquals(1, found.size(), text);
    return found.get(0).at();
  }

  private static Point at(Picture picture, String text) {
    return at(picture, text, 12);
  }

  /** The centres of the polygons that have a colour. */
  private static List<Point> filled(Picture picture, Color color) {
    return shapes(picture, Polygon.class)
        .filter(p -> p.paint().fill().equals(color))
        .map(Polygon::corners)
        .map(
            corners ->
                new Point(
                    corners.stream().mapToDouble(Point::x).average().orElseThrow(),
                    corners.stream().mapToDouble(Point::y).average().orElseThrow()))
        .toList();
  }

  private static void assertPoint(double x, double y, Point found) {
    assertEquals(x, found.x(), 1e-9);
    assertEquals(y, found.y(), 1e-9);
  }

  private static Series series(String name, Series.Moment... moments) {
    return new Series(name, name, 2, List.of(moments));
  }

  /** The points of a curve, whose line style is also in the legend, before the curve. */
  private static List<Point> curve(Picture picture, int index) {
    return shapes(picture, Line.class)
        .filter(line -> line.stroke().equals(Style.line(index)))
        .toList()
        .get(1)
        .points();
  }

  /** The height of a number on an axis; its text is four pixels below. */
  private static double height(Picture picture, String number) {
    return at(picture, number).y() + 4;
  }

  @Test
  void curvesAndBandsAreAtTheirNumbersOnTheAxes() {
    Picture picture =
        Chart.of(
            "title",
            "height",
            "caption",
            List.of(
                series(
                    "a",
                    new Series.Moment(100, 2, 1, 4),
                    new Series.Moment(200, 5, 4, 8),
                    new Series.Moment(400, 4, 3, 6)),
                series("b", new Series.Moment(300, 5, 5, 5), new Series.Moment(400, 6, 6, 6))));
    double first = at(picture, "100").x();
    double second = at(picture, "200").x();
    double third = at(picture, "400").x();
    List<Point> curve = curve(picture, 0);
    assertEquals(3, curve.size());
    assertPoint(first, height(picture, "2"), curve.get(0));
    assertPoint(second, height(picture, "5"), curve.get(1));
    assertPoint(third, height(picture, "4"), curve.get(2));
    List<Polygon> bands =
        shapes(picture, Polygon.class).filter(p -> p.paint().fill().opacity() < 1).toList();
    assertEquals(1, bands.size(), "the other curve has none");
    assertEquals(Style.line(0).color().withOpacity(0.16), bands.get(0).paint().fill());
    List<Point> corners = bands.get(0).corners();
    assertEquals(6, corners.size());
    assertPoint(first, height(picture, "4"), corners.get(0));
    assertPoint(second, height(picture, "8"), corners.get(1));
    assertPoint(third, height(picture, "6"), corners.get(2));
    assertPoint(third, height(picture, "3"), corners.get(3));
    assertPoint(second, height(picture, "4"), corners.get(4));
    assertPoint(first, height(picture, "1"), corners.get(5));
    assertEquals(2 * (second - first), third - second, 1e-9);
    assertTrue(first < second && height(picture, "1") < height(picture, "8"), "right and up");
    List<Double> grid =
        shapes(picture, Line.class)
            .filter(line -> line.stroke().color().equals(Style.GRID))
            .map(line -> line.points().get(0).y())
            .toList();
    assertEquals(8, grid.size());
    assertEquals(height(picture, "8"), grid.get(7), 1e-9);
  }

  /** Of 49 points every fourth is marked; each curve begins with another one. */
  @Test
  void curvesOfManyPointsHaveFewMarksEachAtOtherSteps() {
    Series.Moment[] moments =
        IntStream.range(0, 49)
            .mapToObj(i -> new Series.Moment(i, i, i, i))
            .toArray(Series.Moment[]::new);
    Picture picture =
        Chart.of("title", "height", "", List.of(series("a", moments), series("b", moments)));
    for (int i = 0; i < 2; i++) {
      List<Point> curve = curve(picture, i);
      for (int at = 0; at < 49; at++) {
        boolean marked = picture.shapes().contains(Style.mark(i, curve.get(at)));
        assertEquals(at % 4 == i, marked, "curve " + i + ", point " + at);
      }
    }
  }

  private static PolicyShares.Window window(long from, long to, double[]... shares) {
    return new PolicyShares.Window(from, to, shares);
  }

  @Test
  void sharesAreInTheRowOfTheirTaskAndTheColumnOfTheirPolicy() {
    PolicyShares shares =
        new PolicyShares(
            List.of("first", "second"),
            List.of("first", "second", "UP"),
            List.of(
                window(0, 1000, new double[] {0.11, 0.12, 0.77}, new double[] {0.21, 0.22, 0.57}),
                window(
                    1000, 2500, new double[] {0, 0.996, 0.004}, new double[] {0.31, 0.32, 0.37})));
    Picture picture = MixtureChart.of("name", shares);
    assertEquals("Who acts: name", picture.title());
    assertTrue(
        picture.caption().endsWith("have the tasks' numbers; the others are guides: 3 UP."),
        picture.caption());
    String[][][] texts = {
      {{"11", "12", "77"}, {"21", "22", "57"}}, {{"0", "100", "0"}, {"31", "32", "37"}}
    };
    for (int w = 0; w < 2; w++) {
      for (int j = 0; j < 3; j++) {
        String number = "" + (j + 1);
        double column =
            shapes(picture, Text.class)
                .filter(t -> t.text().equals(number) && t.height() == 11)
                .toList()
                .get(w)
                .at()
                .x();
        for (int i = 0; i < 2; i++) {
          Point place = new Point(column, at(picture, List.of("1 first", "2 second").get(i)).y());
          List<String> here =
              shapes(picture, Text.class)
                  .filter(t -> t.at().distanceTo(place) < 1e-6)
                  .map(Text::text)
                  .toList();
          assertEquals(List.of(texts[w][i][j]), here);
        }
      }
    }
    assertTrue(at(picture, "1 first").y() > at(picture, "2 second").y());
    assertTrue(at(picture, "0–1k", 13).x() < at(picture, "1k–2.5k", 13).x());
    Point shade = filled(picture, Color.BLUE.withOpacity(0.57)).get(0);
    assertPoint(at(picture, "57").x(), at(picture, "57").y() + 4, shade);
  }

  /** With many policies cells are small, and meaningless numbers would be in the way. */
  @Test
  void withManyPoliciesSharesNearZeroAreLeftOut() {
    List<String> names = IntStream.range(0, 21).mapToObj(i -> "t" + i).toList();
    double[][] shares = new double[21][21];
    for (int i = 0; i < 21; i++) {
      shares[i][i] = 0.75;
      shares[i][(i + 1) % 21] = 0.24;
      shares[i][(i + 2) % 21] = 0.006;
      shares[i][(i + 3) % 21] = 0.004;
    }
    List<PolicyShares.Window> windows =
        IntStream.range(0, 4).mapToObj(i -> window(i * 1000L, i * 1000L + 1000, shares)).toList();
    Picture picture = MixtureChart.of("name", new PolicyShares(names, names, windows));
    List<String> numbers =
        shapes(picture, Text.class).filter(t -> t.height() == 8.5).map(Text::text).toList();
    assertEquals(2 * 3 * 21, numbers.size(), "two windows of 21 rows");
    assertEquals(2 * 21, numbers.stream().filter("1"::equals).count());
    assertTrue(picture.caption().contains("less than half a percent is left out"));
    assertFalse(picture.caption().contains("guides"));
  }

  private static SwitchMap map(int columns, int... picks) {
    return map(columns, picks, picks, picks, picks);
  }

  private static SwitchMap map(int columns, int[]... all) {
    var bounds = PointReach.suite().plane().orElseThrow().bounds();
    return new SwitchMap(PointReach.suite(), bounds, columns, all[0].length / columns, all);
  }

  /** Four places, each 115 pixels wide and high. */
  @Test
  void placesOfAMapHaveColourAndNumberOfThePickedPolicy() {
    List<String> names = List.of("a", "b", "c", "d");
    Picture picture = SwitchMapChart.of("name", map(2, 2, 1, 0, 3), names);
    double left = at(picture, "upper-right: own 25 %").x();
    double upper = filled(picture, Style.color(2)).get(1).y();
    for (int policy = 0; policy < 4; policy++) {
      String number = "" + (policy + 1);
      List<Point> places = filled(picture, Style.color(policy));
      assertEquals(at(picture, number + " " + names.get(policy)).y(), places.get(0).y(), 6);
      Point place = places.get(1);
      assertEquals(left + (policy % 2 == 1 ? 172.5 : 57.5), place.x(), 0.5);
      assertEquals(upper - (policy % 3 == 0 ? 115 : 0), place.y(), 1e-9);
      Point label =
          shapes(picture, Text.class)
              .filter(t -> t.text().equals(number))
              .map(Text::at)
              .findFirst()
              .orElseThrow();
      assertEquals(place.x(), label.x(), 0.5);
      assertEquals(place.y(), label.y() + 4, 0.5);
    }
  }

  @Test
  void wallsHaveNoPolicyAndEqualNeighboursAreOneRectangle() {
    SwitchMap map = map(3, SwitchMap.WALL, 1, 1, 0, 1, SwitchMap.WALL);
    assertEquals(0.25, map.own(0));
    assertEquals(0.75, map.own(1));
    assertEquals(0, map.own(2));
    Picture picture = SwitchMapChart.of("name", map, List.of("a", "b"));
    assertEquals(1 + 4 * 2, filled(picture, Style.color(1)).size(), "legend, and two per panel");
    assertEquals(1 + 4, filled(picture, Style.color(0)).size());
    assertEquals(
        List.of("upper-right: own 25 %", "lower-right: own 75 %"),
        Labels.of(picture).stream().filter(text -> text.contains("-right: own")).toList());
  }

  @Test
  void everyPanelShowsItsTask() {
    SwitchMap map = map(1, new int[][] {{0}, {1}, {1}, {0}});
    Picture picture = SwitchMapChart.of("name", map, List.of("a", "b"));
    List<Point> own = filled(picture, Style.color(1));
    assertEquals(1 + 2, own.size());
    double left = at(picture, "lower-right: own 100 %").x();
    assertEquals(left + 115, own.get(1).x(), 0.5);
    assertTrue(at(picture, "centre: own 0 %").x() > left);
  }

  @Test
  void goalsAreWhereTheEnvironmentHasThem() {
    Picture picture = SwitchMapChart.of("name", map(1, 0), List.of("a"));
    Point middle = filled(picture, Style.color(0)).get(1);
    Polygon goal =
        shapes(picture, Polygon.class).filter(p -> p.role() == Role.GOAL).findFirst().orElseThrow();
    for (Point corner : goal.corners()) {
      assertTrue(corner.x() > middle.x() && corner.y() > middle.y(), "at the upper right");
    }
  }

  /** The longer side of the view is 300 pixels; steps before the last episode are pale. */
  @Test
  void pathsAreInPlaceInTheColoursOfTheActingPolicies() {
    Picture floor =
        new Picture(
            "floor",
            "",
            new Picture.View(-1, 0, 5, 3),
            List.of(new Circle(Role.MOVER, new Point(0, 0), 1, Paint.filled(Color.RED))));
    List<WayChart.Visit> visits =
        List.of(
            new WayChart.Visit(new Point(-1, 3), "own"),
            new WayChart.Visit(new Point(0, 3), "up"),
            new WayChart.Visit(new Point(1, 2), "up"));
    WayChart.Panel panel = new WayChart.Panel("(a)", floor, visits, 2);
    Picture picture = WayChart.of("title", "caption", List.of(panel));
    List<Circle> dots = shapes(picture, Circle.class).toList();
    assertEquals(3, dots.size(), "whoever moves is not drawn");
    Point origin = dots.get(0).centre();
    assertEquals(at(picture, "(a)").x(), origin.x(), 1e-9);
    assertPoint(origin.x() + 50, origin.y(), dots.get(1).centre());
    assertPoint(origin.x() + 100, origin.y() - 50, dots.get(2).centre());
    assertEquals(
        List.of(Style.mixed(Style.color(0), Style.WHITE, 0.6), Style.color(1), Style.color(1)),
        dots.stream().map(dot -> dot.paint().fill()).toList());
    assertEquals(
        List.of(dots.get(1).centre(), dots.get(2).centre()),
        shapes(picture, Line.class).findFirst().orElseThrow().points());
    assertEquals(2, filled(picture, Style.color(1)).size() + 1, "one swatch");
    assertEquals(at(picture, "up").y(), filled(picture, Style.color(1)).get(0).y(), 6);
  }
}
