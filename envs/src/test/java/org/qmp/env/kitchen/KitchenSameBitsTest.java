package org.qmp.env.kitchen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.qmp.env.EpisodeFingerprint;

/** Episodes have the same bits on every JVM, processor and compiler. */
final class KitchenSameBitsTest {

  @Test
  void theArmMovesTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "77e5aa50cbe8fae0", EpisodeFingerprint.of(Kitchen.suite().tasks().get(8).create(), 300));
  }
}
