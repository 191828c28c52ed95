package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.rl.RunSpec;

/**
 * A line of a chart.
 *
 * @param label that distinguishes it from the other lines
 * @param legend meaning of the line and its band
 * @param runs number of runs
 * @param points by step
 */
public record Series(String label, String legend, int runs, List<Moment> points) {
  public Series {
    points = List.copyOf(points);
  }

  /** A middle, between the lower and the upper end of the band. */
  public record Moment(double step, double mean, double low, double high) {}

  /**
   * A line for each group of runs that differ only in their seeds, at the steps at which all of
   * them were evaluated; in the order of their first runs.
   */
  public static List<Series> of(List<ReturnCurve> runs) {
    Map<Map<String, String>, List<ReturnCurve>> groups = new LinkedHashMap<>();
    for (ReturnCurve run : runs) {
      groups.computeIfAbsent(choices(run), key -> new ArrayList<>()).add(run);
    }
    return groups.values().stream().map(group -> of(label(group.get(0), runs), group)).toList();
  }

  private static Map<String, String> choices(ReturnCurve run) {
    return choices(run.spec());
  }

  /** The specification without the seed. */
  private static Map<String, String> choices(RunSpec spec) {
    Map<String, String> choices = new LinkedHashMap<>(spec.values());
    choices.remove("seed");
    return choices;
  }

  /** Suite, method if there are several, and all other choices in which the runs differ. */
  private static String label(ReturnCurve run, List<ReturnCurve> all) {
    RunSpec own = run.spec();
    String method = Methods.name(own.method());
    boolean several = false;
    List<Map<String, String>> others = new ArrayList<>();
    for (ReturnCurve each : all) {
      boolean same = Methods.name(each.spec().method()).equals(method);
      several |= !same;
      others.add(choices(same ? each.spec() : each.spec().with(c -> c.method = own.method())));
    }
    List<String> parts = new ArrayList<>(List.of(own.suite()));
    if (several) {
      parts.add(method);
    }
    choices(run)
        .forEach(
            (key, value) -> {
              boolean differs = others.stream().anyMatch(other -> !value.equals(other.get(key)));
              if (differs && !key.equals("suite")) {
                parts.add(key + " " + value);
              }
            });
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
    return new Series(label, legend, group.size(), moments(group));
  }

  /** Whether the band has any width. */
  boolean banded() {
    return points.stream().anyMatch(m -> m.low() < m.high());
  }
}
