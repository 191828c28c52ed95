package org.qmp.cli.draw;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/** Paints a scene as PNG, with twice its pixels so that it is sharp on fine screens. */
final class Png {
  private static final int SCALE = 2;

  private final Graphics2D canvas;

  private Png(Graphics2D canvas) {
    this.canvas = canvas;
  }

  /**
   * The bytes of a PNG file.
   *
   * @throws RuntimeException of some kind, or an Error, where Java or its fonts are not all there
   */
  static byte[] of(Scene scene) throws IOException {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image =
        new BufferedImage(
            SCALE * scene.width(), SCALE * scene.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.scale(SCALE, SCALE);
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.setColor(java.awt.Color.WHITE);
    canvas.fillRect(0, 0, scene.width(), scene.height());
    Png png = new Png(canvas);
    scene.marks().forEach(png::paint);
    canvas.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("it has no writer of PNG files");
      }
    }
    return bytes.toByteArray();
  }

  private void paint(Mark mark) {
    if (mark instanceof Mark.Line line) {
      color(line.color());
      canvas.setStroke(
          new BasicStroke((float) line.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      canvas.draw(path(line.points()));
    } else if (mark instanceof Mark.Area area) {
      color(area.color());
      canvas.fill(path(area.corners()));
    } else if (mark instanceof Mark.Dot dot) {
      color(dot.color());
      double r = dot.radius();
      canvas.fill(new Ellipse2D.Double(dot.centre().x() - r, dot.centre().y() - r, 2 * r, 2 * r));
    } else if (mark instanceof Mark.Text text) {
      color(text.color());
      canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) text.size()));
      double width = canvas.getFontMetrics().getStringBounds(text.text(), canvas).getWidth();
      double left = text.at().x() - width * text.anchor().share();
      canvas.drawString(text.text(), (float) left, (float) text.at().y());
    }
  }

  private void color(Color color) {
    canvas.setColor(
        new java.awt.Color(
            color.red(), color.green(), color.blue(), (int) Math.round(255 * color.opacity())));
  }

  private static Path2D path(List<Point> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.forEach(p -> path.lineTo(p.x(), p.y()));
    return path;
  }
}
