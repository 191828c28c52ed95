package org.qmp.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.Wrapper;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.RunSpec;
import org.qmp.rl.multitask.Method;

/** A small run, and executors that work and that fail. */
abstract class RunExecutorFixture {
  static final RunSpec SPEC =
      RunSpec.of("pendulum", Method.SEPARATED, 60)
          .set("hidden", "4,4")
          .set("batch", "4")
          .set("warmUp", "20")
          .set("evaluateEvery", "60")
          .set("evaluationEpisodes", "1")
          .set("saveEvery", "20");

  @TempDir Path temp;
  final List<String> warnings = new ArrayList<>();
  final AtomicInteger worlds = new AtomicInteger();

  RunExecutor executor(Function<Environment, Environment> wrapper) {
    return new RunExecutor(
        name ->
            Pendulum.suite()
                .wrapped(
                    world -> {
                      worlds.incrementAndGet();
                      return wrapper.apply(world);
                    }),
        Backend.best(),
        warnings::add);
  }

  final RunExecutor healthy = executor(world -> world);

  /** An environment whose steps throw, beginning with a given one. */
  static final class Ill extends Wrapper {
    private final int from;
    private int steps;

    Ill(Environment inner, int from) {
      super(inner);
      this.from = from;
    }

    @Override
    public Outcome step(double[] action, double[] observationOut) {
      if (++steps >= from) {
        throw new IllegalStateException("ill");
      }
      return super.step(action, observationOut);
    }
  }

  /** An executor that can create no more environments once it has found the suite. */
  RunExecutor unlicensed() {
    AtomicBoolean gone = new AtomicBoolean();
    return new RunExecutor(
        name -> {
          TaskSuite suite = Pendulum.suite().wrapped(world -> licensed(world, !gone.get()));
          gone.set(true);
          return suite;
        },
        Backend.best(),
        warnings::add);
  }

  private static Environment licensed(Environment world, boolean licence) {
    if (!licence) {
      throw new IllegalStateException("no licence");
    }
    return world;
  }

  RunResult run(RunExecutor executor, Path directory) throws Exception {
    return executor.run(SPEC, directory, Optional.empty(), () -> false);
  }

  /** Opens the run even if it is finished or has failed. */
  RunResult open(RunExecutor executor, Path directory) throws Exception {
    return executor.carryOut(
        SPEC, directory, Optional.empty(), () -> false, new RunExecutor.Watcher() {});
  }

  String fingerprint() throws Exception {
    return run(healthy, temp.resolve("whole")).fingerprint();
  }

  static byte[] passport(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("passport.json"));
  }
}
