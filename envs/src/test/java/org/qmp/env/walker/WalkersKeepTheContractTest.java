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
  /** Episodes start after 2 random actions, and no height counts as a fall. */
  private static final WalkerTask TUMBLE =
      new WalkerTask("tumble", Terrain.OPEN, WalkerTask.stand(), 0, 0, -1, 2);

  /** Falls within dozens of steps. */
  private interface Falling extends EnvironmentContract {
    @Override
    default Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }

    @Override
    default int patience() {
      return 400;
    }

    @Override
    default int continuations() {
      return 20;
    }
  }

  /** Ends after 1000 steps, so a few continuations are enough. */
  private interface Tumbling extends EnvironmentContract {
    @Override
    default int patience() {
      return 1100;
    }

    @Override
    default int continuations() {
      return 10;
    }
  }

  @Nested
  final class Forward implements Falling {
    @Override
    public Environment create() {
      return Walker.task(WalkerTask.FORWARD);
    }
  }

  @Nested
  final class BareCrawl implements Falling {
    @Override
    public Environment create() {
      return new Walker(WalkerTask.CRAWL);
    }
  }

  @Nested
  final class Limited implements Tumbling {
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
  final class LimitedByTermination implements Tumbling {
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
