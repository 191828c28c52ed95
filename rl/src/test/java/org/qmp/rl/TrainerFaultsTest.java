package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.store.RunDirectory;

/** Failures outside the training: of listeners, sinks, files and callers. */
final class TrainerFaultsTest {
  /** Four tasks; saves at 100 and 200, evaluates at 84, 164 and 240. */
  private static final RunSpec SPEC = Runs.tiny("point", 3, 240, 100);

  private static String healthy;
  private static Path unbroken;

  @BeforeAll
  static void runUndisturbed(@TempDir Path temp) throws IOException {
    healthy = run(temp, Runs.SILENT);
    unbroken = temp;
  }

  private static String run(Path path, Agent.Listener listener) throws IOException {
    return Runs.run(SPEC, PointReach.suite(), path, listener);
  }

  private static void assertGoesOnAsIfNothingHadBeen(Path path) throws IOException {
    assertEquals(healthy, run(path, Runs.SILENT));
    MetricsOfARun.assertSameFiles(unbroken, path);
  }

  private static Trainer open(Path path) throws IOException {
    return new Trainer(SPEC, PointReach.suite(), Backend.plain(), path);
  }

  private static Agent.Listener onEvaluation(BiFunction<Agent, String, Boolean> action) {
    return new Agent.Listener() {
      @Override
      public void onEvaluation(Agent trainer, Acts who, String task, Evaluation evaluation) {
        assertTrue(action.apply(trainer, task));
      }
    };
  }

  private static Agent.Listener throwsAt(long step, RuntimeException what) {
    return new Agent.Listener() {
      @Override
      public void onRound(Agent trainer) {
        if (trainer.step() == step) {
          throw what;
        }
      }
    };
  }

  @Test
  void aStopAtTheEndOfAnEvaluationSavesItToo(@TempDir Path temp) throws IOException {
    List<String> evaluated = new ArrayList<>();
    run(
        temp,
        onEvaluation(
            (trainer, task) -> {
              trainer.requestStop();
              return evaluated.add(task);
            }));
    assertEquals(PointReach.suite().taskNames(), evaluated);
    assertEquals(84, RunDirectory.newestCheckpoint(temp).orElseThrow().step());
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  @Test
  void aStopBeforeTheRunLeavesItAtStepZero(@TempDir Path temp) throws IOException {
    try (Trainer trainer = open(temp)) {
      trainer.requestStop();
      assertFalse(trainer.run(Runs.SILENT));
      assertEquals(0, trainer.step());
    }
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 84, 200, 240})
  void aListenersExceptionIsRethrownAndTheRunCanBeResumed(long step, @TempDir Path temp)
      throws IOException {
    var bad = new IllegalArgumentException("listener");
    assertSame(
        bad, assertThrows(IllegalArgumentException.class, () -> run(temp, throwsAt(step, bad))));
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  @Test
  void aListenersExceptionInAnEvaluationIsRethrownAndTheRunCanBeResumed(@TempDir Path temp)
      throws IOException {
    var bad = new IllegalArgumentException("listener");
    Agent.Listener listener =
        onEvaluation(
            (trainer, task) -> {
              throw bad;
            });
    assertSame(bad, assertThrows(IllegalArgumentException.class, () -> run(temp, listener)));
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  /** A state saved between two tasks' steps would be one that no healthy run has. */
  @Test
  void aTrainerThatHasFailedDoesNotContinue(@TempDir Path temp) throws IOException {
    FaultyWorlds worlds = new FaultyWorlds();
    try (Trainer trainer =
        new Trainer(SPEC, worlds.suite(PointReach.suite()), Backend.plain(), temp)) {
      trainer.requestStop();
      trainer.run(Runs.SILENT);
    }
    try (Trainer trainer =
        new Trainer(SPEC, worlds.suite(PointReach.suite()), Backend.plain(), temp)) {
      worlds.setFault(FaultyWorlds.Fault.THROWS_IN_STEP);
      assertThrows(EnvironmentException.class, () -> trainer.run(Runs.SILENT));
      worlds.setFault(FaultyWorlds.Fault.NONE);
      IllegalStateException refusal =
          assertThrows(IllegalStateException.class, () -> trainer.run(Runs.SILENT));
      assertTrue(refusal.getMessage().contains(temp.toString()), refusal.getMessage());
    }
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  @Test
  void aListenerCannotCallRunDuringTheRun(@TempDir Path temp) throws IOException {
    Agent.Listener listener =
        new Agent.Listener() {
          @Override
          public void onRound(Agent trainer) {
            assertThrows(IllegalStateException.class, () -> trainer.run(Runs.SILENT));
          }
        };
    assertEquals(healthy, run(temp, listener));
  }

  @Test
  void aClosedTrainerDoesNotRunAndMayBeClosedAgain(@TempDir Path temp) throws IOException {
    Trainer trainer = open(temp);
    trainer.close();
    assertThrows(IllegalStateException.class, () -> trainer.run(Runs.SILENT));
    trainer.close();
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  /** Discards all metrics, and fails in the given methods. */
  private record BadSink(Set<String> failing) implements MetricsSink {
    private void failIf(String where) throws IOException {
      if (failing.contains(where)) {
        throw new IOException("no space in " + where);
      }
    }

    @Override
    public void write(long step, String name, double value) throws IOException {
      failIf("write");
    }

    @Override
    public void flush() throws IOException {
      failIf("flush");
    }

    @Override
    public void close() throws IOException {
      failIf("close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "flush", "close"})
  void aSinkThatFailsStopsTheRunAndTheDirectoryIsFree(String where, @TempDir Path temp)
      throws IOException {
    Trainer trainer = open(temp);
    trainer.agent().add(new BadSink(Set.of(where)));
    trainer.agent().add(new BadSink(Set.of(where)));
    IOException error =
        assertThrows(
            IOException.class,
            () -> {
              try (trainer) {
                trainer.run(Runs.SILENT);
              }
            });
    assertEquals("no space in " + where, error.getMessage());
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  @Test
  void aFailureToCloseDoesNotHideTheFailureOfTheRun(@TempDir Path temp) throws IOException {
    Trainer trainer = open(temp);
    trainer.agent().add(new BadSink(Set.of("write", "close")));
    trainer.agent().add(new BadSink(Set.of("close")));
    IOException error =
        assertThrows(
            IOException.class,
            () -> {
              try (trainer) {
                trainer.run(Runs.SILENT);
              }
            });
    assertEquals("no space in write", error.getMessage());
    assertEquals("no space in close", error.getSuppressed()[0].getMessage());
    assertEquals("no space in close", error.getSuppressed()[0].getSuppressed()[0].getMessage());
  }

  @Test
  void aMetricsFileThatCannotBeOpenedLeavesTheDirectoryFree(@TempDir Path temp) throws IOException {
    open(temp).close();
    Path events = temp.resolve("metrics/events.out.tfevents.qmp");
    Files.delete(events);
    Files.createSymbolicLink(events, temp.resolve("nowhere/at-all"));
    assertThrows(IOException.class, () -> open(temp));
    Files.delete(events);
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  /** Not only exceptions: a suite that is missing from the class path causes an {@code Error}. */
  @Test
  void anErrorWhileOpeningLeavesTheDirectoryFree(@TempDir Path temp) throws IOException {
    AtomicBoolean missing = new AtomicBoolean();
    TaskSuite suite =
        PointReach.suite()
            .wrapped(
                world -> {
                  if (missing.get()) {
                    throw new NoClassDefFoundError("Missing");
                  }
                  return world;
                });
    missing.set(true);
    assertThrows(NoClassDefFoundError.class, () -> new Trainer(SPEC, suite, Backend.plain(), temp));
    assertGoesOnAsIfNothingHadBeen(temp);
  }

  /** Saves at 100 and 200, and at the end. */
  @Test
  void theNewestCheckpointIsReportedOnceItExists(@TempDir Path temp) throws IOException {
    Map<Long, OptionalLong> told = new LinkedHashMap<>();
    try (Trainer trainer = open(temp)) {
      assertEquals(OptionalLong.empty(), trainer.savedStep());
      trainer.run(
          new Agent.Listener() {
            @Override
            public void onRound(Agent running) {
              told.put(running.step(), trainer.savedStep());
            }
          });
      assertEquals(OptionalLong.of(240), trainer.savedStep());
    }
    assertEquals(OptionalLong.empty(), told.get(100L));
    assertEquals(OptionalLong.of(100), told.get(104L));
    assertEquals(OptionalLong.of(200), told.get(240L));
    try (Trainer trainer = open(temp)) {
      assertEquals(OptionalLong.of(240), trainer.savedStep());
    }
  }

  @Test
  void aRunThatFailedBeforeItsFirstCheckpointDoesNotPromiseOne(@TempDir Path temp)
      throws IOException {
    try (Trainer trainer = open(temp)) {
      assertThrows(IllegalStateException.class, () -> trainer.run(throwsAt(4, new Bad())));
      String message =
          assertThrows(IllegalStateException.class, () -> trainer.run(Runs.SILENT)).getMessage();
      assertTrue(message.endsWith("open " + temp + " again to start over"), message);
    }
    try (Trainer trainer = open(temp)) {
      assertThrows(IllegalStateException.class, () -> trainer.run(throwsAt(104, new Bad())));
      String message =
          assertThrows(IllegalStateException.class, () -> trainer.run(Runs.SILENT)).getMessage();
      assertTrue(message.endsWith("to continue from its last checkpoint"), message);
    }
  }

  private static final class Bad extends IllegalStateException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void thePassportIsJsonWithNumbersAsNumbers() throws IOException {
    String passport = Files.readString(unbroken.resolve("passport.json"));
    assertTrue(
        passport.startsWith("{\n  \"spec\" : \"qmp run specification 1\\nsuite = point"), passport);
    assertTrue(passport.contains("\n  \"seed\" : 3,\n  \"step\" : 240,\n"), passport);
    assertTrue(passport.contains("\n  \"version\" : \"development\",\n"), passport);
    assertTrue(
        passport.contains("\n  \"fingerprint\" : \"" + healthy + "\",\n  \"sha256\" : \""),
        passport);
    try (var files = Files.list(unbroken)) {
      assertEquals(
          Set.of(".attempt-1", ".lock", "checkpoints", "metrics", "passport.json", "spec.txt"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }
}
