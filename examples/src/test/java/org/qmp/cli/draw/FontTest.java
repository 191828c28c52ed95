package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Point;

final class FontTest {
  private static final String NOT_ASCII = "−–—×·…≥≤±°→←’“”αµ";

  private static List<List<Point>> strokes(String text) {
    return Font.strokes(text, new Point(0, 0), 1);
  }

  private static List<String> characters() {
    List<String> all = new ArrayList<>();
    for (char c = '!'; c <= '~'; c++) {
      all.add(String.valueOf(c));
    }
    NOT_ASCII.chars().forEach(c -> all.add(String.valueOf((char) c)));
    return all;
  }

  @Test
  void asciiAndTheOtherCharactersOfLabelsExist() {
    List<List<Point>> unknown = strokes("\u4e2d");
    for (String c : characters()) {
      assertNotEquals(unknown, strokes(c), c);
    }
    assertEquals(List.of(), strokes(" "));
  }

  @Test
  void asciiLettersDifferFromEachOther() {
    List<String> ascii = characters().subList(0, 94);
    assertEquals(94, ascii.stream().map(FontTest::strokes).distinct().count());
  }

  @Test
  void lettersStayInTheirBox() {
    for (String c : characters()) {
      double room = Font.width(c, 1);
      for (Point point : strokes(c).stream().flatMap(List::stream).toList()) {
        assertTrue(point.x() > 0 && point.x() < room, c);
        assertTrue(point.y() >= -0.84 && point.y() <= 0.24, c);
      }
    }
  }

  @Test
  void lettersHaveTheirHeightAndDescendersGoBelowTheLine() {
    assertEquals(-0.72, least(strokes("H")), 1e-9);
    assertEquals(-0.48, least(strokes("x")), 1e-9);
    assertTrue(strokes("g").stream().flatMap(List::stream).anyMatch(p -> p.y() > 0.1));
  }

  private static double least(List<List<Point>> strokes) {
    return strokes.stream().flatMap(List::stream).mapToDouble(Point::y).min().orElseThrow();
  }

  @Test
  void aTextIsAsWideAsItsLetters() {
    assertEquals(Font.width("ab", 12) + Font.width("c", 12), Font.width("abc", 12), 1e-9);
    assertEquals(2 * Font.width("abc", 12), Font.width("abc", 24), 1e-9);
  }
}
