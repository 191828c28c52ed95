package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.qmp.env.EpisodeFingerprint;

/** Every bit of some episodes, as it must be on every JVM, processor and compiler. */
final class TabletopSameBitsTest {

  @Test
  void aPuckMovesTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "6f96a4bc7897503c",
        EpisodeFingerprint.of(Tabletop.task("push", TabletopOptions.PUBLISHED), 300));
  }

  @Test
  void aDoorMovesTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "c1a15df0e45869c8", EpisodeFingerprint.of(Tabletop.cds().tasks().get(0).create(), 300));
  }
}
