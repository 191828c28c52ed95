package org.qmp.cli.compare;

import java.util.List;
import java.util.stream.IntStream;
import org.qmp.cli.compare.Estimates.Entry;
import org.qmp.cli.compare.Estimates.Quantity;
import org.qmp.cli.run.Format;
import org.qmp.rl.stats.Interval;

/** A plain sentence for every method but the first, with which it is compared. */
public final class ComparisonSentences {
  /**
   * Two methods with n seeds each can be exchanged in C(2n, n) ways, all equally likely if they do
   * not differ. What speaks most clearly for one of them is 2 / C(2n, n) of these: more than 5 %
   * below four seeds, however narrow a bootstrap interval is.
   */
  private static final int FEWEST_SEEDS = 4;

  /** Probabilities that are printed as 0.51 and 0.49. */
  private static final double ABOVE_HALF = 0.505;

  private static final double BELOW_HALF = 0.495;

  private final Estimates estimates;
  private final Results results;

  ComparisonSentences(Estimates estimates) {
    this.estimates = estimates;
    results = estimates.results();
  }

  List<String> all() {
    return IntStream.range(1, results.methods()).mapToObj(this::sentence).toList();
  }

  private String sentence(int method) {
    Comparison c = results.comparison();
    Interval better = estimates.entry(Quantity.IMPROVEMENT, method, estimates.all()).value();
    return Format.text(
        "%s against %s, %s: %s%s; on a task, its learning curve is the higher one with probability"
            + " %s.",
        c.name(method),
        c.name(0),
        Format.count(c.seeds().size(), "seed"),
        foreign(method),
        pace(method),
        judged(better, c.seeds().size()));
  }

  /**
   * A probability of higher learning curves in its interval, which one seed does not give, and
   * whether they are: claims no more than the interval beside it.
   *
   * @param seeds of each method
   */
  public static String judged(Interval better, int seeds) {
    String interval =
        seeds == 1
            ? ""
            : Format.text(" (95 %% interval %.2f to %.2f)", better.low(), better.high());
    return Format.text("%.2f%s, %s", better.estimate(), interval, judgement(better, seeds));
  }

  static String judgement(Interval better, int seeds) {
    if (seeds < FEWEST_SEEDS) {
      return Format.text("but it takes at least %d seeds to tell them apart", FEWEST_SEEDS);
    }
    if (better.low() >= ABOVE_HALF) {
      return "so its learning curves are higher";
    }
    return better.high() < BELOW_HALF
        ? "so its learning curves are lower"
        : Format.text("so %s cannot tell them apart", Format.count(seeds, "seed"));
  }

  private String foreign(int method) {
    return results.mixes(method)
        ? Format.text(
            "policies other than the task's own acted in %.0f %% of the steps that policies made; ",
            100 * results.mixture(method).foreign())
        : "";
  }

  private String pace(int method) {
    if (!results.isRate()) {
      return Format.text(
          "its %s at the end was %s instead of %s",
          results.measure(), atTheEnd(method), atTheEnd(0));
    }
    if (estimates.entry(Quantity.STEPS, method, estimates.all()).reached() == 0
        && estimates.entry(Quantity.STEPS, 0, estimates.all()).reached() == 0) {
      return "none reached " + results.measure().thresholdText() + " " + results.measure();
    }
    return Format.text(
        "%s %s took %s instead of %s",
        results.measure().thresholdText(), results.measure(), steps(method), steps(0));
  }

  private String atTheEnd(int method) {
    return Format.number(
        estimates.entry(Quantity.FINAL, method, estimates.all()).value().estimate());
  }

  /** Curves that never reach the threshold count as all steps, which is too few. */
  private String steps(int method) {
    Entry entry = estimates.entry(Quantity.STEPS, method, estimates.all());
    String steps = Format.text("%,.0f steps", entry.value().estimate());
    if (entry.reached() == entry.curves()) {
      return steps;
    }
    if (entry.reached() == 0) {
      return "more than all " + steps;
    }
    return Format.text(
        "%s (never in %d of %d learning curves, taken as %s)",
        steps,
        entry.curves() - entry.reached(),
        entry.curves(),
        Format.count(results.comparison().base().training().steps()));
  }
}
