package org.qmp.cli.draw;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Point;

/** Curves over environment steps, each with the band that belongs to it. */
public final class Chart {
  private static final int WIDTH = 720;
  private static final int PLOT_HEIGHT = 320;
  private static final int LEFT = 68;
  private static final int RIGHT = 28;
  private static final int BOTTOM = 56;
  private static final int ROW = 20;
  private static final int TOP = 66;
  private static final double DENSE = 40;

  private final List<Series> series;
  private final Canvas canvas = new Canvas();
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
   * The learning curves of some runs, at least one.
   *
   * @throws UsageException if runs of one line have no evaluation in common
   */
  public static Scene of(List<ReturnCurve> runs) {
    List<Series> series = Series.of(runs);
    for (Series one : series) {
      if (one.points().isEmpty()) {
        throw new UsageException("<run>: the runs of " + one.label() + " share no evaluated step");
      }
    }
    List<String> suites = runs.stream().map(run -> run.spec().suite()).distinct().toList();
    return of(
        "Learning curve" + (series.size() == 1 ? "" : "s") + ": " + String.join(", ", suites),
        "evaluation return (sum of an episode's rewards)",
        series);
  }

  /**
   * Any curves, at least one, none of them empty.
   *
   * @param quantity what is measured
   */
  public static Scene of(String title, String quantity, List<Series> series) {
    return new Chart(series).scene(title, quantity);
  }

  private Scene scene(String title, String quantity) {
    canvas.text(LEFT, 28, title, 17, Mark.Anchor.START, Color.INK);
    axes(quantity);
    for (int i = 0; i < series.size(); i++) {
      band(series.get(i), Canvas.color(i));
    }
    for (int i = 0; i < series.size(); i++) {
      line(series.get(i), Canvas.color(i));
      double row = 52 + ROW * (double) i;
      canvas.line(
          List.of(new Point(LEFT, row - 4), new Point(LEFT + 24, row - 4)), Canvas.color(i), 2.5);
      canvas.text(LEFT + 32, row, series.get(i).legend(), 12.5, Mark.Anchor.START, Color.INK);
    }
    return canvas.scene(WIDTH, top + PLOT_HEIGHT + BOTTOM, title);
  }

  private void axes(String quantity) {
    for (BigDecimal tick : y.ticks()) {
      double at = y.at(tick.doubleValue());
      canvas.line(List.of(new Point(LEFT, at), new Point(WIDTH - RIGHT, at)), Canvas.GRID, 1);
      canvas.text(LEFT - 8, at + 4, Axis.label(tick), 12, Mark.Anchor.END, Canvas.SOFT);
    }
    double floor = top + PLOT_HEIGHT;
    for (BigDecimal tick : x.ticks()) {
      double at = x.at(tick.doubleValue());
      canvas.line(List.of(new Point(at, floor), new Point(at, floor + 5)), Canvas.SOFT, 1);
      canvas.text(at, floor + 20, Axis.label(tick), 12, Mark.Anchor.MIDDLE, Canvas.SOFT);
    }
    canvas.line(List.of(new Point(LEFT, floor), new Point(WIDTH - RIGHT, floor)), Canvas.SOFT, 1);
    canvas.text(
        (LEFT + WIDTH - RIGHT) / 2.0,
        floor + 42,
        "environment steps",
        13,
        Mark.Anchor.MIDDLE,
        Color.INK);
    canvas.text(LEFT, top - 12, quantity, 12, Mark.Anchor.START, Canvas.SOFT);
  }

  private void band(Series one, Color color) {
    if (one.banded()) {
      List<Point> corners = new ArrayList<>(points(one, Series.Moment::high));
      List<Point> back = new ArrayList<>(points(one, Series.Moment::low));
      back.sort(Comparator.comparingDouble(Point::x).reversed());
      corners.addAll(back);
      canvas.add(new Mark.Area(corners, color.withOpacity(0.18)));
    }
  }

  private void line(Series one, Color color) {
    List<Point> points = points(one, Series.Moment::mean);
    canvas.line(points, color, 2);
    if (points.size() <= DENSE) {
      points.forEach(point -> canvas.add(new Mark.Dot(point, 2.5, color)));
    }
  }

  private List<Point> points(Series one, ToDoubleFunction<Series.Moment> value) {
    return one.points().stream()
        .map(m -> new Point(x.at(m.step()), y.at(value.applyAsDouble(m))))
        .toList();
  }
}
