package org.qmp.browser;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the page is told about a run. */
final class LiveRunTest {
  /** The first 2,000 steps are random, and every 1,000 steps there is an evaluation. */
  @Test
  void sharesCountOncePoliciesHaveActed() {
    LiveRun run = new LiveRun(new Choice(Choice.Offer.POINT, "separated+qmp", 1, 1, 4000));
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
