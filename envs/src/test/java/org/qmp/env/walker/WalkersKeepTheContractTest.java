package org.qmp.env.walker;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.contract.EnvironmentContract;
import org.qmp.env.walker.WalkerTask.Terrain;

final class WalkersKeepTheContractTest {
  /** Shaken at random, and never called fallen. */
  private static final WalkerTask TUMBLE =
      new WalkerTask("tumble", Terrain.OPEN, WalkerTask.stand(), 0, 0, -1, 2);

  @Nested
  final class Forward implements EnvironmentContract {
    @Override
    public Environment create() {
      return Walker.task(WalkerTask.FORWARD);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }
  }

  @Nested
  final class BareCrawl implements EnvironmentContract {
    @Override
    public Environment create() {
      return new Walker(WalkerTask.CRAWL);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }
  }

  @Nested
  final class Limited implements EnvironmentContract {
    @Override
    public Environment create() {
      return Walker.task(TUMBLE);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }
  }

  @Nested
  final class LimitedByTermination implements EnvironmentContract {
    @Override
    public Environment create() {
      return new Walker.LimitTerminates(Walker.task(TUMBLE));
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }
  }
}
