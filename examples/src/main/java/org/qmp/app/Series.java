package org.qmp.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A line of a chart: the runs that differ in their seeds only.
 *
 * @param label what tells it from the other lines
 * @param runs how many there are
 * @param points by step, where all runs have been evaluated
 */
record Series(String label, int runs, List<Moment> points) {
  public Series {
    points = List.copyOf(points);
  }

  /** Mean, least and greatest return over the runs. */
  record Moment(double step, double mean, double low, double high) {}

  /** The lines for some runs, in the order of their first ones. */
  static List<Series> of(List<Learning> runs) {
    Map<String, List<Learning>> groups = new LinkedHashMap<>();
    for (Learning run : runs) {
      groups.computeIfAbsent(String.join("\n", choices(run)), key -> new ArrayList<>()).add(run);
    }
    List<List<String>> all = runs.stream().map(Series::choices).toList();
    return groups.values().stream()
        .map(group -> new Series(label(group.get(0), all), group.size(), moments(group)))
        .toList();
  }

  /** All lines of the specification but the seed's. */
  private static List<String> choices(Learning run) {
    return Arrays.stream(run.spec().canonical().split("\n", -1))
        .filter(line -> !line.startsWith("seed="))
        .toList();
  }

  private static String label(Learning run, List<List<String>> all) {
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

  private static List<Moment> moments(List<Learning> group) {
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

  /** What the line and its band are. */
  String legend() {
    return runs == 1
        ? label + " (" + Format.count(runs, "run") + ")"
        : label + " (mean of " + Format.count(runs, "run") + ", band: min to max)";
  }
}
