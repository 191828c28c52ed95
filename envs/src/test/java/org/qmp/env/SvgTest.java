package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.qmp.env.Shape.Circle;
import org.qmp.env.Shape.Label;
import org.qmp.env.Shape.Line;
import org.qmp.env.Shape.Paint;
import org.qmp.env.Shape.Polygon;
import org.qmp.env.Shape.Stroke;
import org.qmp.env.contract.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class SvgTest {
  private static final Rendering.View VIEW = new Rendering.View(-1, 0, 3, 2);
  private static final Shape FLOOR = Polygon.rectangle(-1, 0, 3, 0.5, Paint.filled(Color.PALE));

  private static Rendering dot(double x) {
    return new Rendering(
        "dot", VIEW, List.of(FLOOR, new Circle(new Point(x, 1), 0.1, Paint.filled(Color.BLUE))));
  }

  private static List<Rendering> dots(int count) {
    List<Rendering> moments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moments.add(dot(i));
    }
    return moments;
  }

  /** Four units of the world are 480 of the picture, and up is up. */
  @Test
  void everyShapeIsDrawnWhereItIs() {
    Rendering all =
        new Rendering(
            "R&D \"<1>\"",
            VIEW,
            List.of(
                new Line(new Point(-1, 2), new Point(0, 1), new Stroke(Color.RED, 0.05)),
                new Circle(new Point(1, 0.5), 0.25, Paint.outlined(Color.INK, 0.01)),
                new Polygon(
                    List.of(new Point(0, 0), new Point(1, 0), new Point(0, 1 / 3.0)),
                    Paint.filled(Color.GREEN.withOpacity(0.5))),
                new Label(new Point(0, 2), "a < b", 0.2, Color.INK)));
    assertEquals(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="480" height="240" viewBox="0 0 480 240">
        <title>R&amp;D &quot;&lt;1&gt;&quot;</title>
        <rect width="100%" height="100%" fill="#ffffff"/>
        <polyline points="0,0 120,120" fill="none" stroke="#d55e00" stroke-width="6" \
        stroke-linecap="round" stroke-linejoin="round"/>
        <circle cx="240" cy="180" r="30" fill="none" stroke="#222222" stroke-width="1.2"/>
        <polygon points="120,240 240,240 120,200" fill="#009e73" fill-opacity="0.5"/>
        <text x="120" y="0" font-family="sans-serif" font-size="24" fill="#222222">a &lt; b</text>
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
  void olderMomentsAreFainterAndWhatNeverMovesIsDrawnOnce() {
    String svg = Svg.overlay(dots(3));
    assertEquals(1, elements(svg, "polygon").size());
    assertEquals(3, elements(svg, "circle").size());
    assertEquals(
        List.of("0.08", "0.54", "1"),
        elements(svg, "g").stream().map(group -> group.getAttribute("opacity")).toList());
  }

  @Test
  void aFilmShowsEveryFrameForItsShareOfTheTime() {
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

  @Test
  void aFilmOfOneFrameIsAPicture() {
    assertEquals(Svg.picture(dot(1)), Svg.film(List.of(dot(1)), 1));
  }

  @Property
  void anyTextIsWellFormedAndKeepsWhatXmlCanHold(@ForAll String text) {
    Document document = Xml.requireWellFormed("<t>" + SvgCanvas.escape(text) + "</t>");
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
    assertEquals(value, Double.parseDouble(SvgCanvas.decimal(value, 3)), 0.0005 + 1e-9);
  }

  @Test
  void decimalsHaveNoSignNorZerosToSpare() {
    assertEquals("0", SvgCanvas.decimal(-0.001, 2));
    assertEquals("-0.5", SvgCanvas.decimal(-0.5, 2));
    assertEquals("100", SvgCanvas.decimal(100, 2));
    assertEquals("0.05", SvgCanvas.decimal(0.05, 2));
  }

  @Test
  void impossiblePicturesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Svg.overlay(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Svg.film(dots(2), 0));
    assertThrows(IllegalArgumentException.class, () -> Svg.film(dots(2), Double.NaN));
    Rendering elsewhere = new Rendering("dot", new Rendering.View(0, 0, 1, 1), List.of());
    assertThrows(IllegalArgumentException.class, () -> Svg.overlay(List.of(dot(0), elsewhere)));
    assertThrows(IllegalArgumentException.class, () -> new Rendering.View(0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Point(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Color(256, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Color.INK.withOpacity(1.5));
  }
}
