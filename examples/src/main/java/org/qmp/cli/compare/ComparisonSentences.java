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
   * not differ. The clearest result has probability 2 / C(2n, n), which is more than 5 % for fewer
   * than four seeds.
   */
  private static final int FEWEST_SEEDS = 4;

  /** The greatest p-value at which methods are reported to differ. */
  private static final double MOST_CHANCE = 0.05;

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
        judged(better, estimates.pValue(method), c.seeds().size()));
  }

  /**
   * The probability of higher learning curves, with its interval if there are several seeds, and
   * whether the methods differ: whether chance alone would hardly set them as far apart.
   *
   * @param p of the exact test
   * @param seeds of each method
   */
  public static String judged(Interval better, double p, int seeds) {
    String interval =
        seeds == 1
            ? ""
            : Format.text(
                " (95 %% interval %.2f to %.2f; p %s in an exact permutation test)",
                better.low(), better.high(), p < 0.001 ? "< 0.001" : Format.text("= %.3f", p));
    return Format.text(
        "%.2f%s, %s", better.estimate(), interval, judgement(better.estimate(), p, seeds));
  }

  static String judgement(double better, double p, int seeds) {
    if (seeds < FEWEST_SEEDS) {
      return Format.text("but it takes at least %d seeds to tell them apart", FEWEST_SEEDS);
    }
    if (p > MOST_CHANCE) {
      return Format.text("so %s cannot tell them apart", Format.count(seeds, "seed"));
    }
    return "so its learning curves are " + (better > 0.5 ? "higher" : "lower");
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

  /** Curves that never reach the threshold count with all steps of the run, which is too few. */
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
