package org.qmp.env.maze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.qmp.env.EpisodeFingerprint;

/** Episodes have the same bits on every JVM, processor and compiler. */
final class MazeSameBitsTest {

  @Test
  void theBallRollsTheSameEverywhere() throws NoSuchAlgorithmException {
    assertEquals(
        "e92957077b2119a6", EpisodeFingerprint.of(Maze.large().tasks().get(0).create(), 20_000));
  }
}
