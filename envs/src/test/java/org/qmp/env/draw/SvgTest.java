package org.qmp.env.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.qmp.env.contract.Xml;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.env.draw.Shape.Text;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class SvgTest {
  private static final Picture.View VIEW = new Picture.View(-1, 0, 3, 2);
  private static final Stroke DASHED = new Stroke(Color.RED, 0.05, List.of(0.1, 0.03));
  private static final Shape FLOOR =
      Polygon.rectangle(Role.FLOOR, -1, 0, 3, 0.5, Paint.filled(Color.PALE));

  private static Picture dot(double x) {
    return new Picture(
        "dot",
        "A dot.",
        VIEW,
        List.of(FLOOR, new Circle(Role.MOVER, new Point(x, 1), 0.1, Paint.filled(Color.BLUE))));
  }

  private static List<Picture> dots(int count) {
    List<Picture> moments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moments.add(dot(i));
    }
    return moments;
  }

  /** Four units of the world are 480 pixels, and up in the world is up in the picture. */
  @Test
  void everyShapeIsDrawnWhereItIs() {
    Picture all =
        new Picture(
            "R&D \"<1>\"",
            "a & b",
            VIEW,
            List.of(
                new Line(Role.PLAIN, new Point(-1, 2), new Point(0, 1), DASHED),
                new Circle(Role.GOAL, new Point(1, 0.5), 0.25, Paint.outlined(Color.INK, 0.01)),
                new Polygon(
                    Role.STILL,
                    List.of(new Point(0, 0), new Point(1, 0), new Point(0, 1 / 3.0)),
                    Paint.filled(Color.GREEN.withOpacity(0.5))),
                new Text(Role.PLAIN, new Point(0, 2), "a < b", 0.2, Anchor.START, Color.INK),
                new Text(Role.PLAIN, new Point(0, 2), "c", 0.1, Anchor.END, Color.INK)));
    assertEquals(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="480" height="240" viewBox="0 0 480 240" \
        font-family="Helvetica, Arial, sans-serif" role="img">
        <title>R&amp;D &quot;&lt;1&gt;&quot;</title>
        <desc>a &amp; b</desc>
        <rect width="100%" height="100%" fill="#ffffff"/>
        <polyline points="0,0 120,120" fill="none" stroke="#d55e00" stroke-width="6" \
        stroke-dasharray="12 3.6" stroke-linecap="round" stroke-linejoin="round"/>
        <circle cx="240" cy="180" r="30" fill="none" stroke="#222222" stroke-width="1.2"/>
        <polygon points="120,240 240,240 120,200" fill="#009e73" fill-opacity="0.5"/>
        <text x="120" y="0" font-size="24" fill="#222222">a &lt; b</text>
        <text x="120" y="0" font-size="12" text-anchor="end" fill="#222222">c</text>
        </svg>
        """,
        Svg.picture(all));
  }

  private static List<Element> elements(String svg, String tag) {
    NodeList nodes = Xml.requireWellFormed(svg).getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void shapesThatNeverMoveAreDrawnOnce() {
    String svg = Svg.film(dots(3), 1);
    assertEquals(1, elements(svg, "polygon").size());
    assertEquals(3, elements(svg, "circle").size());
  }

  @Test
  void aFilmShowsEveryFrameForAnEqualShareOfTheTime() {
    List<Element> shown = elements(Svg.film(dots(4), 0.05), "animate");
    assertEquals(
        List.of(
            "visible;hidden", "hidden;visible;hidden", "hidden;visible;hidden", "hidden;visible"),
        shown.stream().map(each -> each.getAttribute("values")).toList());
    assertEquals(
        List.of("0;0.25", "0;0.25;0.5", "0;0.5;0.75", "0;0.75"),
        shown.stream().map(each -> each.getAttribute("keyTimes")).toList());
    assertEquals("0.2s", shown.get(0).getAttribute("dur"));
  }

  /** Three frames of 0.0125 s: times are rounded to 3 decimals, shares of the time to 6. */
  @Test
  void timesAndSharesAreRounded() {
    List<Element> shown = elements(Svg.film(dots(3), 0.0125), "animate");
    assertEquals(
        List.of("0;0.333333", "0;0.333333;0.666667", "0;0.666667"),
        shown.stream().map(each -> each.getAttribute("keyTimes")).toList());
    assertEquals("0.038s", shown.get(0).getAttribute("dur"));
    List<Element> groups = elements(Svg.film(dots(3), 1), "g");
    assertEquals(
        List.of("", "hidden", "hidden"),
        groups.stream().map(each -> each.getAttribute("visibility")).toList());
  }

  /** A unit is 120 pixels. Lengths are rounded to 0.01 pixel, opacities to 0.001. */
  @Test
  void lengthsAndOpacitiesAreRounded() {
    Shape disc =
        new Circle(Role.PLAIN, new Point(0, 1), 0.0071, Paint.filled(Color.INK.withOpacity(0.875)));
    Element circle =
        elements(Svg.picture(new Picture("", "", VIEW, List.of(disc))), "circle").get(0);
    assertEquals("0.85", circle.getAttribute("r"));
    assertEquals("0.875", circle.getAttribute("fill-opacity"));
  }

  @Test
  void aFilmInWhichNothingMovesHasNoGroups() {
    Picture still = new Picture("", "", VIEW, List.of(FLOOR));
    String svg = Svg.film(List.of(still, still), 1);
    assertEquals(0, elements(svg, "g").size());
    assertEquals(1, elements(svg, "polygon").size());
  }

  @Test
  void aFilmOfOneFrameIsAPicture() {
    assertEquals(Svg.picture(dot(1)), Svg.film(List.of(dot(1)), 1));
  }

  @Property
  void escapedTextIsWellFormedAndKeepsTheCharactersOfXml(@ForAll String text) {
    Document document = Xml.requireWellFormed("<t>" + Svg.escape(text) + "</t>");
    String kept = document.getDocumentElement().getTextContent();
    StringBuilder expected = new StringBuilder();
    text.codePoints()
        .map(c -> c == '\r' ? '\n' : c)
        .map(c -> c < 0x20 && c != '\t' && c != '\n' ? 0xfffd : c)
        .map(c -> (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff ? 0xfffd : c)
        .forEach(expected::appendCodePoint);
    assertEquals(expected.toString(), kept);
  }

  @Property
  void decimalsReadBackRounded(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    assertEquals(value, Double.parseDouble(Svg.decimal(value, 3)), 0.0005 + 1e-9);
  }

  @Test
  void decimalsHaveNoMinusZeroAndNoTrailingZeros() {
    assertEquals("0", Svg.decimal(-0.001, 2));
    assertEquals("-0.5", Svg.decimal(-0.5, 2));
    assertEquals("100", Svg.decimal(100, 2));
    assertEquals("0.05", Svg.decimal(0.05, 2));
  }

  @Test
  void aFilmNeverLastsZeroSeconds() {
    Element shown = elements(Svg.film(dots(2), 0.001), "animate").get(0);
    assertEquals("0.002s", shown.getAttribute("dur"));
    double shorter = Math.nextDown(0.001);
    assertThrows(IllegalArgumentException.class, () -> Svg.film(dots(2), shorter));
  }

  @Test
  void theErrorNamesTheScalesIfOnlyTheyDiffer() {
    Picture larger = new Picture("dot", "", VIEW, 7, List.of());
    assertEquals(
        "all frames must have one scale; got 120.0 and 7.0",
        assertThrows(IllegalArgumentException.class, () -> Svg.film(List.of(dot(0), larger), 1))
            .getMessage());
  }

  @Test
  void impossiblePicturesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Svg.film(List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> Svg.film(dots(2), 0));
    assertThrows(IllegalArgumentException.class, () -> Svg.film(dots(2), Double.NaN));
    Picture elsewhere = new Picture("dot", "", new Picture.View(0, 0, 1, 1), List.of());
    assertThrows(IllegalArgumentException.class, () -> Svg.film(List.of(dot(0), elsewhere), 1));
    Picture larger = new Picture("dot", "", VIEW, 7, List.of());
    assertThrows(IllegalArgumentException.class, () -> Svg.film(List.of(dot(0), larger), 1));
    double infinity = Double.POSITIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> Svg.film(dots(2), infinity));
    assertThrows(IllegalArgumentException.class, () -> new Picture.View(0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Point(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Color(256, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Color.INK.withOpacity(1.5));
  }
}
