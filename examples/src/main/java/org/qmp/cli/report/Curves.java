package org.qmp.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.qmp.cli.draw.Series;
import org.qmp.cli.draw.Style;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.rl.SpecValue;

/**
 * Lines over environment steps, as one view of a chart.
 *
 * @param name of the quantity
 * @param caption says more
 * @param rate whether it is a rate from 0 to 1, shown in percent
 */
record Curves(String name, String caption, boolean rate, List<Line> lines) {
  private static final MathContext DIGITS = new MathContext(6);

  Curves {
    lines = List.copyOf(lines);
  }

  /**
   * A line, in the look of its number.
   *
   * @param shown whether it is visible at first
   */
  record Line(Series series, int number, boolean shown) {}

  /** A line for each series, all visible. */
  static Curves of(String name, String caption, boolean rate, List<Series> series) {
    List<Line> lines = new ArrayList<>();
    series.forEach(one -> lines.add(new Line(one, lines.size(), true)));
    return new Curves(name, caption, rate, lines);
  }

  /** The data for the page's script, in which no tag can begin or end. */
  static String json(String title, boolean live, List<List<Curves>> charts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("title", title);
      out.writeBooleanField("live", live);
      out.writeArrayFieldStart("charts");
      for (List<Curves> views : charts) {
        out.writeStartArray();
        for (Curves view : views) {
          view.write(out);
        }
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString()
        .codePoints()
        .mapToObj(c -> isPlain(c) ? Character.toString(c) : escaped(c))
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int c) {
    return c != '<' && c != '>' && c != '&' && c != 0x2028 && c != 0x2029;
  }

  /** Such characters occur only in strings, where JSON allows this form too. */
  private static String escaped(int c) {
    return "\\u" + Integer.toHexString(0x10000 | c).substring(1);
  }

  private void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeStringField("caption", caption);
    out.writeBooleanField("rate", rate);
    out.writeArrayFieldStart("lines");
    for (Line line : lines) {
      Stroke look = Style.line(line.number);
      out.writeStartObject();
      out.writeStringField("name", line.series.label());
      out.writeNumberField("runs", line.series.runs());
      out.writeStringField("color", code(look.color()));
      out.writeStringField(
          "dash", look.dashes().stream().map(SpecValue::text).collect(Collectors.joining(" ")));
      out.writeBooleanField("shown", line.shown);
      out.writeArrayFieldStart("points");
      for (Series.Moment m : line.series.points()) {
        out.writeStartArray();
        for (double number : new double[] {m.step(), m.mean(), m.low(), m.high()}) {
          write(number, out);
        }
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Ink is light on a dark page. */
  private static String code(Color color) {
    int rgb = 1 << 24 | color.red() << 16 | color.green() << 8 | color.blue();
    return color.equals(Color.INK) ? "var(--ink)" : "#" + Integer.toHexString(rgb).substring(1);
  }

  /** Steps in full, other numbers with six digits; JSON has none for what is not finite. */
  private static void write(double number, JsonGenerator out) throws IOException {
    if (!Double.isFinite(number)) {
      out.writeNull();
    } else if (number == StrictMath.rint(number) && Math.abs(number) < 1L << 53) {
      out.writeNumber((long) number);
    } else {
      out.writeNumber(new BigDecimal(number).round(DIGITS).stripTrailingZeros().toString());
    }
  }
}
