package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.List;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/**
 * The paths of movers until they first arrive, panel by panel, in the colours of the acting
 * policies.
 */
public final class WayChart {
  private static final double SIDE = 300;
  private static final int GAP = 16;
  private static final int HEAD = 22;
  private static final double PALE = 0.6; // of steps before the last episode

  private WayChart() {}

  /** A place from which a policy of a name acted. */
  public record Visit(Point at, String policy) {}

  /**
   * All steps of a learner, in order.
   *
   * @param world its environment, whose fixed parts are drawn
   * @param last how many steps the last episode has
   */
  public record Panel(String title, Picture world, List<Visit> visits, int last) {}

  /** Draws panels side by side. */
  public static Picture of(String title, String caption, List<Panel> panels) {
    List<String> policies =
        panels.stream().flatMap(p -> p.visits.stream()).map(Visit::policy).distinct().toList();
    Canvas canvas = new Canvas();
    double right = Canvas.MARGIN + panels.size() * (SIDE + GAP) - GAP;
    double top = canvas.title(Canvas.MARGIN, right, title);
    List<Canvas.Entry> entries = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      entries.add(canvas.swatch(policies.get(i), i));
    }
    top = canvas.legend(Canvas.MARGIN, top, right, entries);
    for (int i = 0; i < panels.size(); i++) {
      double x = Canvas.MARGIN + i * (SIDE + GAP);
      canvas.text(x, top + 14, panels.get(i).title, 12, Anchor.START, Color.INK);
      draw(panels.get(i), canvas, x, top + HEAD, policies);
    }
    return canvas.picture(right + Canvas.MARGIN, top + HEAD + SIDE + GAP, title, caption);
  }

  private static void draw(Panel panel, Canvas canvas, double x, double y, List<String> policies) {
    View view = panel.world.view();
    double scale = SIDE / Math.max(view.width(), view.height());
    Shapes onPaper =
        new Shapes(
            p -> Canvas.at(x + scale * (p.x() - view.left()), y + scale * (view.top() - p.y())),
            scale,
            color -> color);
    for (Shape shape : panel.world.shapes()) {
      if (shape.role() != Role.MOVER) {
        canvas.add(onPaper.map(shape));
      }
    }
    int before = panel.visits.size() - panel.last;
    for (Visit visit : panel.visits.subList(0, before)) {
      Color color = Style.mixed(color(visit, policies), Style.WHITE, PALE);
      canvas.add(dot(onPaper.place().apply(visit.at), 1.3, color));
    }
    List<Visit> way = panel.visits.subList(before, panel.visits.size());
    canvas.line(
        way.stream().map(visit -> onPaper.place().apply(visit.at)).toList(),
        new Stroke(Color.GREY, 1));
    for (Visit visit : way) {
      canvas.add(dot(onPaper.place().apply(visit.at), 4, color(visit, policies)));
    }
  }

  private static Color color(Visit visit, List<String> policies) {
    return Style.color(policies.indexOf(visit.policy));
  }

  private static Circle dot(Point at, double radius, Color color) {
    return new Circle(Role.PLAIN, at, radius, Paint.filled(color));
  }
}
