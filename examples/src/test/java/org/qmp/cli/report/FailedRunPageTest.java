package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;
import org.qmp.rl.RunSpec;

/** A page says that a run failed, and why, even if it was evaluated or had no steps left. */
final class FailedRunPageTest {
  private static final Map<String, String> FAILED =
      Map.of("step", "240", "failure", "task <a & b>: reward is NaN");
  private static final String WHY = "task &lt;a &amp; b&gt;: reward is NaN";

  private static RunFiles run(String name, long step, Map<String, String> passport, Metrics found) {
    RunSpec spec =
        NamedSuite.POINT.defaults().with(c -> c.training = c.training.with(t -> t.steps = 240));
    return new RunFiles(Path.of(name), spec, NamedSuite.POINT.suite(), step, found, passport);
  }

  private static Metrics evaluated() {
    SortedMap<Long, SortedMap<String, Double>> byStep = new TreeMap<>();
    byStep.put(20L, new TreeMap<>(Map.of("evaluation/centre/return", -1.0)));
    return new Metrics(byStep);
  }

  private static String text(Page page) {
    String html = page.html(false);
    PageTest.requireSound(html);
    return html;
  }

  @Test
  void thePageOfARunBeginsWithItsFailure() {
    Metrics none = new Metrics(new TreeMap<>());
    String early = text(RunPage.of(run("early", 28, FAILED, none), RunPictures.NONE));
    assertTrue(early.contains("<p class=\"soft\">FAILED at step 28 of 240 steps"), early);
    assertTrue(early.contains("<p class=\"lead\">" + WHY + "</p>\n</section>"), early);
    assertFalse(early.contains("Its metrics have no evaluation"), early);
    String late = text(RunPage.of(run("late", 240, FAILED, evaluated()), RunPictures.NONE));
    assertTrue(late.contains("<p class=\"soft\">FAILED at step 240 of 240 steps"), late);
    assertTrue(late.contains(WHY + "</p>\n<p class=\"lead\">After 20 steps,"), late);
    String going = text(RunPage.of(run("going", 28, Map.of(), none), RunPictures.NONE));
    assertTrue(going.contains("<p class=\"soft\">at step 28 of 240 steps"), going);
  }

  /** As if it had been stopped during its last evaluation. */
  @Test
  void aRunIsNotFinishedBeforeItsLastEvaluation() {
    Metrics found = evaluated();
    String due = text(RunPage.of(run("due", 240, Map.of("step", "236"), found), RunPictures.NONE));
    assertTrue(due.contains("<p class=\"soft\">at step 240 of 240 steps"), due);
    found.byStep().put(240L, found.byStep().get(20L));
    String over = text(RunPage.of(run("over", 240, Map.of(), found), RunPictures.NONE));
    assertTrue(over.contains("<p class=\"soft\">finished: 240 of 240 steps"), over);
  }

  @Test
  void theTableOfSeveralRunsShowsWhichFailed() {
    List<RunFiles> runs =
        List.of(
            run("one", 240, FAILED, evaluated()),
            run("two", 240, Map.of("step", "240"), evaluated()));
    String html = text(RunsPage.of(Path.of("runs"), runs));
    assertTrue(html.contains("1 of 2 runs finished, 1 FAILED, 100 % of all steps"), html);
    assertTrue(html.contains("<td>240, failed</td>") && html.contains("<td>240</td>"), html);
    assertTrue(html.contains("<p>one FAILED: " + WHY + "</p>"), html);
  }
}
