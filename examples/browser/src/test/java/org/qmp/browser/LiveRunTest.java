package org.qmp.browser;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page is told about a run. */
final class LiveRunTest {
  /** The first 2,000 steps are random. */
  @ParameterizedTest
  @ValueSource(strings = {"separated", "separated+qmp"})
  void sharesCountOncePoliciesHaveActed(String method) {
    LiveRun run = new LiveRun(new Choice(Choice.Offer.POINT, method, 1, 1, 4000));
    assertFalse(acted(run), "no evaluation yet");
    run.advance(2000);
    assertFalse(acted(run), "all steps were random");
    run.advance(3000);
    assertTrue(acted(run));
  }

  private static boolean acted(LiveRun run) {
    return run.look().contains("\"acted\":true");
  }
}
