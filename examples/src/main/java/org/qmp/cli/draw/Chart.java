package org.qmp.cli.draw;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.draw.Shape.Stroke;

/** Curves over environment steps, each with the band that belongs to it. */
public final class Chart {
  private static final int WIDTH = 720;
  private static final int PLOT_HEIGHT = 320;
  private static final int LEFT = 68;
  private static final int RIGHT = WIDTH - 28;
  private static final int MOST_MARKS = 16; // on a line

  private final List<Series> series;
  private final Canvas canvas = new Canvas();
  private final double top;
  private final Axis x;
  private final Axis y;

  private Chart(String title, String quantity, List<Series> series) {
    this.series = series;
    double below = canvas.title(LEFT, RIGHT, title);
    for (int i = 0; i < series.size(); i++) {
      below = canvas.legend(LEFT, below, RIGHT, List.of(entry(i)));
    }
    top = canvas.paragraph(LEFT, below + 8, RIGHT - LEFT, quantity, 12, Style.SOFT) - 4;
    List<Series.Moment> all = series.stream().flatMap(s -> s.points().stream()).toList();
    x = Axis.over(0, greatest(all.stream(), Series.Moment::step), 8, LEFT, RIGHT);
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

  private Canvas.Entry entry(int index) {
    return new Canvas.Entry(
        series.get(index).legend(),
        (left, at) -> {
          canvas.line(List.of(Canvas.at(left, at), Canvas.at(left + 24, at)), Style.line(index));
          canvas.add(Style.mark(index, Canvas.at(left + 12, at)));
        });
  }

  /**
   * The learning curves of some runs, at least one.
   *
   * @throws UsageException if runs of one line have no evaluation in common
   */
  public static Picture of(List<ReturnCurve> runs) {
    List<Series> series = Series.of(runs);
    for (Series one : series) {
      if (one.points().isEmpty()) {
        throw new UsageException("<run>: the runs of " + one.label() + " share no evaluated step");
      }
    }
    List<String> suites = runs.stream().map(run -> run.spec().suite()).distinct().toList();
    return of(
        "Learning curve" + (series.size() == 1 ? "" : "s") + ": " + String.join(", ", suites),
        "evaluation return",
        "The sum of an episode's rewards, mean over evaluation episodes and tasks, against"
            + " environment steps of all tasks together. Each task's own policy acts, with its mean"
            + " actions.",
        series);
  }

  /**
   * Any curves, at least one, none of them empty.
   *
   * @param quantity what is measured
   * @param caption says more
   */
  public static Picture of(String title, String quantity, String caption, List<Series> series) {
    Chart chart = new Chart(title, quantity, series);
    chart.axes();
    for (int i = 0; i < series.size(); i++) {
      chart.band(i);
    }
    for (int i = 0; i < series.size(); i++) {
      chart.curve(i);
    }
    return chart.canvas.picture(WIDTH, chart.top + PLOT_HEIGHT + 56, title, caption);
  }

  private void axes() {
    for (BigDecimal tick : y.ticks()) {
      double at = y.at(tick.doubleValue());
      canvas.line(List.of(Canvas.at(LEFT, at), Canvas.at(RIGHT, at)), new Stroke(Style.GRID, 1));
      canvas.text(LEFT - 8, at + 4, Axis.label(tick), 12, Anchor.END, Style.SOFT);
    }
    double floor = top + PLOT_HEIGHT;
    Stroke soft = new Stroke(Style.SOFT, 1);
    for (BigDecimal tick : x.ticks()) {
      double at = x.at(tick.doubleValue());
      canvas.line(List.of(Canvas.at(at, floor), Canvas.at(at, floor + 5)), soft);
      canvas.text(at, floor + 20, Axis.label(tick), 12, Anchor.MIDDLE, Style.SOFT);
    }
    canvas.line(List.of(Canvas.at(LEFT, floor), Canvas.at(RIGHT, floor)), soft);
    canvas.text(
        (LEFT + RIGHT) / 2.0, floor + 42, "environment steps", 13, Anchor.MIDDLE, Color.INK);
  }

  private void band(int index) {
    if (series.get(index).banded()) {
      List<Point> corners = new ArrayList<>(points(index, Series.Moment::high));
      List<Point> back = new ArrayList<>(points(index, Series.Moment::low));
      Collections.reverse(back);
      corners.addAll(back);
      Color color = Style.line(index).color().withOpacity(0.16);
      canvas.add(new Polygon(Role.PLAIN, corners, Paint.filled(color)));
    }
  }

  /** Marks of different lines stand at different steps where there are many. */
  private void curve(int index) {
    List<Point> points = points(index, Series.Moment::mean);
    canvas.line(points, Style.line(index));
    int every = (points.size() + MOST_MARKS - 1) / MOST_MARKS;
    for (int i = index % every; i < points.size(); i += every) {
      canvas.add(Style.mark(index, points.get(i)));
    }
  }

  private List<Point> points(int index, ToDoubleFunction<Series.Moment> value) {
    return series.get(index).points().stream()
        .map(m -> Canvas.at(x.at(m.step()), y.at(value.applyAsDouble(m))))
        .toList();
  }
}
