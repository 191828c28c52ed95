package org.qmp.env.reacher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.qmp.env.EpisodeFingerprint;

/** Episodes have the same bits on every JVM, processor and compiler. */
final class ReacherSameBitsTest {

  @Test
  void theArmMovesTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "025ef33cfd82754a", EpisodeFingerprint.of(Reacher.suite().tasks().get(0).create(), 20_000));
  }

  @Test
  void theNoisyArmMovesTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "3b8cc85fdb60a58f",
        EpisodeFingerprint.of(Reacher.stochastic().tasks().get(4).create(), 20_000));
  }
}
