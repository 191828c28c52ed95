package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.RescaleAction;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.Evaluation.Acts;

/** Every environment is closed exactly once by its creator, even after a failure. */
final class ClosedWorldsTest {
  private static final RunSpec SPEC = Runs.tiny("point", 3, 60, 1000);

  private int made;
  private int open;
  private int failsWhenMade = -1;
  private boolean failsInReset;
  private boolean failsWhenClosed;

  private final class Counted extends Wrapper {
    private boolean closed;

    Counted(Environment inner) {
      super(inner);
      open++;
      if (made++ == failsWhenMade) {
        open--;
        throw new IllegalStateException("cannot be made");
      }
    }

    @Override
    public void reset(Chance chance, double[] observationOut) {
      if (failsInReset) {
        throw new IllegalStateException("cannot be reset");
      }
      super.reset(chance, observationOut);
    }

    @Override
    public void close() {
      assertTrue(!closed, "closed twice");
      closed = true;
      open--;
      super.close();
      if (failsWhenClosed) {
        throw new IllegalStateException("cannot be closed");
      }
    }
  }

  private TaskSuite suite() {
    return PointReach.suite().wrapped(Counted::new);
  }

  @AfterEach
  void nothingIsOpen() {
    assertEquals(0, open);
  }

  @Test
  void aSuiteClosesTheWorldsThatItInspects() {
    assertEquals(4, suite().size());
    assertEquals(4, made);
    assertEquals(0, open);
    failsWhenMade = 6;
    assertThrows(IllegalStateException.class, this::suite);
    failsWhenMade = -1;
    failsWhenClosed = true;
    assertThrows(IllegalStateException.class, this::suite);
    assertEquals(0, open);
    failsWhenClosed = false;
    TaskSuite first = suite();
    assertThrows(
        IllegalStateException.class,
        () ->
            first.wrapped(
                world -> {
                  throw new IllegalStateException("no wrapper");
                }));
  }

  @Test
  void aRunClosesItsWorldsAndThoseOfItsEvaluations(@TempDir Path temp) throws IOException {
    Runs.run(SPEC, suite(), temp, Runs.SILENT);
    assertTrue(made > 4 + 4 + 4, "" + made);
    try (SavedRun saved = SavedRun.open(temp, name -> suite(), Backend.plain())) {
      saved.evaluate(Acts.OWN, 1, 1);
    }
  }

  @Test
  void aRunThatCannotStartClosesTheWorldsThatItCreated() {
    TaskSuite suite = suite();
    failsWhenMade = made + 2;
    EnvironmentException failed =
        assertThrows(
            EnvironmentException.class, () -> new Agent(SPEC, suite, Backend.plain()).close());
    assertTrue(failed.getMessage().endsWith("cannot be made"), failed.getMessage());
  }

  @Test
  void aRunThatFailsClosesItsWorlds() {
    TaskSuite suite = suite();
    failsInReset = true;
    assertThrows(EnvironmentException.class, () -> Agent.train(suite, SPEC, Agent.Listener.NONE));
  }

  @Test
  void anEvaluationThatFailsClosesItsWorlds() {
    try (Agent agent = new Agent(SPEC, suite(), Backend.plain())) {
      assertEquals(4, open);
      failsInReset = true;
      assertThrows(EnvironmentException.class, () -> agent.evaluate(Acts.OWN, 1, 1));
      assertEquals(4, open);
    }
  }

  @Test
  void aFailureToCloseIsNamedAndTheOtherWorldsAreClosed() {
    Agent agent = new Agent(SPEC, suite(), Backend.plain());
    failsWhenClosed = true;
    EnvironmentException failed = assertThrows(EnvironmentException.class, agent::close);
    assertEquals(
        "task centre, step 0: PointReach failed in close: cannot be closed", failed.getMessage());
    assertEquals(3, failed.getSuppressed().length);
  }

  @Test
  void wrappersCloseTheirInnerWorld() {
    List<Environment> worlds =
        List.of(
            new RescaleAction(new Counted(PointReach.suite().tasks().get(0).create())),
            new Counted(PointReach.suite().tasks().get(1).create()));
    assertEquals(2, open);
    Environment.closeAll(worlds);
    assertEquals(0, open);
  }
}
