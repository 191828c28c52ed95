package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.RunResult.Status;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.Passport;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.store.RunDirectory;
import org.qmp.rl.store.SupersededException;

/** A run has one result, however often and by whomever it is carried out. */
final class RunExecutorTest {
  private static final RunSpec SPEC =
      RunSpec.of("pendulum", Method.SEPARATED, 60)
          .set("hidden", "4,4")
          .set("batch", "4")
          .set("warmUp", "20")
          .set("evaluateEvery", "60")
          .set("evaluationEpisodes", "1")
          .set("saveEvery", "20");

  @TempDir private Path temp;
  private final List<String> warnings = new ArrayList<>();
  private final AtomicInteger worlds = new AtomicInteger();

  private RunExecutor executor(Function<Environment, Environment> wrapper) {
    return new RunExecutor(
        name ->
            Pendulum.suite()
                .wrapped(
                    world -> {
                      worlds.incrementAndGet();
                      return wrapper.apply(world);
                    }),
        Backend.best(),
        warnings::add);
  }

  private final RunExecutor healthy = executor(world -> world);

  /** A world whose steps throw, from one on. */
  private static final class Ill extends Wrapper {
    private final int from;
    private int steps;

    Ill(Environment inner, int from) {
      super(inner);
      this.from = from;
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      if (++steps >= from) {
        throw new IllegalStateException("ill");
      }
      return super.step(action, observationOut);
    }
  }

  private static Environment licensed(Environment world, boolean licence) {
    if (!licence) {
      throw new IllegalStateException("no licence");
    }
    return world;
  }

  private RunResult run(RunExecutor executor, Path directory) throws Exception {
    return executor.run(SPEC, directory, Optional.empty(), () -> false);
  }

  private String fingerprint() throws Exception {
    return run(healthy, temp.resolve("whole")).fingerprint();
  }

  private static byte[] passport(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("passport.json"));
  }

  @Test
  void aFinishedRunIsReturnedAtOnceWithoutAWorld() throws Exception {
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

  @Test
  void aCancelledRunIsSavedAndGoesOnToTheSameBits() throws Exception {
    Path run = temp.resolve("run");
    AtomicInteger asked = new AtomicInteger();
    RunResult stopped =
        healthy.run(SPEC, run, Optional.empty(), () -> asked.incrementAndGet() > 30);
    assertEquals(Status.STOPPED, stopped.status());
    assertEquals(31, stopped.step());
    assertEquals(Optional.empty(), RunResult.in(run, SPEC));
    assertEquals(fingerprint(), run(healthy, run).fingerprint());
  }

  /** Another process records it between the look at the directory and its opening. */
  @Test
  void aFailureOfAnotherProcessBeforeAnyCheckpointIsTheResult() throws Exception {
    Path run = temp.resolve("run");
    RunResult failed = run(executor(world -> new Ill(world, 5)), run);
    assertEquals(Status.FAILED, failed.status());
    assertEquals(
        failed,
        healthy.carryOut(SPEC, run, Optional.empty(), () -> false, new RunExecutor.Watcher() {}));
  }

  @Test
  void aFailureIsAResultAndIsNotTriedAgainUnlessForgotten() throws Exception {
    Path run = temp.resolve("run");
    RunResult failed = run(executor(world -> new Ill(world, 50)), run);
    assertEquals(
        RunResult.failed(49, "task swing-up, step 50: Pendulum failed in step: ill"), failed);
    int made = worlds.get();
    assertEquals(failed, run(healthy, run));
    assertEquals(made, worlds.get());
    assertEquals(
        "the run failed at step 49: task swing-up, step 50: Pendulum failed in step: ill; the last"
            + " checkpoint in "
            + run
            + " is kept",
        failed.message(run));
    RunExecutor.forgetFailure(SPEC, run);
    assertEquals(Optional.empty(), RunResult.in(run, SPEC));
    RunResult result = run(healthy, run);
    assertEquals(fingerprint(), result.fingerprint());
    RunExecutor.forgetFailure(SPEC, run);
    assertEquals(Optional.of(result), RunResult.in(run, SPEC), "no failure, so it stays");
  }

  @Test
  void aFailureBeforeTheFirstCheckpointIsForgottenToo() throws Exception {
    Path run = temp.resolve("run");
    RunResult failed = run(executor(world -> new Ill(world, 5)), run);
    assertTrue(failed.message(run).endsWith("ill; it had no checkpoint yet"), failed.failure());
    RunExecutor.forgetFailure(SPEC, run);
    assertEquals(fingerprint(), run(healthy, run).fingerprint());
  }

  @Test
  void worldsThatCannotBeMadeAreAFailure() throws Exception {
    Path run = temp.resolve("run");
    AtomicBoolean gone = new AtomicBoolean(); // once the suite has been found
    RunExecutor none =
        new RunExecutor(
            name -> {
              TaskSuite suite = Pendulum.suite().wrapped(world -> licensed(world, !gone.get()));
              gone.set(true);
              return suite;
            },
            Backend.best(),
            warnings::add);
    RunResult failed = run(none, run);
    assertEquals(Status.FAILED, failed.status());
    assertTrue(failed.failure().contains("no licence"), failed.failure());
    assertEquals(Optional.of(failed), RunResult.in(run, SPEC));
  }

  /** What is done stays done, and nobody trains it again. */
  @Test
  void aRunThatHasEndedStaysFinishedWhereWorldsCannotBeClosedOrMadeAgain() throws Exception {
    Path run = temp.resolve("run");
    RunExecutor stuck =
        executor(
            world ->
                new Wrapper(world) {
                  private int steps;

                  @Override
                  public Outcome step(double[] action, double[] observationOut) {
                    steps++;
                    return super.step(action, observationOut);
                  }

                  @Override
                  public void close() {
                    if (steps == 60) { // that of training, and none of an evaluation
                      throw new IllegalStateException("stuck");
                    }
                  }
                });
    RunResult result = run(stuck, run);
    assertEquals(Status.OK, result.status());
    assertEquals(fingerprint(), result.fingerprint());
    assertEquals(Optional.of(result), RunResult.in(run, SPEC));
    assertTrue(warnings.toString().contains("after the end of the run"), warnings.toString());
    assertTrue(warnings.toString().contains("stuck"), warnings.toString());

    byte[] before = passport(run);
    AtomicBoolean gone = new AtomicBoolean();
    RunExecutor none =
        new RunExecutor(
            name -> {
              TaskSuite suite = Pendulum.suite().wrapped(world -> licensed(world, !gone.get()));
              gone.set(true);
              return suite;
            },
            Backend.best(),
            warnings::add);
    RunResult again =
        none.carryOut(SPEC, run, Optional.empty(), () -> false, new RunExecutor.Watcher() {});
    assertEquals(result, again);
    assertArrayEquals(before, passport(run));
    assertTrue(warnings.toString().contains("no licence"), warnings.toString());
  }

  /** Of who only looks at a finished run nothing is recorded: it was made by others. */
  @Test
  void whoOpensAFinishedRunLeavesItsRecordAlone() throws Exception {
    Path run = temp.resolve("run");
    run(healthy, run);
    byte[] before = passport(run);
    healthy.carryOut(SPEC, run, Optional.empty(), () -> false, new RunExecutor.Watcher() {});
    assertArrayEquals(before, passport(run));
    Files.writeString(run.resolve("passport.json"), "{}");
    healthy.carryOut(SPEC, run, Optional.empty(), () -> false, new RunExecutor.Watcher() {});
    assertEquals(fingerprint(), RunResult.in(run, SPEC).orElseThrow().fingerprint());
  }

  /** With more memory it may succeed. */
  @Test
  void whatTheMachineLacksIsNoResult() {
    Path run = temp.resolve("run");
    RunExecutor small =
        executor(
            world -> {
              throw new OutOfMemoryError("none left");
            });
    assertThrows(OutOfMemoryError.class, () -> run(small, run));
    assertFalse(Files.exists(run));
  }

  @Test
  void theWrongMethodIsRefusedAndNoResult() {
    RunSpec spec = SPEC.with(c -> c.method = org.qmp.cli.option.Methods.named("domain").method());
    Path run = temp.resolve("run");
    assertThrows(UsageException.class, () -> healthy.run(spec, run, Optional.empty(), () -> false));
    assertFalse(Files.exists(run));
  }

  @Test
  void theRecordNamesTheRunItsResultAndTheMachine() throws Exception {
    Path run = temp.resolve("run");
    RunResult result = run(healthy, run);
    Map<String, String> passport = Passport.in(run);
    assertEquals(SPEC.canonical(), passport.get("spec"));
    assertEquals(result.fingerprint(), passport.get("fingerprint"));
    assertEquals("60", passport.get("step"));
    assertTrue(passport.keySet().containsAll(Machine.FACTS.keySet()), passport.toString());
    assertTrue(passport.containsKey("cpu"), passport.toString());
  }

  /** A result is believed if not a bit of its record has changed; else the run's files tell. */
  @Test
  void aDamagedRecordIsNoResultAndIsMadeAgain() throws Exception {
    Path run = temp.resolve("run");
    RunResult result = run(healthy, run);
    byte[] good = passport(run);
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(run.resolve("passport.json"), bad);
      Optional<RunResult> read = RunResult.in(run, SPEC);
      assertTrue(
          read.isEmpty() || read.get().equals(result), new String(bad, StandardCharsets.UTF_8));
    }
    Files.write(run.resolve("passport.json"), new byte[0]);
    assertEquals(result, run(healthy, run));
    assertEquals(Optional.of(result), RunResult.in(run, SPEC));
  }

  @Test
  void theResultOfAnotherRunIsNotTakenForIts() throws Exception {
    Path run = temp.resolve("run");
    run(healthy, run);
    assertEquals(Optional.empty(), RunResult.in(run, SPEC.set("seed", "2")));
  }

  @Test
  void resultsTravelBetweenProcesses() throws Exception {
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

  /** As on file systems whose locks do not reach other machines: the later one goes on alone. */
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
  void whoeverWaitsForAnotherProcessCanBeCancelled() throws Exception {
    Path run = temp.resolve("run");
    try (RunDirectory held = RunDirectory.open(run, SPEC.canonical(), Map.of())) {
      assertEquals(
          Status.STOPPED, healthy.run(SPEC, held.path(), Optional.empty(), () -> true).status());
    }
  }
}
