package org.qmp.env.walker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.qmp.env.EpisodeFingerprint;

/** Episodes have the same bits on every JVM, processor and compiler. */
final class WalkerSameBitsTest {

  @Test
  void theWalkerFallsTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "73aba7bd34a21786", EpisodeFingerprint.of(Walker.suite().tasks().get(0).create(), 20_000));
  }

  @Test
  void theCrawlerFallsTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "89b8a6bfd113ce11", EpisodeFingerprint.of(Walker.suite().tasks().get(3).create(), 20_000));
  }
}
