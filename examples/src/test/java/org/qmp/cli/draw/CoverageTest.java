package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/** How much of a pixel is covered: the value of a blue shape on black, in 255ths. */
final class CoverageTest {
  private static final int SIDE = 40;
  private static final Color BLUE = Color.rgb(0x0000ff);

  private static int[] pixels(Consumer<Coverage> shape) {
    Coverage coverage = new Coverage(SIDE, SIDE);
    int[] pixels = new int[SIDE * SIDE];
    shape.accept(coverage);
    coverage.blend(BLUE, pixels);
    return pixels;
  }

  /** In pixels. */
  private static double area(Consumer<Coverage> shape) {
    return Arrays.stream(pixels(shape)).sum() / 255.0;
  }

  private static List<Point> box(double left, double top, double right, double bottom) {
    return List.of(
        new Point(left, top),
        new Point(right, top),
        new Point(right, bottom),
        new Point(left, bottom));
  }

  @Test
  void aHalfCoveredPixelHasHalfTheColour() {
    int[] pixels = pixels(c -> c.addInside(box(1.5, 1, 3, 2.25)));
    assertArrayEquals(
        new int[] {0, 128, 255, 0}, Arrays.copyOfRange(pixels, SIDE, SIDE + 4), "rounded");
    assertArrayEquals(new int[] {0, 32, 64, 0}, Arrays.copyOfRange(pixels, 2 * SIDE, 2 * SIDE + 4));
  }

  @Property
  void aTriangleCoversItsArea(
      @ForAll @Size(6) List<@DoubleRange(min = 1, max = 39) Double> numbers) {
    Point a = new Point(numbers.get(0), numbers.get(1));
    Point b = new Point(numbers.get(2), numbers.get(3));
    Point c = new Point(numbers.get(4), numbers.get(5));
    double twice = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
    double rounding = 0.5 / 255 * 3 * 80; // of the pixels along three edges
    assertEquals(Math.abs(twice) / 2, area(s -> s.addInside(List.of(a, b, c))), rounding);
  }

  @Test
  void shapesAreCutOffAtTheEdgeOfThePicture() {
    assertEquals(3 * SIDE, area(c -> c.addInside(box(-10, -7, 90, 3))), 1e-9);
    assertEquals(0, area(c -> c.addInside(box(60, 0, 90, 20))));
    assertEquals(0, area(c -> c.addInside(box(10, 50, 20, 60))));
    assertEquals(0, area(c -> c.addLine(List.of(new Point(-30, -30), new Point(-10, 90)), 5)));
    assertEquals(0, area(c -> c.addDisc(new Point(20, 90), 8)));
    assertEquals(SIDE * SIDE, area(c -> c.addDisc(new Point(20, 20), 90)), 1e-9);
  }

  /** From x = −1 to 1 within a row: half of it is outside, and half of the rest is covered. */
  @Test
  void slantedEdgesAcrossTheSidesOfThePictureAreExactToo() {
    List<Point> left = List.of(new Point(-1, 1), new Point(5, 1), new Point(5, 2), new Point(1, 2));
    int[] pixels = pixels(c -> c.addInside(left));
    assertArrayEquals(new int[] {191, 255}, Arrays.copyOfRange(pixels, SIDE, SIDE + 2));
    List<Point> right =
        List.of(new Point(35, 1), new Point(39, 1), new Point(41, 2), new Point(35, 2));
    pixels = pixels(c -> c.addInside(right));
    assertArrayEquals(new int[] {255, 191}, Arrays.copyOfRange(pixels, 2 * SIDE - 2, 2 * SIDE));
  }

  @Test
  void aLoopThatOverlapsItselfIsCoveredOnce() {
    List<Point> twice = List.of(new Point(9, 9), new Point(19, 9), new Point(19, 19));
    List<Point> loop =
        List.of(twice.get(0), twice.get(1), twice.get(2), twice.get(0), twice.get(1), twice.get(2));
    assertEquals(area(c -> c.addInside(twice)), area(c -> c.addInside(loop)), 5.1);
  }

  @Property
  void aDiscCoversPiTimesItsRadiusSquared(@ForAll @DoubleRange(min = 2, max = 15) double radius) {
    assertEquals(
        Math.PI * radius * radius, area(c -> c.addDisc(new Point(20.3, 19.6), radius)), 0.8);
  }

  @Property
  void aRingCoversItsCircumferenceTimesItsWidth(
      @ForAll @DoubleRange(min = 4, max = 15) double radius,
      @ForAll @DoubleRange(min = 1, max = 3) double width) {
    assertEquals(
        2 * Math.PI * radius * width, area(c -> c.addRing(new Point(20, 20), radius, width)), 3);
  }

  @Test
  void aLineHasRoundEnds() {
    List<Point> line = List.of(new Point(10, 20), new Point(30, 20));
    assertEquals(20 * 4 + Math.PI * 4, area(c -> c.addLine(line, 4)), 0.5);
  }

  @Test
  void aHairLineIsFaint() {
    List<Point> line = List.of(new Point(0, 20.5), new Point(40, 20.5));
    assertEquals(40 * 0.25, area(c -> c.addLine(line, 0.25)), 0.2);
  }

  @Test
  void colourIsMixedByOpacityAndBlendingClearsTheCoverage() {
    Coverage coverage = new Coverage(2, 1);
    int[] pixels = new int[2];
    coverage.addInside(box(0, 0, 1, 1));
    coverage.blend(Color.rgb(0xff8000).withOpacity(0.5), pixels);
    assertArrayEquals(new int[] {0x804000, 0}, pixels);
    coverage.blend(BLUE, pixels);
    assertArrayEquals(new int[] {0x804000, 0}, pixels);
  }
}
