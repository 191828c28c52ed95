package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.draw.Series;
import org.qmp.cli.option.NamedSuite;

/** The learning curves of runs, read from their files. */
final class ReturnCurveTest {
  @TempDir private Path temp;

  /** 250 steps, evaluated every 100 and at the end. */
  private Path run(int seed, String turns, long... steps) throws IOException {
    Path run = temp.resolve(turns + "-" + seed);
    Files.createDirectories(Metrics.file(run).getParent());
    Files.writeString(
        run.resolve("spec.txt"),
        NamedSuite.POINT
            .defaults()
            .set("steps", "250")
            .set("evaluateEvery", "100")
            .set("turns", turns)
            .set("seed", "" + seed)
            .canonical());
    StringBuilder lines = new StringBuilder("step,name,value\n");
    for (long step : steps) {
      lines.append(step).append(",evaluation/centre/return,-1\n");
    }
    Files.writeString(Metrics.file(run), lines);
    return run;
  }

  private static List<Double> drawn(Path... runs) throws IOException {
    List<Series> series = Series.of(ReturnCurve.of(List.of(runs)));
    assertEquals(1, series.size());
    return series.get(0).points().stream().map(Series.Moment::step).toList();
  }

  /** Rounds of episodes end at different steps in every run. */
  @Test
  void evaluationsAreDrawnWhereTheyWereDue() throws IOException {
    Path one = run(1, "episodes", 103, 204, 251);
    Path two = run(2, "episodes", 101, 202, 250);
    assertEquals(List.of(100.0, 200.0, 250.0), drawn(one, two));
  }

  @Test
  void withEqualStepsEvaluationsAreDrawnWhereTheyTookPlace() throws IOException {
    assertEquals(List.of(102.0, 204.0, 252.0), drawn(run(1, "steps", 102, 204, 252)));
  }
}
