package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.Relabeling;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.replay.ReplayBuffer;

/** Learners that update in parallel threads. */
final class ParallelLearnersTest {

  private static String learned(Method method, int threads) {
    List<ReplayBuffer> replays = Teams.replays(0);
    try (Learners learners = Teams.learners(method, Backend.plain().withThreads(threads))) {
      for (int round = 0; round < 30; round++) {
        learners.update(replays, Teams.each(learners, 1 + round % 3), round);
      }
      learners.distilIfDue(replays, 49_999, 50_000);
      return Teams.fingerprint(learners);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"separated", "data", "cds", "decaf", "dnc", "params", "pcgrad", "mcal"})
  void anyNumberOfThreadsLearnsTheSameBits(String name) {
    Method method = NamedMethod.of(name).method();
    String alone = learned(method, 1);
    assertEquals(alone, learned(method, 2));
    assertEquals(alone, learned(method, 3));
    assertEquals(alone, learned(method, 5), "more threads than learners");
  }

  /** A race would seldom show: a learner that reads another one's networks has to wait for it. */
  @ParameterizedTest
  @CsvSource({
    "separated, true",
    "data, true",
    "cds, true",
    "decaf, false",
    "dnc, false",
    "dnc-reg, false",
    "params, false",
    "params-id, false",
    "fully-shared, false",
    "mcal, false"
  })
  void onlyIndependentLearnersUpdateInParallel(String name, boolean independent) {
    assertEquals(independent, Teams.factory(NamedMethod.of(name).method()).independent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"decaf", "dnc"})
  void learnersThatReadEachOtherUpdateInTurns(String name) {
    String found = learned(name, new long[] {2, 1, 2});
    assertEquals(learned(name, new long[] {1, 1, 1}, new long[] {1, 0, 1}), found);
    assertNotEquals(
        learned(name, new long[] {2, 0, 0}, new long[] {0, 1, 0}, new long[] {0, 0, 2}), found);
  }

  /** The state after calls with the given numbers of updates of each learner. */
  private static String learned(String name, long[]... counts) {
    try (Learners learners = Teams.learners(NamedMethod.of(name).method(), Backend.plain())) {
      for (long[] ofCall : counts) {
        learners.update(Teams.replays(0), ofCall, 1);
      }
      return Teams.fingerprint(learners);
    }
  }

  @ParameterizedTest
  @CsvSource({"left, 1", "right, 1", "up, 1", "left, 2", "right, 2", "up, 2", "right, 3", "up, 3"})
  void theCallerGetsTheNameOfALearnerThatFailsOnAnyThread(String task, int threads) {
    Backend backend = Backend.plain().withThreads(threads);
    try (Learners learners = Teams.learners(Method.SEPARATED, backend)) {
      learners.states().get("learner/" + task + "/").get("target1/layer1/bias").fill(Double.NaN);
      NonFiniteException error =
          assertThrows(
              NonFiniteException.class,
              () -> learners.update(Teams.replays(0), Teams.each(learners, 2), 77));
      assertEquals("learner " + task + ": critic loss is NaN at step 77", error.getMessage());
    }
  }

  /** A class that is missing causes an {@code Error}, which is no exception. */
  @Test
  void learnersThatCannotBeCreatedEndTheirThreads() throws InterruptedException {
    List<Thread> helpers = new ArrayList<>();
    Relabeling missing =
        new Relabeling() {
          @Override
          public double leastReward() {
            return -1;
          }

          @Override
          public double reward(int task, double[] seen, double[] action, double[] next) {
            return -1;
          }

          @Override
          public Optional<String> unknown(int task) {
            helpers.addAll(Thread.getAllStackTraces().keySet());
            throw new NoClassDefFoundError("Missing");
          }
        };
    TaskSet taskSet = new TaskSet(Teams.TASKS, Teams.SIZES, Optional.of(missing));
    Method cds = NamedMethod.of("cds").method();
    LearnerFactory factory = new LearnerFactory(cds, taskSet, Small.config(8), 5);
    Backend threads = Backend.plain().withThreads(3);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertThrows(NoClassDefFoundError.class, () -> new Learners(factory, threads, Precision.FLOAT));
    helpers.removeAll(before);
    helpers.removeIf(thread -> !thread.getName().startsWith("kernel helper"));
    assertEquals(2 + 2, helpers.size(), "of the learners' team and of the kernels for all threads");
    for (Thread helper : helpers) {
      helper.join(10_000);
      assertEquals(Thread.State.TERMINATED, helper.getState());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anEmptyReplayIsRefusedWithAnyNumberOfThreads(int threads) {
    List<ReplayBuffer> replays =
        List.of(Teams.replays(0).get(0), new ReplayBuffer(3, 2, 4), Teams.replays(0).get(2));
    try (Learners learners =
        Teams.learners(Method.SEPARATED, Backend.plain().withThreads(threads))) {
      assertThrows(
          IllegalStateException.class, () -> learners.update(replays, Teams.each(learners, 1), 1));
    }
  }
}
