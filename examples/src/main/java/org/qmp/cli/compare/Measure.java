package org.qmp.cli.compare;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.qmp.cli.option.Suggestion;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Format;
import org.qmp.env.Environment;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.LearningCurve;

/**
 * A metric of evaluations by which runs are compared.
 *
 * @param metric as environments report it, or {@code return}
 * @param isRate whether it is 0 or 1 for an episode, like success, so that an evaluation gives a
 *     rate from 0 to 1
 * @param threshold of a rate, the steps to which are counted
 */
public record Measure(String metric, boolean isRate, double threshold) {
  public static final Measure SUCCESS = new Measure("success", true, 0.9);
  public static final Measure RETURN = new Measure("return", false, SUCCESS.threshold);

  /**
   * The measure of that name; without one, success if all tasks report it, else return.
   *
   * @param option that gave the name
   * @throws UsageException if it is neither return nor a rate that all tasks report
   */
  public static Measure of(TaskSuite suite, String option, Optional<String> name) {
    List<String> rates =
        suite.tasks().stream().map(Measure::rates).reduce(Measure::common).orElseThrow();
    String metric = name.orElse(rates.contains(SUCCESS.metric) ? SUCCESS.metric : RETURN.metric);
    if (metric.equals(RETURN.metric)) {
      return RETURN;
    }
    if (rates.contains(metric)) {
      return new Measure(metric, true, SUCCESS.threshold);
    }
    List<String> allowed = Stream.concat(rates.stream(), Stream.of(RETURN.metric)).toList();
    throw new UsageException(
        Format.text(
            "%s must be %s, which all tasks of %s have; got '%s'%s",
            option,
            String.join(" or ", allowed),
            suite.name(),
            metric,
            Suggestion.of(metric, allowed)));
  }

  /** The metrics that are 0 or 1 for an episode. */
  private static List<String> rates(TaskSuite.Task task) {
    try (Environment world = task.create()) {
      return world.metrics().stream().filter(m -> world.summary(m) == Summary.EVER).toList();
    }
  }

  private static List<String> common(List<String> some, List<String> others) {
    return some.stream().filter(others::contains).toList();
  }

  public Measure withThreshold(double share) {
    return new Measure(metric, isRate, share);
  }

  /** The threshold in sentences: 90 %. */
  String thresholdText() {
    String percent = Format.text("%.4f", 100 * threshold);
    return new BigDecimal(percent).stripTrailingZeros().toPlainString() + " %";
  }

  /** The name of the metric in a run's files. */
  public String name(Acts who, String task) {
    return who.prefix() + task + "/" + (isRate ? Summary.EVER.of(metric) : metric);
  }

  /** Whether a name is one of {@link #name}'s, or a rate's by which runs can be compared too. */
  boolean isKept(String name) {
    return Stream.of(Acts.values()).anyMatch(who -> name.startsWith(who.prefix()))
        && (name.endsWith(Summary.EVER.of("")) || name.endsWith("/" + metric));
  }

  /** The phrase for episodes that have it, in a table. */
  String verb() {
    return metric.equals(SUCCESS.metric) ? "succeed" : "have " + metric;
  }

  /** The measure in the title of a table. */
  public String title() {
    return metric + (isRate ? ", in %" : "");
  }

  /** A value as a table shows it. */
  String text(double value) {
    return isRate ? Format.text("%.0f", 100 * value) : Format.number(value);
  }

  /** A value with its interval over seeds in brackets, which one seed does not give. */
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
    return metric;
  }
}
