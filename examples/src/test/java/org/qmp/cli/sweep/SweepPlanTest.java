package org.qmp.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.sweep.StandingsTest.heights;
import static org.qmp.cli.sweep.StandingsTest.plan;
import static org.qmp.cli.sweep.StandingsTest.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.RunSpec;

/** Which settings of which methods are searched. */
final class SweepPlanTest {
  @Test
  void methodsAreSearchedOnlyInKeysThatTheyHave() {
    SweepPlan plan = plan("separated,qmp", "grid", 1, 1, "batch=8,16", "ownFloor=0,0.1,0.2");
    assertEquals(2, plan.methods().get(0).size());
    assertEquals(6, plan.methods().get(1).size());
    SweepReport report = report(plan, s -> heights(0.5));
    assertEquals(
        List.of("rank", "setting", "batch", "steps", "score"),
        report.tables().get(1).rows().get(0));
    assertEquals(
        List.of("rank", "setting", "batch", "ownFloor", "steps", "score"),
        report.tables().get(2).rows().get(0));
  }

  @Test
  void settingsOfAMethodOverrideThoseThatAreSearched() {
    String methods = "qmp,qmp:persistence=5";
    SweepPlan plan = plan(methods, "grid", 1, 1, "persistence=1,2", "batch=8,16");
    assertEquals(List.of("separated+qmp", "separated+qmp:persistence=5"), plan.names());
    assertEquals(4, plan.methods().get(0).size());
    assertEquals(2, plan.methods().get(1).size());
    String message =
        assertThrows(UsageException.class, () -> plan(methods, "grid", 1, 1, "persistence=1,5"))
            .getMessage();
    assertEquals("--methods must be different methods; got separated+qmp twice", message);
    assertEquals(
        List.of("separated+qmp:persistence=10", "separated+qmp"),
        plan("qmp:persistence=10,qmp", "grid", 1, 1, "persistence=1,2").names());
  }

  @Test
  void settingsThatChangeNoResultCountOnce() {
    assertEquals(1, plan("qmp", "grid", 1, 1, "saveEvery=100,200").methods().get(0).size());
  }

  /** Every table has a column of steps already. */
  @Test
  void searchedStepsAreShownOnce() {
    SweepPlan plan = plan("separated", "grid", 1, 1, "steps=1000,2000");
    SweepReport report = report(plan, s -> heights(0.5));
    assertEquals(
        List.of("rank", "setting", "steps", "score"), report.tables().get(1).rows().get(0));
    assertTrue(new SweepNumbers(report).ranking().startsWith("role,rank,method,setting,steps,"));
  }

  /** 2 · (2,000 + 1,000) steps choose, and 3 · 2,000 confirm, if the longer one is the better. */
  @Test
  void stepsIncludeConfirmingTheLongestSetting() {
    assertEquals(12_000, plan("separated", "grid", 2, 3, "steps=2000,1000").steps(0));
  }

  /** A quarter of 8,000 steps would end before the first update of some settings. */
  @Test
  void noRungEndsBeforeTheLongestWarmUp() {
    SweepPlan plan = plan("separated", "halving:2", 1, 1, "warmUp=5000,100", "batch=8,16");
    assertEquals(List.of(new Search.Rung(4, 6000), new Search.Rung(1, 8000)), plan.rungs(0));
  }

  @Test
  void bothEndsOfARangeMustBeAllowed() {
    String must = "--gamma must be a number from 0 to 1; got ";
    isRefused(must + "'-0.5'", "random:1", "gamma=-0.5..0.9:linear");
    isRefused(must + "'1.5'", "random:1", "gamma=0.5..1.5");
  }

  /** 100 values of one key and ten of the other are the most settings of a search. */
  @Test
  void aSweepHasAtMostAHundredThousandRuns() {
    String batches =
        IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
    String[] lines = {"batch=" + batches, "targetUpdateInterval=1,2,3,4,5,6,7,8,9,10"};
    assertEquals(99_100, plan("separated", "grid", 99, 100, lines).size(0));
    assertEquals(
        "--seeds and --confirm must leave at most 100,000 runs; got 100,001",
        assertThrows(UsageException.class, () -> plan("separated", "grid", 100, 1, lines))
            .getMessage());
  }

  @Test
  void valuesAndKeysAreCheckedBeforehand() {
    isRefused("--batch must be a whole number from 1 to 100k; got '0'", "grid", "batch=8,0");
    isRefused("--tie must be one of", "grid", "tie=own,frist");
    isRefused("--own-floor needs a method that ends in +qmp", "grid", "ownFloor=0,0.1");
    isRefused("--steps cannot be searched by halving", "halving:2", "steps=1k,2k");
    String heights =
        "--evaluate-every cannot be searched: the mean height of a learning curve depends";
    isRefused(heights, "halving:2", "evaluateEvery=100,200");
    isRefused(heights, "grid", "evaluateEvery=100,200");
  }

  private static void isRefused(String why, String search, String line) {
    String method = line.startsWith("tie") ? "qmp" : "separated";
    String message =
        assertThrows(UsageException.class, () -> plan(method, search, 1, 1, line)).getMessage();
    assertTrue(message.startsWith(why), message);
  }

  /** Seeds are those of the search, whatever seed the base settings have. */
  @Test
  void theSeedOfTheBaseSettingsIsIgnored() {
    RunSpec base = NamedSuite.POINT.defaults();
    SweepPlan one = of(base);
    SweepPlan other = of(base.with(c -> c.seed = 3));
    assertEquals(one.methods(), other.methods());
  }

  private static SweepPlan of(RunSpec base) {
    return SweepPlan.of(
        new Methods.Several().convert("separated"),
        base,
        SearchSpaceTest.space("batch=8,16"),
        new Search.Reader().convert("grid"),
        1,
        1,
        Path.of("out"));
  }

  /** With more settings, the first rung is shorter. */
  @Test
  void aLargerSearchOwnsTheRunsOfASmallerOne() {
    SweepPlan small = plan("separated", "halving:2", 1, 1, "batch=8,16,32,64");
    SweepPlan large = plan("separated", "halving:2", 1, 1, "batch=8,16,32,64,4,2,12,24");
    List<Path> begun =
        Standings.of(small, Map.of()).open().stream().map(t -> t.member().directory()).toList();
    List<Path> first =
        Standings.of(large, Map.of()).open().stream().map(t -> t.member().directory()).toList();
    assertTrue(begun.stream().noneMatch(first::contains), "they have other lengths");
    assertTrue(begun.stream().allMatch(large::owns));
    assertFalse(large.owns(Path.of("out/separated-1")));
  }
}
