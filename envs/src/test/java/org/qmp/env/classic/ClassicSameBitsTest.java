package org.qmp.env.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.qmp.env.EpisodeFingerprint;

/** Episodes have the same bits on every JVM, processor and compiler. */
final class ClassicSameBitsTest {

  @Test
  void thePendulumSwingsTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals("82c553d7c9a4a653", EpisodeFingerprint.of(Pendulum.task(), 2000));
  }

  @Test
  void thePointWalksTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "df40fd58d52cbedc", EpisodeFingerprint.of(PointReach.task(PointTask.FIGURE), 2000));
  }
}
