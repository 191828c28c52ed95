package org.qmp.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.sweep.Standings.OfMethod;
import org.qmp.cli.sweep.Standings.Outcome;
import org.qmp.cli.sweep.Standings.Row;
import org.qmp.cli.sweep.Standings.Trial;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.RunSpec;

/** Which runs the known outcomes decide, and how settings rank. */
final class StandingsTest {
  private static final Path PLACE = Path.of("sweep");
  private static final SweepPlan HALVING =
      plan("separated,qmp", "halving:2", 2, 2, "batch=8,16,32,64");

  static SweepPlan plan(String methods, String search, int seeds, int confirm, String... lines) {
    RunSpec base =
        NamedSuite.POINT
            .defaults()
            .set("steps", "8000")
            .set("evaluateEvery", "1000")
            .set("warmUp", "0");
    return SweepPlan.of(
        new Methods.Several().convert(methods),
        base,
        SearchSpaceTest.space(lines),
        new Search.Reader().convert(search),
        seeds,
        confirm,
        PLACE);
  }

  static Outcome heights(Double... heights) {
    return new Outcome(List.of(heights), "f", "");
  }

  static Outcome failure() {
    return new Outcome(List.of(), "", "a number became NaN");
  }

  /** Gives every open run its outcome, until no run is open. */
  static Standings finished(SweepPlan plan, Function<RunSpec, Outcome> outcome) {
    Map<Member, Outcome> known = new HashMap<>();
    Standings standings = Standings.of(plan, known);
    while (!standings.open().isEmpty()) {
      standings.open().forEach(t -> known.put(t.member(), outcome.apply(t.member().spec())));
      standings = Standings.of(plan, known);
    }
    return standings;
  }

  /** The report on a search in which every run has ended. */
  static SweepReport report(SweepPlan plan, Function<RunSpec, Outcome> outcome) {
    return new SweepReport(plan, finished(plan, outcome), Measure.SUCCESS);
  }

  /** Whether a run has the method {@code separated}, without a mixture. */
  static boolean isSeparated(RunSpec spec) {
    return Methods.name(spec.method()).equals("separated");
  }

  private static String batch(RunSpec spec) {
    return "" + spec.sac().batch();
  }

  private static List<Integer> numbers(OfMethod method) {
    return method.ranking().stream().map(row -> row.candidate().number()).toList();
  }

  /** Scores: ¼; (½ + ¼ + ¾ + ½) / 4 = ½; ½. The second and the third are equal. */
  static Outcome byHand(RunSpec spec) {
    boolean first = spec.seed() == 1;
    return switch (batch(spec)) {
      case "8" -> heights(0.25, 0.25);
      case "16" -> first ? heights(0.5, 0.75) : heights(0.25, 0.5);
      default -> heights(0.5, 0.5);
    };
  }

  @Test
  void theFirstSettingWithTheHighestMeanIsChosenAndConfirmedByNewSeeds() {
    SweepPlan plan = plan("separated", "grid", 2, 3, "batch=8,16,32");
    OfMethod method = finished(plan, StandingsTest::byHand).methods().get(0);
    assertEquals(List.of(2, 3, 1), numbers(method));
    assertEquals(List.of(0.5, 0.5, 0.25), method.ranking().stream().map(Row::score).toList());
    Row confirmed = method.confirmation().orElseThrow();
    assertEquals(2, confirmed.candidate().number());
    assertEquals(
        List.of("16 3", "16 4", "16 5"),
        confirmed.trials().stream()
            .map(t -> batch(t.member().spec()) + " " + t.member().spec().seed())
            .toList());
    assertEquals(3.0 / 8, confirmed.score());
    assertEquals(3 * 2 + 3, method.trials().size());
  }

  /** With batch 16, a resample is 3/8 or 5/8 with probability 1/16 each, more than 2.5 %. */
  @Test
  void tablesAreRankedAndNameTheSeedsThatChooseAndThatConfirm() {
    SweepPlan plan = plan("separated", "grid", 2, 3, "batch=8,16,32", "gamma=0.9");
    SweepReport report = report(plan, StandingsTest::byHand);
    List<Table> tables = report.tables();
    assertEquals(
        "The best settings, confirmed by seeds 3 to 5: success, in %", tables.get(0).title());
    assertEquals(
        List.of(
            List.of("rank", "method", "batch", "steps", "score"),
            List.of("1", "separated", "16", "8,000", "38 [38, 38]")),
        tables.get(0).rows());
    assertEquals("separated, ranked by seeds 1 to 2: success, in %", tables.get(1).title());
    assertEquals(
        List.of(
            List.of("rank", "setting", "batch", "steps", "score"),
            List.of("1", "2", "16", "8,000", "50 [38, 63]"),
            List.of("2", "3", "32", "8,000", "50 [50, 50]"),
            List.of("3", "1", "8", "8,000", "25 [25, 25]")),
        tables.get(1).rows());
    assertEquals(
        List.of(
            "separated: the best of 3 settings by seeds 1 to 2 is batch 16; by seeds 3 to 5 its"
                + " score is 38 [38, 38] (success, in %)."),
        report.sentences());
    assertEquals(
        """
        role,rank,method,setting,batch,steps,runs,failed,missing,score,low,high
        confirm,1,separated,2,16,8000,3,0,0,0.375000,0.375000,0.375000
        choose,1,separated,2,16,8000,2,0,0,0.500000,0.375000,0.625000
        choose,2,separated,3,32,8000,2,0,0,0.500000,0.500000,0.500000
        choose,3,separated,1,8,8000,2,0,0,0.250000,0.250000,0.250000
        """,
        new SweepNumbers(report).ranking());
    List<String> runs = new SweepNumbers(report).runs().lines().toList();
    assertEquals(
        "run,role,method,setting,batch,seed,steps,state,score,fingerprint,failure", runs.get(0));
    assertTrue(
        runs.get(1)
            .matches("separated-[0-9a-f]{8}-8000-1,choose,separated,1,8,1,8000,finished,0.25.*,f,"),
        runs.get(1));
    assertEquals(1 + 6 + 3, runs.size());
  }

  @Test
  void aSettingThatFailedOnceRanksLastAndIsNotChosen() {
    SweepPlan plan = plan("separated", "grid", 2, 1, "batch=8,16,32");
    Standings standings =
        finished(plan, s -> batch(s).equals("16") && s.seed() == 2 ? failure() : byHand(s));
    assertEquals(List.of(3, 1, 2), numbers(standings.methods().get(0)));
    SweepReport report = new SweepReport(plan, standings, Measure.RETURN);
    List<List<String>> rows = report.tables().get(1).rows();
    assertEquals("FAILED (1 of 2)", rows.get(3).get(4));
    assertEquals("0.500 [0.500, 0.500]", rows.get(1).get(4));
    String last = report.sentences().get(1);
    assertTrue(last.matches("FAILED: separated-[0-9a-f]{8}-8000-2: a number became NaN"), last);
    assertTrue(new SweepNumbers(report).runs().contains(",2,8000,failed,,,a number became NaN\n"));
  }

  @Test
  void ifEverySettingFailsNoneIsConfirmed() {
    SweepPlan plan = plan("separated", "halving:2", 1, 1, "batch=8,16");
    Standings standings = finished(plan, s -> failure());
    assertEquals(Optional.empty(), standings.methods().get(0).confirmation());
    assertEquals(0, standings.methods().get(0).undecided());
    assertEquals(
        "separated: every setting FAILED.",
        new SweepReport(plan, standings, Measure.SUCCESS).sentences().get(0));
  }

  /** 4 settings to 2,000 steps, 2 to 4,000, 1 to 8,000. */
  private static Outcome halved(RunSpec spec) {
    boolean early = spec.training().steps() == 2000;
    return switch (batch(spec)) {
      case "8" -> heights(early ? 0.9 : 0.3);
      case "16" -> heights(early ? 0.8 : 0.4);
      case "32" -> heights(0.1);
      default -> heights(0.2);
    };
  }

  @Test
  void halvingContinuesTheRunsOfTheBestSettings() {
    SweepPlan plan = plan("separated", "halving:2", 1, 1, "batch=8,16,32,64");
    OfMethod start = Standings.of(plan, Map.of()).methods().get(0);
    assertEquals(4, start.trials().size());
    assertEquals(2 + 1 + 1, start.undecided());
    OfMethod end = finished(plan, StandingsTest::halved).methods().get(0);
    assertEquals(List.of(2, 1, 4, 3), numbers(end));
    assertEquals(
        List.of(
            "8 2000", "16 2000", "32 2000", "64 2000", "8 4000", "16 4000", "16 8000", "16 8000"),
        end.trials().stream()
            .map(t -> batch(t.member().spec()) + " " + t.member().spec().training().steps())
            .toList());
    assertEquals(
        Optional.of(end.trials().get(1).member().directory()),
        end.trials().get(5).member().parent());
    assertEquals(
        Optional.of(end.trials().get(5).member().directory()),
        end.trials().get(6).member().parent());
    assertEquals(Optional.empty(), end.trials().get(7).member().parent());
    assertEquals(4 * 2000 + 2 * 2000 + 4000 + 8000, plan.steps(0));
    assertEquals(8, plan.size(0));
  }

  /** Heights are lower in later rungs; runs are in the plan's order, not in that of the scores. */
  @Test
  void settingsOfALaterRungRankHigherWhateverTheirScores() {
    SweepPlan plan = plan("separated", "halving:2", 1, 1, "batch=8,16,32,64");
    List<String> order = List.of("64", "32", "8", "16");
    OfMethod end =
        finished(plan, s -> heights(order.indexOf(batch(s)) * 0.25 - s.training().steps() / 1000.0))
            .methods()
            .get(0);
    assertEquals(List.of(2, 1, 3, 4), numbers(end));
    assertEquals(
        List.of("8 4000", "16 4000"),
        end.trials().subList(4, 6).stream()
            .map(t -> batch(t.member().spec()) + " " + t.member().spec().training().steps())
            .toList());
  }

  @Test
  void theNextBestSettingReplacesOneThatFailsInARung() {
    SweepPlan plan = plan("separated", "halving:2", 1, 1, "batch=8,16,32,64");
    Standings standings = finished(plan, s -> batch(s).equals("8") ? failure() : halved(s));
    assertEquals(List.of(2, 4, 3, 1), numbers(standings.methods().get(0)));
  }

  @Property(tries = 10)
  void seedsThatChooseNeverConfirm(
      @ForAll @IntRange(min = 1, max = 5) int seeds,
      @ForAll @IntRange(min = 1, max = 5) int confirm) {
    SweepPlan plan = plan("separated,qmp", "halving:2", seeds, confirm, "batch=8,16,32");
    for (OfMethod method : finished(plan, s -> heights(0.5)).methods()) {
      List<Trial> confirming = method.confirmation().orElseThrow().trials();
      Set<Long> fresh =
          confirming.stream().map(t -> t.member().spec().seed()).collect(Collectors.toSet());
      Set<Long> chose =
          method.trials().stream()
              .filter(t -> !confirming.contains(t))
              .map(t -> t.member().spec().seed())
              .collect(Collectors.toSet());
      assertEquals(confirm, fresh.size());
      assertEquals(seeds, chose.size());
      assertTrue(chose.stream().noneMatch(fresh::contains));
    }
  }

  /** Heights that look random, or a failure. */
  private static Outcome anything(RunSpec spec, long seed) {
    long steps = spec.training().steps();
    String name = Methods.title(spec) + " " + batch(spec) + " " + steps + " " + spec.seed();
    Xoshiro256 rng = Xoshiro256.named(seed, name);
    return rng.nextInt(8) == 0 ? failure() : heights(rng.nextDouble(), rng.nextDouble());
  }

  /** On both tasks the second method's curve is the higher one in 3 of 4 pairs of seeds. */
  @Test
  void methodsAreComparedInTheirBestSettings() {
    SweepPlan plan = plan("separated,qmp", "grid", 1, 2, "batch=8,16");
    SweepReport report =
        report(
            plan,
            s -> {
              double odd = isSeparated(s) ? 0.2 : 0.3;
              double even = isSeparated(s) ? 0.4 : 0.5;
              return s.seed() % 2 == 1 ? heights(odd, odd) : heights(even, even);
            });
    String last = report.sentences().get(2);
    assertTrue(
        last.startsWith(
            "separated+qmp against separated, each in its best setting, seeds 2 to 3: on a task, its"
                + " learning curve is the higher one with probability 0.75 (95 % interval 0."),
        last);
    assertTrue(last.endsWith("but it takes at least 4 seeds to tell them apart."), last);
    SweepPlan single = plan("separated,qmp", "grid", 1, 1, "batch=8,16");
    String alone = report(single, s -> heights(0.2, 0.3)).sentences().get(2);
    assertTrue(
        alone.endsWith("probability 0.50, but it takes at least 4 seeds to tell them apart."));
  }

  /** Whichever runs end first, the same runs are decided, and each belongs to one shard. */
  @Property(tries = 10)
  void theOrderInWhichRunsEndDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int shards) {
    Standings whole = finished(HALVING, spec -> anything(spec, seed));
    Xoshiro256 order = Xoshiro256.named(seed, "order");
    Map<Member, Outcome> known = new HashMap<>();
    Map<Member, Integer> owners = new HashMap<>();
    Standings standings = Standings.of(HALVING, known);
    while (!standings.open().isEmpty()) {
      for (Trial next : standings.open()) {
        if (order.nextInt(2) == 0) {
          known.put(next.member(), anything(next.member().spec(), seed));
          owners.put(next.member(), next.place() % shards);
        }
      }
      standings = Standings.of(HALVING, known);
    }
    assertEquals(whole, standings);
    Set<Integer> used = new HashSet<>();
    for (Trial trial : trials(whole).toList()) {
      assertEquals(owners.get(trial.member()), trial.place() % shards);
      used.add(trial.place() % shards);
    }
    assertEquals(shards, used.size());
  }

  private static Stream<Trial> trials(Standings standings) {
    return standings.methods().stream().flatMap(method -> method.trials().stream());
  }
}
