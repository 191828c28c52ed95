package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.sac.Dimensions;
import org.qmp.rl.store.ReplayBuffer;

/**
 * A warm learner leaves nothing to collect: no update and no action waits for the collector. Tagged
 * as long: on a starved machine the compiler has been seen to leave some 500 bytes an update for
 * good.
 */
@Tag("long")
final class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"PLAIN, DOUBLE", "SIMD, FLOAT"})
  void warmActingAndUpdatingAllocateNothing(Instructions instructions, Precision precision) {
    try (Kernels kernels = new Backend(instructions, 1).kernels(precision)) {
      TaskLearner learner = learner(kernels);
      double[] observation = {0.1, -0.2, 0.3};
      double[] action = new double[1];
      ReplayBuffer replay = new ReplayBuffer(3, 1, 100);
      replay.add(observation, action, 1, observation, false, 0);
      assertAllocatesNothing("a sampled action", () -> learner.sampleAction(observation, action));
      assertAllocatesNothing("a mean action", () -> learner.meanAction(observation, action));
      assertAllocatesNothing("an update", () -> learner.update(replay, 1));
    }
  }

  /** Until the compiler is done: code that it has not reached yet boxes vectors and iterators. */
  private static void assertAllocatesNothing(String what, Runnable action) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5000 && least > 0; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 50; i++) {
        action.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least, "bytes allocated by fifty times " + what);
  }

  private static TaskLearner learner(Kernels kernels) {
    return new TaskLearner("task", kernels, new Dimensions(1, 3, 1), Runs.tinyNets(8), 1);
  }

  private static String fingerprint(TaskLearner learner) {
    Fingerprint fingerprint = new Fingerprint();
    learner.addTo(fingerprint);
    return fingerprint.hex();
  }

  @Test
  void aMeanActionDrawsNoRandomNumbersAndIsTheSameEachTime() {
    try (Kernels kernels = Backend.plain().kernels(Precision.FLOAT)) {
      TaskLearner learner = learner(kernels);
      double[] observation = {0.1, -0.2, 0.3};
      double[] first = new double[1];
      double[] again = new double[1];
      double[] sampled = new double[1];
      String before = fingerprint(learner);
      learner.meanAction(observation, first);
      assertEquals(before, fingerprint(learner));
      learner.sampleAction(observation, sampled);
      assertNotEquals(before, fingerprint(learner));
      learner.meanAction(observation, again);
      assertEquals(Arrays.toString(first), Arrays.toString(again));
      assertNotEquals(Arrays.toString(first), Arrays.toString(sampled));
    }
  }
}
