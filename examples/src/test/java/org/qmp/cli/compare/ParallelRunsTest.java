package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Pace;
import org.qmp.cli.run.RunResult;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;

final class ParallelRunsTest {
  /** Two runs of 20,000 steps each, of which the first 2,000 have no updates. */
  private static final List<Comparison.Member> TWO =
      new Comparison(NamedSuite.POINT.defaults(), List.of(Method.SEPARATED), 2, Path.of("runs"))
          .members();

  /** The pace of a process that has made so many steps with updates since its start. */
  private static Pace after(double seconds, double steps) {
    Pace pace = new Pace();
    pace.note(0, 0);
    pace.note(seconds, steps);
    return pace;
  }

  @Test
  void theTimeLeftFollowsFromTheWorkOfThisProcess() {
    assertEquals(
        "1 of 2 runs finished, 75 % of all steps, 0:50 left",
        ParallelRuns.progress(TWO, new long[] {20_000, 10_000}, Map.of(), after(5, 1_000)));
  }

  @Test
  void nothingIsLeftOfARunThatFailed() {
    Map<Comparison.Member, RunResult> results =
        Map.of(TWO.get(0), RunResult.failed(5_000, "a number became NaN"));
    assertEquals(
        "0 of 2 runs finished, 1 FAILED, 37 % of all steps, 0:50 left",
        ParallelRuns.progress(TWO, new long[] {5_000, 10_000}, results, after(5, 1_000)));
  }

  /** A transition of each has the same size: 3,000 are kept, 8,000 at capacity, and 6,000. */
  @Test
  void theRunsThatKeepMostTransitionsDecideWhetherMemoryIsShort() {
    List<RunSpec> specs =
        List.of(
            NamedSuite.POINT.defaults().set("steps", "3000"),
            NamedSuite.POINT.defaults().set("replayCapacity", "2000"),
            NamedSuite.POINT.defaults().set("steps", "6000"));
    List<RunSpec> sorted = List.of(specs.get(1), specs.get(2), specs.get(0));
    for (int count = 1; count <= 3; count++) {
      assertEquals(
          sorted.subList(0, count), ParallelRuns.largest(specs, count, NamedSuite.POINT.suite()));
    }
    assertEquals(sorted, ParallelRuns.largest(specs, 8, NamedSuite.POINT.suite()));
  }

  /** All 36,000 steps with updates are left, though 3,000 steps have been made. */
  @Test
  void theWarmUpDoesNotCountAsWork() {
    assertEquals(
        "0 of 2 runs finished, 7 % of all steps, 1:40 left",
        ParallelRuns.progress(TWO, new long[] {1_000, 2_000}, Map.of(), after(10, 3_600)));
  }

  @Test
  void stepsOfAnEarlierProcessDoNotPredictTheTimeLeft() {
    assertEquals(
        "0 of 2 runs finished, 45 % of all steps, unknown time left",
        ParallelRuns.progress(TWO, new long[] {18_000, 0}, Map.of(), new Pace()));
  }
}
