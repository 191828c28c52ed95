package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.List;
import org.qmp.cli.run.Format;
import org.qmp.env.Environment;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/** A map for each task: a colour and a number for each policy, walls and goal over them. */
public final class SwitchMapChart {
  private static final int GAP = 20;
  private static final int HEAD = 24;
  private static final int MOST_ACROSS = 5;
  private static final int MOST = 20; // panels
  private static final int NARROWEST = 620;
  private static final double SIDE = 230;
  private static final double SEAM = 0.4; // neighbours overlap, or a pale line shows between them
  private static final double NUMBER = 11;
  private static final int CORNERS = 48; // of a disc, which may be cut off at the border
  private static final Paint VEIL =
      new Paint(Style.WHITE.withOpacity(0.55), new Stroke(Color.INK, 1));

  private final SwitchMap map;
  private final List<String> policies;
  private final Canvas canvas = new Canvas();
  private final double scale;
  private final int across;
  private final int panels;

  private SwitchMapChart(SwitchMap map, List<String> policies) {
    this.map = map;
    this.policies = policies;
    scale = SIDE / Math.max(map.bounds().width(), map.bounds().height());
    panels = Math.min(MOST, map.tasks().size());
    int rows = (panels + MOST_ACROSS - 1) / MOST_ACROSS;
    across = (panels + rows - 1) / rows;
  }

  /**
   * Draws a map.
   *
   * @param policies names of all policies
   */
  public static Picture of(String name, SwitchMap map, List<String> policies) {
    return new SwitchMapChart(map, policies)
        .picture("Whose policy the switch picks where: " + name);
  }

  private double width() {
    return scale * map.bounds().width();
  }

  private double height() {
    return scale * map.bounds().height();
  }

  private Picture picture(String title) {
    double right =
        Math.max(NARROWEST, 2 * Canvas.MARGIN + across * (width() + GAP) - GAP) - Canvas.MARGIN;
    List<Canvas.Entry> entries = new ArrayList<>();
    for (int j = 0; j < policies.size(); j++) {
      entries.add(canvas.swatch(j + 1 + " " + policies.get(j), j));
    }
    double top = canvas.title(Canvas.MARGIN, right, title);
    double bottom = canvas.legend(Canvas.MARGIN, top, right, entries);
    for (int i = 0; i < panels; i += across) {
      double head = bottom + HEAD;
      for (int task = i; task < Math.min(i + across, panels); task++) {
        double x = Canvas.MARGIN + (task - i) * (width() + GAP);
        String name = Format.text("%s: own %.0f %%", map.tasks().get(task), 100 * map.own(task));
        head = Math.max(head, canvas.paragraph(x, bottom + 16, width(), name, 12, Color.INK));
      }
      head -= 8;
      for (int task = i; task < Math.min(i + across, panels); task++) {
        panel(task, Canvas.MARGIN + (task - i) * (width() + GAP), head);
      }
      bottom = head + height() + GAP / 2.0;
    }
    return canvas.picture(
        right + Canvas.MARGIN,
        bottom + 8,
        title,
        (panels < map.tasks().size() ? "The first " + panels + " tasks" : "A panel for each task")
            + ": at each place, the policy whose action the task's own critic"
            + " scores best, for a mover at rest. 'Own' is the share of places where that is the"
            + " task's own policy. The pale disc is the goal.");
  }

  private void panel(int task, double x, double y) {
    for (int row = 0; row < map.rows(); row++) {
      picks(map.picks()[task], row, x, y);
    }
    try (Environment world = map.suite().tasks().get(task).create()) {
      world.render().shapes().forEach(shape -> world(shape, x, y));
    }
    numbers(map.picks()[task], x, y);
  }

  /** One rectangle for neighbours that are alike. */
  private void picks(int[] picks, int row, double left, double top) {
    double side = width() / map.columns();
    double height = height() / map.rows();
    int column = 0;
    while (column < map.columns()) {
      int first = column;
      int pick = picks[row * map.columns() + first];
      while (column < map.columns() && picks[row * map.columns() + column] == pick) {
        column++;
      }
      if (pick != SwitchMap.WALL) {
        canvas.box(
            left + first * side,
            top + row * height,
            (column - first) * side + SEAM,
            height + SEAM,
            Paint.filled(Style.color(pick)));
      }
    }
  }

  /** What does not move, and the goal; a faint one is filled with a veil, to be seen on colours. */
  private void world(Shape shape, double x, double y) {
    if (shape.role() == Role.FLOOR || shape.role() == Role.MOVER) {
      return;
    }
    View view = map.bounds();
    Shapes onPaper =
        new Shapes(
            p ->
                Canvas.at(
                    x + scale * (clip(p.x(), view.left(), view.right()) - view.left()),
                    y + scale * (view.top() - clip(p.y(), view.bottom(), view.top()))),
            scale,
            color -> color);
    if (shape instanceof Circle circle) {
      double opacity = circle.paint().fill().opacity();
      Polygon disc =
          new Polygon(circle.role(), corners(circle.centre(), circle.radius()), circle.paint());
      Polygon drawn = (Polygon) onPaper.map(disc);
      boolean faint = circle.role() == Role.GOAL && opacity < 1;
      canvas.add(faint ? new Polygon(drawn.role(), drawn.corners(), VEIL) : drawn);
    } else {
      canvas.add(onPaper.map(shape));
    }
  }

  private static List<Point> corners(Point centre, double radius) {
    List<Point> corners = new ArrayList<>();
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      corners.add(
          new Point(
              centre.x() + radius * StrictMath.cos(angle),
              centre.y() + radius * StrictMath.sin(angle)));
    }
    return corners;
  }

  private static double clip(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }

  /** The number of the policy in each connected region that is large enough. */
  private void numbers(int[] picks, double left, double top) {
    double side = width() / map.columns();
    double height = height() / map.rows();
    for (Region region : Region.of(picks, map.columns())) {
      String number = "" + (region.pick() + 1);
      double room = region.side() * Math.min(side, height);
      double needed = Canvas.width(number, NUMBER) + 4;
      if (region.pick() != SwitchMap.WALL && room >= needed) {
        Color color = Style.color(region.pick());
        double x = left + side * region.column();
        double y = top + height * region.row();
        canvas.add(new Circle(Role.PLAIN, Canvas.at(x, y), needed / 2, Paint.filled(color)));
        canvas.text(x, y + 0.36 * NUMBER, number, NUMBER, Anchor.MIDDLE, Style.on(color));
      }
    }
  }
}
