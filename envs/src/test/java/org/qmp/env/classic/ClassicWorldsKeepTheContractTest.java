package org.qmp.env.classic;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.RescaleAction;
import org.qmp.env.Space;
import org.qmp.env.contract.EnvironmentContract;

final class ClassicWorldsKeepTheContractTest {

  @Nested
  final class BarePendulum implements EnvironmentContract {
    @Override
    public Environment create() {
      return new Pendulum();
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of();
    }
  }

  @Nested
  final class LimitedPendulum implements EnvironmentContract {
    @Override
    public Environment create() {
      return Pendulum.task();
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }
  }

  @Nested
  final class RescaledPendulum implements EnvironmentContract {
    @Override
    public Environment create() {
      return new RescaleAction(Pendulum.task());
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }
  }

  /** Half of the steps lead to the goal, so that some episodes reach it in time and some do not. */
  private interface Walk extends EnvironmentContract {
    @Override
    default void act(Space actions, double[] observation, Chance chance, double[] actionOut) {
      if (chance.next() < 0.5) {
        PointReach.DirectionGuide.UP_RIGHT.act(observation, chance, actionOut);
      } else {
        actions.sample(chance, actionOut);
      }
    }
  }

  @Nested
  final class BarePointReach implements Walk {
    @Override
    public Environment create() {
      return new PointReach(PointTask.FIGURE);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }
  }

  @Nested
  final class LimitedPointReach implements Walk {
    @Override
    public Environment create() {
      return PointReach.task(PointTask.FIGURE);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }
  }

  @Nested
  final class SparseErrand implements Walk {
    @Override
    public Environment create() {
      return PointReach.errands().tasks().get(3).create();
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }
  }

  @Nested
  final class RescaledPointReach implements Walk {
    @Override
    public Environment create() {
      return new RescaleAction(PointReach.suite().tasks().get(0).create());
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }
  }
}
