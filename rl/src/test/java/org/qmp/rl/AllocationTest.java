package org.qmp.rl;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Allocation;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.behavior.BehaviorPolicy;
import org.qmp.rl.behavior.Policies;
import org.qmp.rl.behavior.QSwitch;
import org.qmp.rl.behavior.TrainedPolicies;
import org.qmp.rl.multitask.LearnerFactory;
import org.qmp.rl.multitask.LearnerFactory.TaskSet;
import org.qmp.rl.multitask.Learners;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.multitask.Method.Networks;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

/** Once warm, acting and updating allocate nothing, so neither waits for the garbage collector. */
final class AllocationTest {
  private static final Dimensions SIZES = new Dimensions(2, 3, 1);

  @ParameterizedTest
  @CsvSource({"DOUBLE, SEPARATE", "FLOAT, SEPARATE", "FLOAT, MULTI_HEAD"})
  void warmActingAndUpdatingAllocateNothing(Precision precision, Networks networks) {
    assertAllocatesNothing(Backend.plain(), precision, networks);
  }

  /** Only the optimising compiler unboxes the vectors, and on a busy machine it is late. */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({"FLOAT, SEPARATE", "FLOAT, MULTI_HEAD"})
  void vectorsAreNotBoxedEither(Precision precision, Networks networks) {
    assertAllocatesNothing(new Backend(Instructions.SIMD, 1), precision, networks);
  }

  private static void assertAllocatesNothing(
      Backend backend, Precision precision, Networks networks) {
    TaskSet taskSet = new TaskSet(List.of("a", "b"), SIZES, Optional.empty());
    LearnerFactory factory = new LearnerFactory(Method.of(networks), taskSet, Runs.tinyNets(8), 1);
    double[] observation = {0.1, -0.2, 0.3};
    double[] action = new double[1];
    ReplayBuffer replay = new ReplayBuffer(3, 1, 100);
    replay.add(observation, action, 1, observation, false, 0);
    List<ReplayBuffer> replays = List.of(replay, replay);
    try (Learners learners = new Learners(factory, backend, precision)) {
      Policies policies =
          new TrainedPolicies(taskSet.tasks(), learners.sacs(), List.of(), Optional.empty());
      for (Behavior behavior : List.of(new Behavior.Own(), QSwitch.defaults())) {
        BehaviorPolicy policy = new BehaviorPolicy(learners.kernels(), behavior, policies, SIZES);
        policy.restart(1, "");
        Allocation.assertNone(
            "a step of " + behavior,
            () -> {
              policy.observe(0, observation);
              policy.observe(1, observation);
              policy.decide(0);
              policy.sampledAction(0, action);
              policy.meanAction(1, action);
            });
      }
      long[] counts = learners.all().stream().mapToLong(each -> 1).toArray();
      Allocation.assertNone("an update", () -> learners.update(replays, counts, 1));
    }
  }
}
