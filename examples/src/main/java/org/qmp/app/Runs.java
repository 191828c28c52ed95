package org.qmp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.qmp.autograd.kernel.Backend;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SavedRun;
import org.qmp.rl.store.RunDirectory;

/** Directories of runs, as arguments. */
final class Runs {
  private Runs() {}

  /** Whether a run has been begun there. */
  static boolean exists(Path directory) {
    return Files.exists(directory.resolve("spec.json"));
  }

  /**
   * What the run in a directory is.
   *
   * @throws UsageException if there is none
   */
  static RunSpec spec(Path directory) throws IOException {
    try {
      return RunSpec.parse(RunDirectory.spec(directory));
    } catch (NoSuchFileException e) {
      throw noRun(directory);
    }
  }

  /**
   * The newest checkpoint of the run in a directory.
   *
   * @throws UsageException if there is none, or its worlds are not known here
   */
  static SavedRun open(Path directory) throws IOException {
    try {
      return SavedRun.open(directory, Worlds::suite, Backend.best());
    } catch (NoSuchFileException e) {
      throw noRun(directory);
    }
  }

  private static UsageException noRun(Path directory) {
    return new UsageException(
        "<run>: '"
            + directory
            + "' holds no run, but a directory that 'qmp train' has made is allowed");
  }
}
