package org.qmp.cli.draw;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.qmp.cli.run.Format;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/** A chart's marks from back to front; the same become SVG and PNG. */
public record Scene(int width, int height, String title, List<Mark> marks) {
  public Scene {
    marks = List.copyOf(marks);
  }

  public String svg() {
    return Format.text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"Helvetica, Arial, sans-serif\">\n<title>%s</title>\n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
            width, height, width, height, escape(title))
        + marks.stream().map(Scene::svg).collect(Collectors.joining())
        + "</svg>\n";
  }

  private static String svg(Mark mark) {
    if (mark instanceof Mark.Line line) {
      return Format.text(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
              + " stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n",
          points(line.points()), code(line.color()), line.width());
    }
    if (mark instanceof Mark.Area area) {
      return Format.text(
          "<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"%s\"/>\n",
          points(area.corners()), code(area.color()), area.color().opacity());
    }
    if (mark instanceof Mark.Dot dot) {
      return Format.text(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>\n",
          dot.centre().x(), dot.centre().y(), dot.radius(), code(dot.color()));
    }
    Mark.Text text = (Mark.Text) mark;
    return Format.text(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
        text.at().x(),
        text.at().y(),
        text.size(),
        text.anchor().name().toLowerCase(Locale.ROOT),
        code(text.color()),
        escape(text.text()));
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(p -> Format.text("%.1f,%.1f", p.x(), p.y()))
        .collect(Collectors.joining(" "));
  }

  private static String code(Color color) {
    return Format.text("#%02x%02x%02x", color.red(), color.green(), color.blue());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
