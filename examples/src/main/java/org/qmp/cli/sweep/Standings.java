package org.qmp.cli.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.sweep.Search.Rung;
import org.qmp.cli.sweep.SweepPlan.Candidate;
import org.qmp.rl.stats.Averages;
import org.qmp.rl.stats.Bootstrap;
import org.qmp.rl.stats.Interval;
import org.qmp.rl.stats.Scores;

/**
 * The state of a sweep: which runs are decided so far, how the settings of each method rank, and
 * which one was chosen. It depends only on the plan and the outcomes, so that all processes that
 * see the same runs decide the same.
 *
 * @param methods in the plan's order
 */
public record Standings(List<OfMethod> methods) {
  static final Bootstrap BOOTSTRAP = Bootstrap.of(1);

  /**
   * The outcome of a run.
   *
   * @param heights the mean height of the learning curve of each task; empty if it failed
   * @param fingerprint empty if it failed
   * @param failure why it failed; empty if it has been trained to its end
   */
  record Outcome(List<Double> heights, String fingerprint, String failure) {
    boolean isFailed() {
      return !failure.isEmpty();
    }
  }

  /**
   * A run that is decided.
   *
   * @param place among all runs that the sweep may need, by which shards divide them
   * @param outcome empty until it is trained to its end or has failed
   */
  record Trial(Candidate candidate, int place, Member member, Optional<Outcome> outcome) {
    boolean isOpen() {
      return outcome.isEmpty();
    }

    boolean isFailed() {
      return outcome.filter(Outcome::isFailed).isPresent();
    }
  }

  /**
   * A candidate's runs of one stage.
   *
   * @param trials one for each seed
   */
  record Row(Candidate candidate, int stage, List<Trial> trials) {
    boolean isFailed() {
      return trials.stream().anyMatch(Trial::isFailed);
    }

    boolean isOpen() {
      return trials.stream().anyMatch(Trial::isOpen);
    }

    /** Heights by task and seed; empty unless all runs are finished. */
    Optional<Scores> scores() {
      if (isOpen() || isFailed()) {
        return Optional.empty();
      }
      List<List<Double>> bySeed =
          trials.stream().map(t -> t.outcome.orElseThrow().heights).toList();
      double[][] byTask = new double[bySeed.get(0).size()][trials.size()];
      for (int task = 0; task < byTask.length; task++) {
        for (int seed = 0; seed < trials.size(); seed++) {
          byTask[task][seed] = bySeed.get(seed).get(task);
        }
      }
      return Optional.of(new Scores(byTask));
    }

    /** The mean over tasks and seeds, of which the greatest is the best. */
    double score() {
      return scores().map(s -> Averages.mean(s.flat())).orElse(Double.NEGATIVE_INFINITY);
    }

    /** The score in its 95 % bootstrap interval; empty unless all runs are finished. */
    Optional<Interval> interval() {
      return scores().map(s -> BOOTSTRAP.interval(s, drawn -> Averages.mean(drawn.flat())));
    }
  }

  /**
   * A method's search.
   *
   * @param trials all decided runs, by place
   * @param ranking every candidate's row of the last stage that it took part in, the best first
   * @param confirmation the runs that confirm the chosen candidate; empty until one is chosen
   * @param undecided how many more runs the search will need, if none fails
   */
  record OfMethod(
      List<Trial> trials, List<Row> ranking, Optional<Row> confirmation, int undecided) {
    String name() {
      return ranking.get(0).candidate.method();
    }
  }

  /**
   * Failed candidates last; those that got further first, then by score; ties in the plan's order.
   */
  private static final Comparator<Row> BEST_FIRST =
      Comparator.comparing(Row::isFailed)
          .thenComparing(Row::stage, Comparator.reverseOrder())
          .thenComparing(Row::score, Comparator.reverseOrder())
          .thenComparing(row -> row.candidate.number());

  /** The standings that follow from the outcomes so far. */
  static Standings of(SweepPlan plan, Map<Member, Outcome> outcomes) {
    List<OfMethod> methods = new ArrayList<>();
    for (int method = 0; method < plan.methods().size(); method++) {
      methods.add(ofMethod(plan, method, outcomes));
    }
    return new Standings(methods);
  }

  private static OfMethod ofMethod(SweepPlan plan, int method, Map<Member, Outcome> outcomes) {
    List<Rung> rungs = plan.rungs(method);
    int place = IntStream.range(0, method).map(plan::size).sum();
    int end = place + plan.size(method);
    List<Trial> trials = new ArrayList<>();
    Map<Candidate, Row> latest = new LinkedHashMap<>();
    List<Candidate> in = plan.methods().get(method);
    for (int stage = 0; stage < rungs.size() && !in.isEmpty(); stage++) {
      List<Row> rows = rows(plan, rungs, stage, in, place, outcomes);
      rows.forEach(row -> latest.put(row.candidate, row));
      add(rows, trials);
      place += rungs.get(stage).settings() * plan.seeds();
      if (rows.stream().anyMatch(Row::isOpen)) {
        return new OfMethod(trials, ranking(latest.values()), Optional.empty(), end - place);
      }
      in = best(rows, stage + 1 < rungs.size() ? rungs.get(stage + 1).settings() : 1);
    }
    List<Row> confirmation = rows(plan, rungs, rungs.size(), in, place, outcomes);
    add(confirmation, trials);
    return new OfMethod(trials, ranking(latest.values()), confirmation.stream().findFirst(), 0);
  }

  /** The best candidates that did not fail, in the plan's order. */
  private static List<Candidate> best(List<Row> rows, int most) {
    return ranking(rows).stream()
        .filter(row -> !row.isFailed())
        .limit(most)
        .map(Row::candidate)
        .sorted(Comparator.comparing(Candidate::number))
        .toList();
  }

  private static List<Row> ranking(Collection<Row> rows) {
    return rows.stream().sorted(BEST_FIRST).toList();
  }

  /**
   * The runs of some candidates in a stage.
   *
   * @param first place
   */
  private static List<Row> rows(
      SweepPlan plan,
      List<Rung> rungs,
      int stage,
      List<Candidate> in,
      int first,
      Map<Member, Outcome> outcomes) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      List<Trial> trials = new ArrayList<>();
      for (Member member : plan.members(rungs, stage, in.get(i))) {
        int place = first + trials.size() * in.size() + i; // one seed of all, then the next
        Optional<Outcome> outcome = Optional.ofNullable(outcomes.get(member));
        trials.add(new Trial(in.get(i), place, member, outcome));
      }
      rows.add(new Row(in.get(i), stage, trials));
    }
    return rows;
  }

  private static void add(List<Row> rows, List<Trial> to) {
    rows.stream()
        .flatMap(row -> row.trials.stream())
        .sorted(Comparator.comparing(Trial::place))
        .forEach(to::add);
  }

  /** All decided runs, seed after seed, so that all methods progress alike. */
  List<Trial> trials() {
    return methods.stream()
        .flatMap(method -> method.trials.stream())
        .sorted(Comparator.comparing(trial -> trial.member.spec().seed()))
        .toList();
  }

  /** The decided runs that are neither finished nor failed. */
  List<Trial> open() {
    return trials().stream().filter(Trial::isOpen).toList();
  }
}
