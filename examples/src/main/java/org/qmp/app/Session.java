package org.qmp.app;

import java.io.IOException;
import java.nio.file.Path;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.Trainer;

/**
 * One process's share of a run.
 *
 * @param stop who may ask it to save and end
 * @param quiet without the line of progress
 */
record Session(Console console, Stop stop, Backend backend, boolean quiet) {

  /**
   * What became of the run.
   *
   * @param over whether all its steps are done
   */
  record End(boolean over, long steps, long updates, double seconds, String fingerprint) {}

  /**
   * Runs until the end or a request to stop.
   *
   * @throws RunFailedException if a number or a world went wrong
   */
  End run(RunSpec spec, TaskSuite suite, Path directory) throws IOException {
    try (Trainer trainer = new Trainer(spec, suite, backend, directory)) {
      trainer.warnings().forEach(warning -> console.err().println("qmp train: " + warning));
      stop.onRequest(trainer::requestStop);
      Progress progress = new Progress(console, trainer, suite.size());
      boolean over = train(trainer, quiet ? new Trainer.Listener() {} : progress, directory);
      progress.close();
      return new End(
          over, trainer.step(), trainer.updates(), progress.seconds(), trainer.fingerprint());
    }
  }

  private static boolean train(Trainer trainer, Trainer.Listener listener, Path directory)
      throws IOException {
    try {
      return trainer.run(listener);
    } catch (RuntimeException e) {
      throw new RunFailedException(
          "the run failed at step "
              + trainer.step()
              + ": "
              + e.getMessage()
              + "; the last checkpoint in "
              + directory
              + " is kept",
          e);
    }
  }
}
