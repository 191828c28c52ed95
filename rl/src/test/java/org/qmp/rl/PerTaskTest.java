package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Team;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.multitask.NamedMethod;

/** Environments in parallel on several threads. */
final class PerTaskTest {
  private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

  /** Takes long enough to be divided among threads. */
  private static void work() {
    long end = System.nanoTime() + 100_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    THREADS.add(Thread.currentThread().getName());
  }

  private static final class Slow extends Wrapper {
    Slow(Environment inner) {
      super(inner);
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      work();
      return super.step(action, observationOut);
    }
  }

  private static String fingerprint(TaskSuite suite, int threads) {
    RunSpec spec = Runs.tiny("point", 3, 400, 400);
    try (Agent agent = new Agent(spec, suite, Backend.plain().withThreads(threads))) {
      agent.run(Runs.SILENT);
      double[] returns = agent.evaluate(Evaluation.Acts.OWN, 2, 2).get(3).returns();
      return agent.fingerprint() + agent.recentReturn() + Arrays.toString(returns);
    }
  }

  @Test
  void anyNumberOfThreadsCollectsTheSameBits() {
    TaskSuite slow = PointReach.suite().wrapped(Slow::new);
    THREADS.clear();
    String alone = fingerprint(slow, 1);
    assertEquals(1, THREADS.size());
    assertEquals(alone, fingerprint(slow, 3));
    assertTrue(THREADS.size() > 1, "threads " + THREADS);
    assertEquals(alone, fingerprint(PointReach.suite(), 9));
  }

  /** Sixteen policies and critics are just large enough for matrix products to be divided, too. */
  @Test
  void twoThreadsMakeTheSameDecisionsAsOne() {
    Supplier<Environment> floor = PointReach.suite().tasks().get(0)::create;
    TaskSuite many =
        new TaskSuite(
            "point",
            IntStream.range(0, 16).mapToObj(i -> new TaskSuite.Task("t" + i, floor)).toList());
    RunSpec spec =
        Runs.tiny("point", 3, 480, 480)
            .with(
                c -> {
                  c.method = NamedMethod.of("separated+qmp").method();
                  c.sac = c.sac.with(s -> s.hidden = List.of(128, 128));
                  c.training =
                      c.training.with(
                          t -> {
                            t.start = Start.BEHAVIOR;
                            t.evaluateEvery = 480;
                          });
                });
    String alone = "";
    for (int threads = 1; threads <= 2; threads++) {
      try (Agent agent = new Agent(spec, many, Backend.plain().withThreads(threads))) {
        agent.run(Runs.stopAt(96));
        alone = threads == 1 ? agent.fingerprint() : alone;
        assertEquals(alone, agent.fingerprint());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPieceRunsOncePerCall(int threads) {
    AtomicIntegerArray made = new AtomicIntegerArray(7);
    try (Team team = new Team(threads)) {
      PerTask pieces =
          new PerTask(
              team,
              7,
              i -> {
                work();
                made.incrementAndGet(i);
              });
      for (int call = 1; call <= 20; call++) {
        pieces.run();
        for (int i = 0; i < 7; i++) {
          assertEquals(call, made.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void whenSeveralTasksFailTheFirstOneIsReported(int threads) {
    boolean[] broken = new boolean[6];
    try (Team team = new Team(threads)) {
      PerTask pieces =
          new PerTask(
              team,
              6,
              i -> {
                work();
                if (broken[i]) {
                  throw new IllegalStateException("task " + i);
                }
              });
      pieces.run();
      broken[2] = true;
      broken[5] = true;
      for (int call = 0; call < 5; call++) {
        assertEquals("task 2", assertThrows(IllegalStateException.class, pieces::run).getMessage());
      }
    }
  }
}
