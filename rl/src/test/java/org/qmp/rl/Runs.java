package org.qmp.rl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Precision;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.env.reacher.Reacher;
import org.qmp.env.walker.Walker;
import org.qmp.rl.TrainingConfig.Start;
import org.qmp.rl.TrainingConfig.Turns;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;

/** Small runs for tests. */
final class Runs {
  private Runs() {}

  static SacConfig tinyNets(int batch) {
    return SacConfig.defaults()
        .with(
            c -> {
              c.hidden = List.of(16, 16);
              c.batch = batch;
              c.learningRate = 1e-3;
            });
  }

  static RunSpec tiny(String suite, long seed, long steps, long saveEvery) {
    TrainingConfig training =
        new TrainingConfig(
            steps, 50, Start.UNIFORM, Turns.STEPS, 0.5, 1000, steps / 3 + 1, 1, saveEvery);
    return new RunSpec(suite, Method.SEPARATED, seed, Precision.FLOAT, training, tinyNets(8));
  }

  static TaskSuite suite(String name) {
    return switch (name) {
      case "pendulum" -> Pendulum.suite();
      case "reacher" -> Reacher.suite();
      case "walker" -> Walker.suite();
      default -> PointReach.suite();
    };
  }

  static final Agent.Listener SILENT = new Agent.Listener() {};

  /** Starts or resumes a run, until it ends or stops, and gives its fingerprint. */
  static String run(RunSpec spec, TaskSuite suite, Path directory, Agent.Listener listener)
      throws IOException {
    try (Trainer trainer = new Trainer(spec, suite, Backend.best(), directory)) {
      trainer.run(listener);
      return trainer.fingerprint();
    }
  }

  static Agent.Listener stopAt(long step) {
    return new Agent.Listener() {
      @Override
      public void onRound(Agent trainer) {
        if (trainer.step() >= step) {
          trainer.requestStop();
        }
      }
    };
  }

  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a run as a kill does: nothing is saved on the way out. */
  static Agent.Listener dieAt(long step) {
    return new Agent.Listener() {
      @Override
      public void onRound(Agent trainer) {
        if (trainer.step() >= step) {
          throw new Death();
        }
      }
    };
  }

  /** Deletes a directory and everything in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
