package org.qmp.env.kitchen;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.TimeLimit;
import org.qmp.env.contract.EnvironmentContract;

final class KitchensKeepTheContractTest {

  /** A step takes a millisecond, so checks make few, but more than an episode has. */
  private interface Slow extends EnvironmentContract {
    @Override
    default Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }

    @Override
    default int patience() {
      return 150;
    }

    @Override
    default int continuations() {
      return 2;
    }
  }

  @Nested
  final class Published implements Slow {
    @Override
    public Environment create() {
      return Kitchen.task(KitchenTask.ten().get(7));
    }
  }

  /** With all options, and a tenth of the simulator's steps for each action. */
  @Nested
  final class Otherwise implements Slow {
    private static final KitchenTask MICROWAVE =
        new KitchenTask("microwave", 22, List.of(0.0), List.of(-0.75), 0.2, "microHandle");

    @Override
    public Environment create() {
      Set<KitchenOption> options = Set.of(KitchenOption.values()); // the published worlds have none
      return new TimeLimit(new Kitchen(MICROWAVE, options, new Franka(Franka.MODEL, 4)), 140);
    }
  }
}
