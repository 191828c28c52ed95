package org.qmp.cli.draw;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.qmp.env.draw.Point;

/** Letters as strokes of a round pen; {@code font.txt} holds them and says how to read them. */
final class Font {
  private static final double ACROSS = 0.1; // a column of the grid, for letters of size 1
  private static final double UP = 0.12; // a row of it
  private static final double GAP = 1.8; // columns between letters
  private static final int BASE_LINE = 2;
  private static final int PIECES = 6; // straight ones that make a curve around one point
  private static final Int2ObjectOpenHashMap<Glyph> GLYPHS = read();

  private Font() {}

  private record Glyph(double width, List<List<Point>> strokes) {}

  /** Thickness of the pen for letters of size 1; dots are thicker. */
  static double pen(List<Point> stroke) {
    return stroke.get(0).equals(stroke.get(1)) ? 0.12 : 0.085;
  }

  /** The width of a text. */
  static double width(String text, double size) {
    return text.codePoints().mapToDouble(c -> ACROSS * size * (glyph(c).width + GAP)).sum();
  }

  /**
   * The lines of a text, in pixels: y downwards.
   *
   * @param at left end of its base line
   */
  static List<List<Point>> strokes(String text, Point at, double size) {
    List<List<Point>> strokes = new ArrayList<>();
    double column = GAP / 2;
    for (int c : text.codePoints().toArray()) {
      double left = column;
      for (List<Point> stroke : glyph(c).strokes) {
        strokes.add(
            stroke.stream()
                .map(
                    p ->
                        new Point(
                            at.x() + size * ACROSS * (left + p.x()),
                            at.y() - size * UP * (p.y() - BASE_LINE)))
                .toList());
      }
      column += glyph(c).width + GAP;
    }
    return strokes;
  }

  private static Glyph glyph(int character) {
    Glyph glyph = GLYPHS.get(character == ' ' ? '␣' : character);
    return glyph == null ? GLYPHS.get('□') : glyph;
  }

  private static Int2ObjectOpenHashMap<Glyph> read() {
    Int2ObjectOpenHashMap<Glyph> glyphs = new Int2ObjectOpenHashMap<>();
    String table;
    try (InputStream in = Font.class.getResourceAsStream("font.txt")) {
      table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<List<Point>> strokes = new ArrayList<>();
    for (String token : table.replaceAll("(?m)^# .*$", "").strip().split("\\s+", -1)) {
      if (token.length() == 2) {
        strokes = new ArrayList<>();
        glyphs.put(token.charAt(0), new Glyph(token.charAt(1) - '0', strokes));
      } else if (token.startsWith("~")) {
        strokes.add(curve(points(token.substring(1))));
      } else {
        strokes.add(points(token));
      }
    }
    return glyphs;
  }

  private static List<Point> points(String digits) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < digits.length(); i += 2) {
      points.add(new Point(digits.charAt(i) - '0', digits.charAt(i + 1) - '0'));
    }
    return points;
  }

  /** Parabolas from the middle of one side to the middle of the next. */
  private static List<Point> curve(List<Point> corners) {
    int last = corners.size() - 1;
    boolean closed = corners.get(0).equals(corners.get(last));
    List<Point> curve = new ArrayList<>();
    for (int i = closed ? 0 : 1; i < last; i++) {
      Point corner = corners.get(i);
      Point before = corners.get(i == 0 ? last - 1 : i - 1);
      Point after = corners.get(i + 1);
      Point from = i == 1 && !closed ? before : between(before, corner, 0.5);
      Point to = i == last - 1 && !closed ? after : between(corner, after, 0.5);
      for (int piece = 0; piece <= PIECES; piece++) {
        double t = (double) piece / PIECES;
        curve.add(between(between(from, corner, t), between(corner, to, t), t));
      }
    }
    return curve;
  }

  static Point between(Point from, Point to, double share) {
    return new Point(
        from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
  }
}
