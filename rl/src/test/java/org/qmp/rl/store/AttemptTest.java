package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the last attempt may write, even where file locks do not work. */
final class AttemptTest {
  @TempDir private Path directory;

  @Test
  void theNextAttemptSupersedesEarlierOnes() throws IOException {
    Files.writeString(directory.resolve(".attempt-x"), "mine");
    Attempt first = new Attempt(directory);
    assertEquals(0, first.number());
    first.requireLast();
    assertEquals(1, first.number());
    first.requireLast();
    Attempt second = new Attempt(directory);
    first.requireLast();
    second.requireLast();
    assertEquals(2, second.number());
    String message = assertThrows(SupersededException.class, first::requireLast).getMessage();
    assertEquals(
        directory + " has been taken over by another process, which continues the run", message);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of(".attempt-2", ".attempt-x"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void onlyOneOfManyConcurrentAttemptsIsTheLast() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        List<Callable<Attempt>> begins = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          begins.add(this::begun);
        }
        int last = 0;
        for (Future<Attempt> attempt : threads.invokeAll(begins)) {
          last += isLast(attempt.get()) ? 1 : 0;
        }
        assertEquals(1, last);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Begins an attempt, which may already be superseded when this returns. */
  private Attempt begun() throws IOException {
    Attempt attempt = new Attempt(directory);
    isLast(attempt);
    return attempt;
  }

  private static boolean isLast(Attempt attempt) throws IOException {
    try {
      attempt.requireLast();
      return true;
    } catch (SupersededException e) {
      return false;
    }
  }
}
