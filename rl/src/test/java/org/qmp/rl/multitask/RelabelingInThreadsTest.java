package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Relabeling;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;

/** Reward functions need not be thread-safe, although learners run on several threads. */
class RelabelingInThreadsTest {
  /** Takes so long in its first calls that concurrent calls would overlap. */
  private static final class Crowded implements Relabeling {
    private final AtomicInteger inside = new AtomicInteger();
    private int most;
    private int calls;

    @Override
    public double leastReward() {
      return -1;
    }

    @Override
    public double reward(int task, double[] seen, double[] action, double[] next) {
      most = Math.max(most, inside.incrementAndGet());
      calls++;
      long end = System.nanoTime() + (calls < 100 ? 1_000_000 : 0);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      inside.decrementAndGet();
      return 0;
    }
  }

  @Test
  void rewardsAreComputedByOneThreadAtATime() {
    Crowded crowded = new Crowded();
    TaskSet taskSet = new TaskSet(Teams.TASKS, Teams.SIZES, Optional.of(crowded));
    Method method = NamedMethod.of("cds").method();
    LearnerFactory factory = new LearnerFactory(method, taskSet, Small.config(8), 5);
    try (Learners learners =
        new Learners(factory, Backend.plain().withThreads(3), Precision.FLOAT)) {
      learners.update(Teams.replays(1), Teams.each(learners, 3), 0);
    }
    assertEquals(1, crowded.most);
    assertTrue(crowded.calls > 50, crowded.calls + " calls");
  }
}
