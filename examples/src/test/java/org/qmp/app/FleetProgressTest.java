package org.qmp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.rl.multitask.Method;

final class FleetProgressTest {
  /** Two runs of 20,000 steps each. */
  private static final List<Comparison.Member> TWO =
      new Comparison(Worlds.POINT.defaults(), List.of(Method.SEPARATED), 2, Path.of("runs"))
          .members();

  @Test
  void theTimeLeftIsThatOfStepsMadeHere() {
    assertEquals(
        "1 of 2 runs finished, 75 % of all steps, 0:50 left",
        FleetProgress.text(TWO, new long[] {20_000, 10_000}, 1_000, 5));
  }

  @Test
  void whatAnEarlierProcessMadeTellsNothingOfTheTimeLeft() {
    assertEquals(
        "0 of 2 runs finished, 45 % of all steps, unknown time left",
        FleetProgress.text(TWO, new long[] {18_000, 0}, 0, 5));
  }
}
