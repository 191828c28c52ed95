package org.qmp.app;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.qmp.env.Color;
import org.qmp.env.Point;

/** Learning curves: evaluation return against environment steps. */
final class Chart {
  private static final int WIDTH = 720;
  private static final int PLOT_HEIGHT = 320;
  private static final int LEFT = 68;
  private static final int RIGHT = 28;
  private static final int BOTTOM = 56;
  private static final int ROW = 20;
  private static final int TOP = 66;
  private static final double DENSE = 40;
  private static final Color GRID = Color.rgb(0xe6e6e6);
  private static final Color SOFT = Color.rgb(0x555555);

  /** Okabe and Ito's palette without its yellow, which is too light for lines. */
  private static final List<Color> COLORS =
      List.of(
          Color.BLUE,
          Color.RED,
          Color.GREEN,
          Color.rgb(0xcc79a7),
          Color.rgb(0xe69f00),
          Color.rgb(0x56b4e9),
          Color.INK);

  private final List<Series> series;
  private final List<Mark> marks = new ArrayList<>();
  private final double top;
  private final Axis x;
  private final Axis y;

  private Chart(List<Series> series) {
    this.series = series;
    top = TOP + ROW * (double) series.size();
    List<Series.Moment> all = series.stream().flatMap(s -> s.points().stream()).toList();
    x = Axis.over(0, greatest(all.stream(), Series.Moment::step), 8, LEFT, WIDTH - RIGHT);
    y =
        Axis.over(
            -greatest(all.stream(), m -> -m.low()),
            greatest(all.stream(), Series.Moment::high),
            7,
            top + PLOT_HEIGHT,
            top);
  }

  private static double greatest(
      Stream<Series.Moment> moments, ToDoubleFunction<Series.Moment> of) {
    return moments.mapToDouble(of).max().orElse(0);
  }

  /**
   * The curves of some runs, at least one.
   *
   * @throws UsageException if runs of one line have no evaluation in common
   */
  static Scene of(List<Learning> runs) {
    List<Series> series = Series.of(runs);
    for (Series one : series) {
      if (one.points().isEmpty()) {
        throw new UsageException("<run>: the runs of " + one.label() + " share no evaluated step");
      }
    }
    return new Chart(series).scene();
  }

  private Scene scene() {
    String title = title();
    text(LEFT, 28, title, 17, Mark.Anchor.START, Color.INK);
    axes();
    for (int i = 0; i < series.size(); i++) {
      band(series.get(i), color(i));
    }
    for (int i = 0; i < series.size(); i++) {
      line(series.get(i), color(i));
      double row = 52 + ROW * (double) i;
      marks.add(
          line(List.of(new Point(LEFT, row - 4), new Point(LEFT + 24, row - 4)), color(i), 2.5));
      text(LEFT + 32, row, series.get(i).legend(), 12.5, Mark.Anchor.START, Color.INK);
    }
    return new Scene(WIDTH, (int) top + PLOT_HEIGHT + BOTTOM, title, marks);
  }

  private String title() {
    List<String> suites = series.stream().map(s -> s.label().split(",", 2)[0]).distinct().toList();
    return "Learning curve" + (series.size() == 1 ? "" : "s") + ": " + String.join(", ", suites);
  }

  private static Color color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  private void axes() {
    for (BigDecimal tick : y.ticks()) {
      double at = y.at(tick.doubleValue());
      marks.add(line(List.of(new Point(LEFT, at), new Point(WIDTH - RIGHT, at)), GRID, 1));
      text(LEFT - 8, at + 4, Axis.label(tick), 12, Mark.Anchor.END, SOFT);
    }
    double floor = top + PLOT_HEIGHT;
    for (BigDecimal tick : x.ticks()) {
      double at = x.at(tick.doubleValue());
      marks.add(line(List.of(new Point(at, floor), new Point(at, floor + 5)), SOFT, 1));
      text(at, floor + 20, Axis.label(tick), 12, Mark.Anchor.MIDDLE, SOFT);
    }
    marks.add(line(List.of(new Point(LEFT, floor), new Point(WIDTH - RIGHT, floor)), SOFT, 1));
    text(
        (LEFT + WIDTH - RIGHT) / 2.0,
        floor + 42,
        "environment steps",
        13,
        Mark.Anchor.MIDDLE,
        Color.INK);
    text(
        LEFT,
        top - 12,
        "evaluation return (sum of an episode's rewards)",
        12,
        Mark.Anchor.START,
        SOFT);
  }

  private void band(Series one, Color color) {
    if (one.runs() > 1) {
      List<Point> corners = new ArrayList<>(points(one, Series.Moment::high));
      List<Point> back = new ArrayList<>(points(one, Series.Moment::low));
      back.sort(Comparator.comparingDouble(Point::x).reversed());
      corners.addAll(back);
      marks.add(new Mark.Area(corners, color.withOpacity(0.18)));
    }
  }

  private void line(Series one, Color color) {
    List<Point> points = points(one, Series.Moment::mean);
    marks.add(line(points, color, 2));
    if (points.size() <= DENSE) {
      points.forEach(point -> marks.add(new Mark.Dot(point, 2.5, color)));
    }
  }

  private List<Point> points(Series one, ToDoubleFunction<Series.Moment> value) {
    return one.points().stream()
        .map(m -> new Point(x.at(m.step()), y.at(value.applyAsDouble(m))))
        .toList();
  }

  private static Mark line(List<Point> points, Color color, double width) {
    return new Mark.Line(points, color, width);
  }

  private void text(double x, double y, String text, double size, Mark.Anchor anchor, Color color) {
    marks.add(new Mark.Text(new Point(x, y), text, size, anchor, color));
  }
}
