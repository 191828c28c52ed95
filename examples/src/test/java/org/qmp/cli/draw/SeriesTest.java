package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Precision;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.ReturnCurve;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;

/** Runs that differ only in their seeds share one line. */
final class SeriesTest {

  private static ReturnCurve run(long seed, int batch, double... returns) {
    return run(Method.SEPARATED, 100, seed, batch, returns);
  }

  private static ReturnCurve run(
      Method method, long steps, long seed, int batch, double... returns) {
    TreeMap<Long, Double> byStep = new TreeMap<>();
    for (int i = 0; i < returns.length; i++) {
      byStep.put(10 * (i + 1L), returns[i]);
    }
    SacConfig sac = SacConfig.defaults().with(c -> c.batch = batch);
    RunSpec spec =
        new RunSpec("point", method, seed, Precision.FLOAT, TrainingConfig.of(steps), sac);
    return new ReturnCurve(spec, byStep);
  }

  private static void assertMoment(
      double step, double mean, double low, double high, Series.Moment found) {
    assertEquals(new Series.Moment(step, mean, low, high), found);
  }

  @Test
  void aLineIsTheMeanOverItsSeedsAndItsBandTheRange() {
    List<Series> series = Series.of(List.of(run(1, 8, -4, 1), run(2, 8, -1, 1), run(3, 8, -7, 4)));
    assertEquals(1, series.size());
    assertEquals("point", series.get(0).label());
    assertEquals("point (mean of 3 runs, band: min to max)", series.get(0).legend());
    assertEquals(2, series.get(0).points().size());
    assertMoment(10, -4, -7, -1, series.get(0).points().get(0));
    assertMoment(20, 2, 1, 4, series.get(0).points().get(1));
    assertTrue(series.get(0).banded());
  }

  @Test
  void linesAreInTheOrderOfTheirFirstRuns() {
    List<Series> series = Series.of(List.of(run(1, 9, 5), run(1, 8, 6), run(2, 9, 7)));
    assertEquals(2, series.size());
    assertEquals("point, batch 9", series.get(0).label());
    assertEquals("point, batch 8 (1 run)", series.get(1).legend());
    assertMoment(10, 6, 5, 7, series.get(0).points().get(0));
    assertMoment(10, 6, 6, 6, series.get(1).points().get(0));
    assertFalse(series.get(1).banded());
  }

  /** Also if the runs differ in more than the method. */
  @Test
  void methodsAreNamedAsOnTheCommandLine() {
    Method qmp = Methods.named("qmp").method();
    List<Series> series =
        Series.of(
            List.of(
                run(Method.SEPARATED, 100, 1, 8, 5),
                run(qmp, 100, 1, 8, 5),
                run(qmp, 200, 1, 8, 5)));
    assertEquals(
        List.of(
            "point, separated, steps 100",
            "point, separated+qmp, steps 100",
            "point, separated+qmp, steps 200"),
        series.stream().map(Series::label).toList());
  }

  @Test
  void aLineEndsWhereItsShortestRunEnds() {
    List<Series> series = Series.of(List.of(run(1, 8, 1, 2, 3), run(2, 8, 3, 4)));
    assertEquals(
        List.of(10.0, 20.0), series.get(0).points().stream().map(Series.Moment::step).toList());
    assertEquals(1, series.get(0).points().get(0).low());
  }
}
