package org.qmp.cli.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Metrics;

/** A run that has failed does not look like one that goes on. */
final class FailedRunPageTest {
  private static RunFiles run(Map<String, String> passport) {
    return new RunFiles(
        Path.of("point-1"),
        NamedSuite.POINT.defaults(),
        NamedSuite.POINT.suite(),
        28,
        new Metrics(new TreeMap<>()),
        passport);
  }

  @Test
  void thePageSaysWhatWentWrong() {
    RunFiles failed = run(Map.of("failure", "task centre: Q is <NaN>", "step", "28"));
    String html = RunPage.of(failed, RunPictures.NONE).html(false);
    PageTest.requireSound(html);
    assertTrue(html.contains("FAILED at 28 of 20,000 steps"), html);
    assertTrue(html.contains("The run failed: task centre: Q is &lt;NaN&gt;"), html);
    String running = RunPage.of(run(Map.of()), RunPictures.NONE).html(false);
    assertTrue(running.contains("at step 28 of 20,000 steps"), running);
    assertFalse(running.contains("ailed"), running);
    String both = RunsPage.of(Path.of("runs"), List.of(failed, run(Map.of()))).html(false);
    assertTrue(both.contains("<td>28, failed</td>") && both.contains("<td>28</td>"), both);
  }
}
