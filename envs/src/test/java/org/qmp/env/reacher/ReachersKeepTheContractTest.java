package org.qmp.env.reacher;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.contract.EnvironmentContract;

final class ReachersKeepTheContractTest {

  /** A published task with noise, which random actions never solve. */
  @Nested
  final class Published implements EnvironmentContract {
    @Override
    public Environment create() {
      return Reacher.stochastic().tasks().get(0).create();
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }
  }

  @Nested
  final class Staying implements EnvironmentContract {
    @Override
    public Environment create() {
      return Reacher.task(ReacherTask.three().get(2));
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }
  }

  /** Goals near the floor, where the hand falls, so that a third of the episodes terminates. */
  @Nested
  final class Easy implements EnvironmentContract {
    @Override
    public Environment create() {
      Goal low = new Goal(.4, .09, .1);
      List<Goal> goals = List.of(low, low, new Goal(.4, .15, .12));
      return Reacher.task(new ReacherTask("easy", goals, ReacherReward.NEAR_AND_PAID, 0));
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }
  }
}
