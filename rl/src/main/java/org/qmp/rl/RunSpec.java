package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.RunDirectory;

/**
 * A run as a value: with the worlds that the suite's name stands for, it determines every bit of
 * the result. The number of threads and the kind of kernels are not part of it.
 *
 * @param suite name of the worlds
 * @param method how its tasks are learned together
 * @param seed from which every stream of random numbers is derived by name
 */
public record RunSpec(
    String suite,
    Method method,
    long seed,
    Precision precision,
    TrainingConfig training,
    SacConfig sac) {

  /**
   * @throws IllegalArgumentException if the suite's name is empty or longer than its line
   */
  public RunSpec {
    if (suite.isEmpty() || suite.indexOf('\n') >= 0 || suite.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("suite = \"" + suite + "\", expected a name in one line");
    }
  }

  /**
   * The canonical form, {@code key=value} lines whose hash is the run's identity. How often a run
   * evaluates is part of it, how often it saves is not: saving changes no number.
   */
  public String canonical() {
    return SpecText.write(this);
  }

  /**
   * The run of a canonical form; it saves as often as {@link TrainingConfig#of} does. Lines may end
   * as on Windows.
   *
   * @throws IllegalArgumentException unless {@link #canonical()} can have written the text; names
   *     the line
   */
  public static RunSpec parse(String canonical) {
    return SpecText.read(canonical.replace("\r\n", "\n"));
  }

  /**
   * The specification of the run in a directory.
   *
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws CheckpointException if the file is damaged, naming it and the line
   */
  public static RunSpec in(Path directory) throws IOException {
    try {
      return parse(RunDirectory.spec(directory));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(RunDirectory.specFile(directory) + ": " + e.getMessage(), e);
    }
  }
}
