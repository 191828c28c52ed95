package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;

final class MemoryTest {
  private static final NamedSuite FIFTY = NamedSuite.named("--suite", "mt50");
  private static final TaskSuite TASKS = FIFTY.suite();
  private static final double GIBIBYTE = 1L << 30;

  /** A transition has 2 · 39 + 4 + 3 floats; 30 million are kept, or 50 · 100,000 at capacity. */
  @Test
  void transitionsAreCountedUpToTheCapacity() {
    RunSpec spec = FIFTY.defaults();
    assertEquals(30e6 * 340, Memory.replay(spec, TASKS));
    RunSpec few = spec.with(c -> c.training = c.training.with(t -> t.replayCapacity = 100_000));
    assertEquals(5e6 * 340, Memory.replay(few, TASKS));
  }

  @Test
  void theWarningSaysWhatARunNeedsAndWhatToSet() {
    RunSpec spec = FIFTY.defaults();
    assertEquals(Optional.empty(), Memory.warning(List.of(spec), TASKS, 12 * GIBIBYTE));
    assertEquals(
        "the replay will take 9.5 GiB, but Java may use 6.0 GiB in all: QMP_JAVA_OPTS=-Xmx12g ./qmp"
            + " (or java -Xmx12g -jar qmp.jar) gives it more; --replay-capacity 300000, the"
            + " transitions kept of each task, makes it fit",
        Memory.warning(List.of(spec), TASKS, 6 * GIBIBYTE).orElseThrow());
    RunSpec fitting = spec.with(c -> c.training = c.training.with(t -> t.replayCapacity = 300_000));
    assertEquals(Optional.empty(), Memory.warning(List.of(fitting), TASKS, 6 * GIBIBYTE));
  }

  @Test
  void runsSideBySideShareTheMemory() {
    RunSpec spec = FIFTY.defaults();
    assertEquals(
        "the replay will take 19.0 GiB in 2 runs at a time, but Java may use 12.0 GiB in all:"
            + " QMP_JAVA_OPTS=-Xmx24g ./qmp (or java -Xmx24g -jar qmp.jar) gives it more;"
            + " --replay-capacity 300000, the transitions kept of each task, makes it fit; so do"
            + " fewer --threads",
        Memory.warning(List.of(spec, spec), TASKS, 12 * GIBIBYTE).orElseThrow());
    RunSpec few = spec.with(c -> c.training = c.training.with(t -> t.replayCapacity = 100_000));
    assertEquals(Optional.empty(), Memory.warning(List.of(spec, few), TASKS, 14 * GIBIBYTE));
  }
}
