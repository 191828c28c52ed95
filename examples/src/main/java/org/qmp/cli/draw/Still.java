package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.qmp.cli.run.Format;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Picture.View;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/**
 * An episode in one picture: a panel for each background, such as a stretch of ground or a goal,
 * with the mover at some moments that do not hide each other.
 *
 * @param name of a policy
 */
record Still(String title, IntFunction<String> name, List<Film.Moment> moments) {
  private static final int MOST_PANELS = 4;
  private static final int MOST_ACROSS = 2;
  private static final int MOST_GHOSTS = 7;
  private static final double WIDE = 1.5; // panels wider than high stand below each other
  private static final double APART = 0.14; // of the view's longer side
  private static final double PALEST = 0.75;
  private static final int HEAD = 18;
  private static final int GAP = 12;

  Picture picture(List<Integer> actors) {
    List<List<Film.Moment>> panels = chosen(panels(), MOST_PANELS);
    Picture world = moments.get(0).world();
    double width = world.view().width() * world.scale();
    double height = world.view().height() * world.scale();
    int across = width > WIDE * height ? 1 : Math.min(MOST_ACROSS, panels.size());
    double right = Canvas.MARGIN + across * (width + GAP) - GAP;
    Canvas canvas = new Canvas();
    double top = canvas.title(Canvas.MARGIN, right, title);
    top =
        canvas.legend(
            Canvas.MARGIN,
            top,
            right,
            actors.stream()
                .map(actor -> canvas.swatch(name.apply(actor) + " acts", actor))
                .toList());
    for (int i = 0; i < panels.size(); i++) {
      double x = Canvas.MARGIN + i % across * (width + GAP);
      int row = i / across;
      double y = top + row * (height + HEAD + GAP);
      panel(panels.get(i), canvas, x, y);
    }
    int rows = (panels.size() + across - 1) / across;
    return canvas.picture(
        right + Canvas.MARGIN,
        top + rows * (height + HEAD + GAP),
        title,
        world.caption()
            + " Moments of one episode, from pale (earlier) to full colour (later), in the colour of"
            + " the policy that acted.");
  }

  /** Moments in a row with one background. */
  private List<List<Film.Moment>> panels() {
    List<List<Film.Moment>> panels = new ArrayList<>();
    List<Shape> background = List.of();
    for (Film.Moment moment : moments) {
      List<Shape> now = moment.world().shapes().stream().filter(Still::stays).toList();
      if (panels.isEmpty() || !now.equals(background)) {
        panels.add(new ArrayList<>());
        background = now;
      }
      panels.get(panels.size() - 1).add(moment);
    }
    return panels;
  }

  private static boolean stays(Shape shape) {
    return shape.role() == Role.FLOOR || shape.role() == Role.STILL || shape.role() == Role.GOAL;
  }

  /** At most the given number of them, evenly spread, with the first and the last. */
  private static <T> List<T> chosen(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(all.get(i * (all.size() - 1) / (most - 1)));
    }
    return chosen;
  }

  private static void panel(List<Film.Moment> panel, Canvas canvas, double x, double y) {
    Film.Moment last = panel.get(panel.size() - 1);
    String steps =
        panel.get(0).step() == last.step()
            ? Format.text("step %d", last.step())
            : Format.text("steps %d to %d", panel.get(0).step(), last.step());
    canvas.text(x, y, steps, 12, Shape.Anchor.START, Style.SOFT);
    View view = last.world().view();
    double scale = last.world().scale();
    Shapes onPaper =
        new Shapes(
            p -> Canvas.at(x + scale * (p.x() - view.left()), y + 8 + scale * (view.top() - p.y())),
            scale,
            color -> color);
    last.world().shapes().stream()
        .filter(shape -> stays(shape) && shape.role() != Role.GOAL)
        .forEach(shape -> canvas.add(onPaper.map(shape)));
    List<Point> way = way(panel).stream().map(onPaper.place()).toList();
    if (way.size() > 1) {
      canvas.line(way, new Stroke(Color.GREY, 1.5));
    }
    List<Film.Moment> ghosts = ghosts(panel);
    for (int i = 0; i < ghosts.size(); i++) {
      double pale = PALEST * (1 - (i + 1.0) / ghosts.size());
      ghost(ghosts.get(i), pale, onPaper, canvas);
    }
  }

  /** The mover; and, at the last moment, the goal, which it hides or shows as in the world. */
  private static void ghost(Film.Moment moment, double pale, Shapes onPaper, Canvas canvas) {
    Color actor = Style.color(moment.actor());
    for (Shape shape : moment.world().shapes()) {
      if (!stays(shape) || (shape.role() == Role.GOAL && pale == 0)) {
        boolean mover = shape.role() == Role.MOVER;
        Shapes ghost =
            new Shapes(
                onPaper.place(),
                onPaper.scale(),
                color ->
                    Style.mixed(
                        mover ? actor.withOpacity(color.opacity()) : color, Style.WHITE, pale));
        canvas.add(ghost.map(shape));
      }
    }
  }

  /** The path of a mover whose foremost part is a disc. */
  private static List<Point> way(List<Film.Moment> panel) {
    List<Point> way = new ArrayList<>();
    for (Film.Moment moment : panel) {
      List<Shape> mover = mover(moment);
      if (!mover.isEmpty() && mover.get(mover.size() - 1) instanceof Circle circle) {
        way.add(circle.centre());
      }
    }
    return way;
  }

  private static List<Shape> mover(Film.Moment moment) {
    return moment.world().shapes().stream().filter(s -> s.role() == Role.MOVER).toList();
  }

  /**
   * The first and the last moment, and those between that are far enough from these and each other.
   */
  private static List<Film.Moment> ghosts(List<Film.Moment> panel) {
    Film.Moment last = panel.get(panel.size() - 1);
    View view = last.world().view();
    double apart = APART * Math.max(view.width(), view.height());
    List<Film.Moment> ghosts = new ArrayList<>(List.of(panel.get(0)));
    for (Film.Moment moment : panel) {
      if (distance(moment, last) >= apart
          && ghosts.stream().allMatch(ghost -> distance(moment, ghost) >= apart)) {
        ghosts.add(moment);
      }
    }
    List<Film.Moment> chosen = new ArrayList<>(chosen(ghosts, MOST_GHOSTS - 1));
    if (panel.size() > 1) {
      chosen.add(last);
    }
    return chosen;
  }

  /** The longest distance that any point of the mover has moved. */
  private static double distance(Film.Moment from, Film.Moment to) {
    List<Point> a = mover(from).stream().flatMap(s -> Shapes.points(s).stream()).toList();
    List<Point> b = mover(to).stream().flatMap(s -> Shapes.points(s).stream()).toList();
    if (a.size() != b.size() || a.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double farthest = 0;
    for (int i = 0; i < a.size(); i++) {
      farthest = Math.max(farthest, a.get(i).distanceTo(b.get(i)));
    }
    return farthest;
  }
}
