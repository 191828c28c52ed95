package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.cli.run.RunResult.Status;
import org.qmp.rl.Passport;
import org.qmp.rl.store.RunDirectory;
import org.qmp.rl.store.SupersededException;

/** A run has one result, however often it is executed, and by which process. */
final class RunExecutorTest extends RunExecutorFixture {
  @Test
  void aFinishedRunIsReturnedWithoutCreatingAnEnvironment() throws Exception {
    Path run = temp.resolve("run");
    RunResult first = run(healthy, run);
    assertEquals(new RunResult(Status.OK, 60, 40, first.fingerprint(), ""), first);
    assertEquals(64, first.fingerprint().length());
    int made = worlds.get();
    Object written = Files.getLastModifiedTime(run.resolve("passport.json"));
    assertEquals(first, run(healthy, run));
    assertEquals(Optional.of(first), RunResult.in(run, SPEC));
    assertEquals(made, worlds.get());
    assertEquals(written, Files.getLastModifiedTime(run.resolve("passport.json")));
    assertEquals(List.of(), warnings);
  }

  /** Between two steps, or in the evaluation after the last one. */
  @ParameterizedTest
  @CsvSource({"30, 31", "90, 60"})
  void aCancelledRunIsSavedAndContinuesWithTheSameBits(int questions, long step) throws Exception {
    Path run = temp.resolve("run");
    AtomicInteger asked = new AtomicInteger();
    RunResult stopped =
        healthy.run(SPEC, run, Optional.empty(), () -> asked.incrementAndGet() > questions);
    assertEquals(Status.STOPPED, stopped.status());
    assertEquals(step, stopped.step());
    assertEquals(Optional.empty(), RunResult.in(run, SPEC));
    assertEquals(fingerprint(), run(healthy, run).fingerprint());
  }

  @Test
  void resultsCanBeSerialized() throws Exception {
    RunResult result = RunResult.failed(3, "ill");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(result);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(result, in.readObject());
    }
  }

  @Test
  void twoAttemptsAtOnceHaveOneResultAndTrainOnce() throws Exception {
    Path run = temp.resolve("run");
    var both = Executors.newFixedThreadPool(2);
    try {
      Future<RunResult> one = both.submit(() -> run(healthy, run));
      Future<RunResult> two = both.submit(() -> run(healthy, run));
      assertEquals(one.get(), two.get());
      assertEquals("1", Passport.in(run).get("attempts"));
      assertEquals(fingerprint(), one.get().fingerprint());
    } finally {
      both.shutdownNow();
    }
  }

  /** As on file systems whose locks do not reach other machines: only the later one continues. */
  @Test
  void withoutLocksTheLaterAttemptTakesOverAndNothingIsMixed() throws Exception {
    Path run = temp.resolve("run");
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    var other = Executors.newSingleThreadExecutor();
    try {
      Future<RunResult> first =
          other.submit(
              () ->
                  healthy.run(
                      SPEC,
                      run,
                      Optional.empty(),
                      () -> {
                        if (asked.incrementAndGet() == 30) { // after a checkpoint at 20
                          hanging.countDown();
                          awaits(awake);
                        }
                        return false;
                      }));
      hanging.await();
      Files.delete(run.resolve(".lock"));
      RunResult second = run(healthy, run);
      awake.countDown();
      ExecutionException lost = assertThrows(ExecutionException.class, first::get);
      assertInstanceOf(SupersededException.class, lost.getCause());
      assertEquals(fingerprint(), second.fingerprint());
      assertEquals(second, run(healthy, run));
      for (String file : List.of("metrics.csv", "metrics.jsonl", "events.out.tfevents.qmp")) {
        assertEquals(
            -1,
            Files.mismatch(temp.resolve("whole/metrics/" + file), run.resolve("metrics/" + file)));
      }
      assertEquals("2", Passport.in(run).get("attempts"));
    } finally {
      other.shutdownNow();
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitingForAnotherProcessCanBeCancelled() throws Exception {
    Path run = temp.resolve("run");
    try (RunDirectory held = RunDirectory.open(run, SPEC.canonical(), Map.of())) {
      assertEquals(
          Status.STOPPED, healthy.run(SPEC, held.path(), Optional.empty(), () -> true).status());
    }
  }
}
