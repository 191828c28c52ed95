package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.ReturnCurve;

/**
 * A line of a chart.
 *
 * @param label what tells it from the other lines
 * @param legend what the line and its band are
 * @param points by step
 */
public record Series(String label, String legend, List<Moment> points) {
  public Series {
    points = List.copyOf(points);
  }

  /** A middle, between the lower and the upper end of the band. */
  public record Moment(double step, double mean, double low, double high) {}

  /**
   * A line for the runs that differ in their seeds only, at the steps where all of them have been
   * evaluated; in the order of their first ones.
   */
  public static List<Series> of(List<ReturnCurve> runs) {
    Map<String, List<ReturnCurve>> groups = new LinkedHashMap<>();
    for (ReturnCurve run : runs) {
      groups.computeIfAbsent(String.join("\n", choices(run)), key -> new ArrayList<>()).add(run);
    }
    List<List<String>> all = runs.stream().map(Series::choices).toList();
    return groups.values().stream().map(group -> of(label(group.get(0), all), group)).toList();
  }

  /** All lines of the specification but the seed's. */
  private static List<String> choices(ReturnCurve run) {
    return Arrays.stream(run.spec().canonical().split("\n", -1))
        .filter(line -> !line.startsWith("seed="))
        .toList();
  }

  private static String label(ReturnCurve run, List<List<String>> all) {
    List<String> own = choices(run);
    List<String> parts = new ArrayList<>(List.of(run.spec().suite()));
    for (int i = 1; i < own.size(); i++) {
      int line = i;
      if (all.stream().anyMatch(other -> !other.get(line).equals(own.get(line)))) {
        parts.add(own.get(i).replace('=', ' '));
      }
    }
    return String.join(", ", parts);
  }

  private static List<Moment> moments(List<ReturnCurve> group) {
    TreeSet<Long> steps = new TreeSet<>(group.get(0).returns().keySet());
    group.forEach(run -> steps.retainAll(run.returns().keySet()));
    return steps.stream()
        .map(
            step -> {
              var values =
                  group.stream()
                      .collect(Collectors.summarizingDouble(run -> run.returns().get(step)));
              return new Moment(step, values.getAverage(), values.getMin(), values.getMax());
            })
        .toList();
  }

  /** The mean of some runs, from the least to the greatest of them. */
  private static Series of(String label, List<ReturnCurve> group) {
    String legend =
        group.size() == 1
            ? label + " (1 run)"
            : label + " (mean of " + Format.count(group.size(), "run") + ", band: min to max)";
    return new Series(label, legend, moments(group));
  }

  /** Whether the band has a width anywhere. */
  boolean banded() {
    return points.stream().anyMatch(m -> m.low() < m.high());
  }
}
