package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.RunResult.Status;
import org.qmp.env.Outcome;
import org.qmp.env.Wrapper;
import org.qmp.rl.Passport;
import org.qmp.rl.RunSpec;

/** The record of a run that has ended or failed, which does not change. */
final class RunRecordTest extends RunExecutorFixture {
  /** Another process records the failure after this one has looked for a result. */
  @Test
  void aFailureOfAnotherProcessBeforeAnyCheckpointIsTheResult() throws Exception {
    Path run = temp.resolve("run");
    RunResult failed = run(executor(world -> new Ill(world, 5)), run);
    assertEquals(Status.FAILED, failed.status());
    assertEquals(failed, open(healthy, run));
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
  void aFailureBeforeTheFirstCheckpointCanBeForgottenToo() throws Exception {
    Path run = temp.resolve("run");
    RunResult failed = run(executor(world -> new Ill(world, 5)), run);
    assertTrue(failed.message(run).endsWith("ill; it had no checkpoint yet"), failed.failure());
    RunExecutor.forgetFailure(SPEC, run);
    assertEquals(fingerprint(), run(healthy, run).fingerprint());
  }

  @Test
  void environmentsThatCannotBeCreatedAreAFailure() throws Exception {
    Path run = temp.resolve("run");
    RunResult failed = run(unlicensed(), run);
    assertEquals(Status.FAILED, failed.status());
    assertTrue(failed.failure().contains("no licence"), failed.failure());
    assertEquals(Optional.of(failed), RunResult.in(run, SPEC));
  }

  /** A finished run is never trained again. */
  @Test
  void aFinishedRunStaysSoIfEnvironmentsCannotBeClosedOrCreatedAgain() throws Exception {
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
                    if (steps == 60) { // the one of training, not one of an evaluation
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
    assertEquals(result, open(unlicensed(), run));
    assertArrayEquals(before, passport(run));
    assertTrue(warnings.toString().contains("no licence"), warnings.toString());
  }

  /** The record is about the process that trained the run, not about one that only opens it. */
  @Test
  void openingAFinishedRunLeavesItsRecordUnchanged() throws Exception {
    Path run = temp.resolve("run");
    run(healthy, run);
    byte[] before = passport(run);
    open(healthy, run);
    assertArrayEquals(before, passport(run));
    Files.writeString(run.resolve("passport.json"), "{}");
    open(healthy, run);
    assertEquals(fingerprint(), RunResult.in(run, SPEC).orElseThrow().fingerprint());
  }

  /** With more memory it may succeed. */
  @Test
  void runningOutOfMemoryIsNoResult() {
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
  void anUnsuitableMethodIsRefusedAndLeavesNoResult() {
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

  /** A result is used only if its record is intact; otherwise the run's files give it. */
  @Test
  void aDamagedRecordIsNoResultAndIsWrittenAgain() throws Exception {
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
  void theResultOfAnotherRunIsNotUsed() throws Exception {
    Path run = temp.resolve("run");
    run(healthy, run);
    assertEquals(Optional.empty(), RunResult.in(run, SPEC.set("seed", "2")));
  }
}
