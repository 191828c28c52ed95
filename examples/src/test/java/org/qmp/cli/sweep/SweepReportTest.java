package org.qmp.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.sweep.StandingsTest.failure;
import static org.qmp.cli.sweep.StandingsTest.heights;
import static org.qmp.cli.sweep.StandingsTest.isSeparated;
import static org.qmp.cli.sweep.StandingsTest.plan;
import static org.qmp.cli.sweep.StandingsTest.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.qmp.cli.compare.Comparison.Member;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.option.Shard;
import org.qmp.cli.run.RunFailedException;
import org.qmp.cli.run.UnfinishedException;
import org.qmp.cli.sweep.Standings.Outcome;
import org.qmp.rl.RunSpec;

/** What is said about a search before, during and after it. */
final class SweepReportTest {
  /** The report when only some of the first runs have ended. */
  private static SweepReport partial(SweepPlan plan, Predicate<RunSpec> ended) {
    Map<Member, Outcome> known = new HashMap<>();
    Standings.of(plan, known).open().stream()
        .map(Standings.Trial::member)
        .filter(member -> ended.test(member.spec()))
        .forEach(member -> known.put(member, heights(0.5)));
    return new SweepReport(plan, Standings.of(plan, known), Measure.SUCCESS);
  }

  /** Each method: 4 · 2,000 steps, then 2 · 2,000 and 4,000 more, and twice 8,000 to confirm. */
  @Test
  void theAnnouncementSaysHowMuchWillRun() {
    SweepPlan halving = plan("separated,qmp", "halving:2", 1, 2, "batch=8,16,32,64");
    String rungs =
        "4 settings to step 2,000, then 2 settings to step 4,000, then 1 setting to step";
    assertEquals(
        List.of(
            "point, separated: " + rungs + " 8,000",
            "point, separated+qmp: " + rungs + " 8,000",
            "seed 1 chooses, seeds 2 to 3 confirm: 18 runs, at most 64,000 steps, in sweep"),
        partial(halving, spec -> false).announcement());
    SweepPlan grid = plan("separated", "grid", 2, 1, "batch=8,16");
    assertEquals(
        List.of(
            "point, separated: 2 settings",
            "seeds 1 to 2 choose, seed 3 confirms: 5 runs, at most 40,000 steps, in sweep"),
        partial(grid, spec -> false).announcement());
  }

  @Test
  void missingRunsAreCountedAndNoSettingIsChosenYet() {
    SweepPlan plan = plan("separated", "halving:2", 1, 2, "batch=8,16,32,64");
    SweepReport begun = partial(plan, spec -> false);
    assertFalse(begun.tellsAnything());
    assertEquals("4 runs are missing, and then up to 5 more", begun.missing());
    SweepReport nearly = partial(plan, spec -> spec.sac().batch() != 32);
    assertTrue(nearly.tellsAnything());
    assertEquals(
        List.of(
            "separated: none of 4 settings is chosen yet.",
            "1 run is missing, and then up to 5 more."),
        nearly.sentences());
    assertEquals(
        "1 run is missing, and then up to 5 more; the same command, or that of another shard,"
            + " continues",
        assertThrows(UnfinishedException.class, nearly::requireFinished).getMessage());
    assertEquals(List.of(), nearly.confirmedRuns());
    SweepReport chosen = partial(plan("separated", "grid", 1, 2, "batch=8"), spec -> true);
    assertEquals("2 runs are missing", chosen.missing());
    assertEquals(
        "separated: the best of 1 setting by seed 1 is the only one; by seeds 2 to 3 its score is"
            + " 2 of 2 missing.",
        chosen.sentences().get(0));
  }

  @Test
  void aShardListsItsOpenRuns() {
    SweepPlan plan = plan("separated", "grid", 2, 1, "batch=8,16", "steps=4000,8000");
    SweepReport report = partial(plan, spec -> spec.seed() == 1 && spec.sac().batch() == 8);
    List<List<String>> all = report.open(Shard.WHOLE, false).rows();
    assertEquals(List.of("run", "seed", "steps", "batch"), all.get(0));
    assertEquals(
        List.of("1 4,000 16", "1 8,000 16", "2 4,000 8", "2 8,000 8", "2 4,000 16", "2 8,000 16"),
        all.subList(1, 7).stream().map(r -> String.join(" ", r.subList(1, 4))).toList());
    assertTrue(all.get(2).get(0).matches("separated-[0-9a-f]{8}-8000-1"), all.get(2).get(0));
    List<List<String>> first = report.open(new Shard(1, 2), false).rows();
    List<List<String>> second = report.open(new Shard(2, 2), false).rows();
    assertEquals(List.of(4, 4), List.of(first.size(), second.size()), "half of six, and the head");
    Set<List<String>> both = new HashSet<>(first);
    both.addAll(second);
    assertEquals(Set.copyOf(all), both);
  }

  @Test
  void failedRunsAreListedIfTheyAreTriedAgain() {
    SweepPlan plan = plan("separated", "grid", 1, 1, "batch=8,16");
    SweepReport report = report(plan, s -> s.sac().batch() == 8 ? failure() : heights(0.5));
    assertEquals(1, report.open(Shard.WHOLE, false).rows().size(), "the head");
    List<List<String>> rows = report.open(Shard.WHOLE, true).rows();
    assertEquals(2, rows.size());
    assertEquals(List.of("1", "8,000", "8"), rows.get(1).subList(1, 4));
  }

  @Test
  void theBestMethodComesFirst() {
    SweepPlan plan = plan("separated,qmp", "grid", 1, 1, "batch=8,16");
    SweepReport report = report(plan, spec -> heights(isSeparated(spec) ? 0.25 : 0.75));
    List<List<String>> best = report.tables().get(0).rows();
    assertEquals(List.of("1", "separated+qmp", "8", "8,000", "75"), best.get(1));
    assertEquals(List.of("2", "separated", "8", "8,000", "25"), best.get(2));
    assertEquals("separated, ranked by seed 1: success, in %", report.tables().get(1).title());
    report.requireFinished();
    assertEquals(
        List.of("separated+qmp", "separated"),
        report.confirmedRuns().stream()
            .map(run -> String.valueOf(run.getFileName()).replaceFirst("-.*", ""))
            .toList());
  }

  /** A failed setting has no score, and ranks even below a negative one. */
  @Test
  void aChosenSettingThatFailsInItsConfirmationComesLast() {
    SweepPlan plan = plan("separated,qmp", "grid", 1, 2, "batch=8,16");
    SweepReport report =
        report(
            plan,
            spec ->
                isSeparated(spec)
                    ? spec.seed() == 3 ? failure() : heights(0.75)
                    : heights(-0.5 - spec.seed()));
    List<List<String>> best = report.tables().get(0).rows();
    assertEquals(List.of("1", "separated+qmp"), best.get(1).subList(0, 2));
    assertEquals(List.of("2", "separated", "8", "8,000", "FAILED (1 of 2)"), best.get(2));
    assertEquals(3, report.confirmedRuns().size(), "all but the one that failed");
    assertEquals(
        "separated: the best of 2 settings by seed 1 is batch 8; by seeds 2 to 3 its score is"
            + " FAILED (1 of 2). --retry-failed tries again",
        assertThrows(RunFailedException.class, report::requireFinished).getMessage());
    assertTrue(report.sentences().stream().noneMatch(s -> s.contains(" against ")));
    assertTrue(
        new SweepNumbers(report).ranking().contains("confirm,2,separated,1,8,8000,2,1,0,,,\n"));
  }

  @Test
  void missingRunsHaveALineButNoNumbers() {
    SweepPlan plan = plan("separated", "grid", 2, 1, "batch=8,16");
    SweepNumbers numbers = new SweepNumbers(partial(plan, spec -> spec.seed() == 1));
    assertTrue(numbers.ranking().contains("choose,1,separated,1,8,8000,2,0,1,,,\n"));
    assertEquals(
        List.of("1,8000,finished,0.500000,f,", "1,8000,finished,0.500000,f,", "2,8000,missing,,,"),
        numbers
            .runs()
            .lines()
            .skip(1)
            .limit(3)
            .map(l -> l.replaceFirst(".*?,.*?,.*?,.*?,.*?,", ""))
            .toList());
  }
}
