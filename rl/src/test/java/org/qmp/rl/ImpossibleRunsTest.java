package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Box;
import org.qmp.env.Environment;
import org.qmp.env.Relabeling;
import org.qmp.env.Space;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.behavior.MethodException;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.NamedMethod;

/** A run that is not possible is refused before anything is written. */
final class ImpossibleRunsTest {
  private static final RunSpec SPEC = Runs.tiny("point", 3, 240, 100);

  @Test
  void aMethodThatTheSuiteDoesNotSupportIsRefused(@TempDir Path temp) throws IOException {
    Method domain = NamedMethod.of("separated+domain").method();
    RunSpec spec =
        new RunSpec("point-figure", domain, 1, SPEC.precision(), SPEC.training(), SPEC.sac());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Trainer(spec, PointReach.figure(), Backend.plain(), temp));
    try (var files = Files.list(temp)) {
      assertEquals(List.of(), files.toList());
    }
  }

  /** The first task's reward is known, the second one's is not. */
  @Test
  void anUnknownRewardIsRefusedNamingItsTask() {
    Relabeling known = PointReach.suite().relabeling().orElseThrow();
    TaskSuite suite =
        PointReach.suite()
            .withRelabeling(
                new Relabeling() {
                  @Override
                  public double leastReward() {
                    return known.leastReward();
                  }

                  @Override
                  public double reward(int task, double[] seen, double[] action, double[] next) {
                    return known.reward(task, seen, action, next);
                  }

                  @Override
                  public Optional<String> unknown(int task) {
                    return task == 1 ? Optional.of("a secret") : Optional.empty();
                  }
                });
    Trainer.requirePossible(SPEC.set("data", "uds"), suite, Backend.plain());
    assertEquals(
        "data sharing: the reward of lower-right cannot be computed from observations: a secret",
        assertThrows(
                MethodException.class,
                () -> Trainer.requirePossible(SPEC.set("data", "cds"), suite, Backend.plain()))
            .getMessage());
  }

  @Test
  void aSuiteThatTheSpecificationDoesNotNameIsRefused(@TempDir Path temp) throws IOException {
    for (TaskSuite other : List.of(PointReach.figure(), new TaskSuite("Point", tasks()))) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Trainer(SPEC, other, Backend.plain(), temp))
              .getMessage();
      assertEquals("the run is of suite point, not of suite " + other.name(), message);
      assertThrows(
          IllegalArgumentException.class,
          () -> Trainer.requirePossible(SPEC, other, Backend.plain()));
    }
    try (var files = Files.list(temp)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aRunWhoseCheckpointsWouldBeTooLargeIsRefused() {
    RunSpec wide = SPEC.set("hidden", "1000,1000");
    TrainingState.requireRoom(wide, 2_000_000_000);
    assertEquals(
        "hidden = 1000,1000: checkpoints of 2.30 GB, expected at most 2.00 GB",
        assertThrows(MethodException.class, () -> TrainingState.requireRoom(wide, 2_300_000_000L))
            .getMessage());
  }

  /** A world that works, except that its state cannot be saved. */
  private static final class Forgetful extends Wrapper {
    Forgetful(Environment inner) {
      super(inner);
    }

    @Override
    public int stateSize() {
      return 0;
    }

    @Override
    public void saveState(double[] out) {
      throw new UnsupportedOperationException("its state cannot be saved");
    }
  }

  @Test
  void aWorldWhoseStateCannotBeSavedRunsInMemoryButNotInADirectory(@TempDir Path temp)
      throws IOException {
    TaskSuite suite = PointReach.suite().wrapped(Forgetful::new);
    String expected =
        "task upper-right: a run in a directory saves the state of its world, which has none to save"
            + " (its stateSize() is 0)";
    assertEquals(
        expected,
        assertThrows(MethodException.class, () -> new Trainer(SPEC, suite, Backend.plain(), temp))
            .getMessage());
    assertEquals(
        expected,
        assertThrows(
                MethodException.class, () -> Trainer.requirePossible(SPEC, suite, Backend.plain()))
            .getMessage());
    try (var files = Files.list(temp)) {
      assertEquals(List.of(), files.toList());
    }
    try (Agent agent = Agent.train(suite, SPEC, Runs.SILENT)) {
      assertEquals(240, agent.step());
    }
  }

  @Test
  void oneWorldWhoseStateCannotBeSavedIsEnoughForARefusal() {
    TaskSuite.Task second = tasks().get(1);
    TaskSuite suite =
        new TaskSuite(
            "point",
            List.of(
                tasks().get(0),
                new TaskSuite.Task(second.name(), () -> new Forgetful(second.create()))));
    String message =
        assertThrows(
                MethodException.class, () -> Trainer.requirePossible(SPEC, suite, Backend.plain()))
            .getMessage();
    assertTrue(message.startsWith("task lower-right: a run in a directory saves"), message);
  }

  private static Environment gentle(Environment world) {
    return new Wrapper(world) {
      @Override
      public Space actions() {
        return Box.cube(2, -2, 2);
      }
    };
  }

  /** A switch would compare a guide's actions with learned actions in different units. */
  @Test
  void guidesAndRewardFunctionsWithOtherActionBoundsAreRefused() {
    TaskSuite figure = PointReach.figureB().wrapped(ImpossibleRunsTest::gentle);
    RunSpec spec = SPEC.with(c -> c.suite = figure.name());
    assertEquals(
        "suite point-figure-b has guides for actions in Box [-2.0, 2.0] × [-2.0, 2.0], expected [−1, 1]",
        assertThrows(
                MethodException.class, () -> Trainer.requirePossible(spec, figure, Backend.plain()))
            .getMessage());
    TaskSuite known = PointReach.suite().wrapped(ImpossibleRunsTest::gentle);
    assertEquals(
        "suite point has reward functions for actions in Box [-2.0, 2.0] × [-2.0, 2.0], expected [−1, 1]",
        assertThrows(
                MethodException.class, () -> Trainer.requirePossible(SPEC, known, Backend.plain()))
            .getMessage());
  }

  private static List<TaskSuite.Task> tasks() {
    return PointReach.suite().tasks();
  }
}
