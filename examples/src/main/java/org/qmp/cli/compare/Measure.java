package org.qmp.cli.compare;

import java.util.SortedMap;
import java.util.function.DoubleFunction;
import org.qmp.cli.run.Format;
import org.qmp.env.Environment;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.LearningCurve;

/** The metric of evaluations by which runs are compared. */
public enum Measure {
  SUCCESS("success", Summary.EVER.of("success")),
  RETURN("return", "return");

  private final String text;
  private final String metric;

  Measure(String text, String metric) {
    this.text = text;
    this.metric = metric;
  }

  /** Success if all tasks of a suite tell it, else return. */
  public static Measure of(TaskSuite suite) {
    return suite.tasks().stream().allMatch(Measure::tellsSuccess) ? SUCCESS : RETURN;
  }

  private static boolean tellsSuccess(TaskSuite.Task task) {
    try (Environment world = task.create()) {
      return world.metrics().contains(SUCCESS.text) && world.summary(SUCCESS.text) == Summary.EVER;
    }
  }

  /** Whether it is a rate from 0 to 1. */
  public boolean isRate() {
    return this == SUCCESS;
  }

  /** The name of the metric in a run's files. */
  public String name(Acts who, String task) {
    return (who == Acts.OWN ? "evaluation/" : "evaluation-mixture/") + task + "/" + metric;
  }

  /** Whether a name is one of {@link #name}'s. */
  boolean isNameOf(String name) {
    return name.startsWith("evaluation") && name.endsWith("/" + metric);
  }

  /** As the title of a table says it. */
  public String title() {
    return text + (isRate() ? ", in %" : "");
  }

  /** A value as a table shows it. */
  String text(double value) {
    return isRate() ? Format.text("%.0f", 100 * value) : Format.number(value);
  }

  /**
   * A value in its interval over seeds, without brackets where one seed makes that a point, which
   * tells nothing.
   */
  public String text(Interval value, int seeds) {
    return text(value, seeds, this::text);
  }

  static String text(Interval value, int seeds, DoubleFunction<String> number) {
    String estimate = number.apply(value.estimate());
    return seeds == 1 && value.width() == 0
        ? estimate
        : Format.text(
            "%s [%s, %s]", estimate, number.apply(value.low()), number.apply(value.high()));
  }

  /** A metric's values by step, at least one, as a curve. */
  public static LearningCurve curve(SortedMap<Long, Double> values) {
    return new LearningCurve(
        values.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
        values.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public String toString() {
    return text;
  }
}
