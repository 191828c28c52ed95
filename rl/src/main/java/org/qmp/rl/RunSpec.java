package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.RunDirectory;

/**
 * A run as a value: with the environments that the suite's name stands for, it determines every bit
 * of the result. The number of threads and the kind of kernels are not part of it.
 *
 * @param suite name of the tasks
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
   * @throws IllegalArgumentException if the suite's name is no line by itself
   */
  public RunSpec {
    if (suite.isEmpty() || !suite.strip().equals(suite) || suite.lines().count() > 1) {
      throw new IllegalArgumentException("suite = \"" + suite + "\", expected a name in one line");
    }
  }

  /** The same but for some choices. */
  public RunSpec with(Consumer<Choices> change) {
    Choices c = new Choices(this);
    change.accept(c);
    return new RunSpec(c.suite, c.method, c.seed, c.precision, c.training, c.sac);
  }

  /** Mutable copy for {@link #with}; components as in RunSpec. */
  public static final class Choices {
    public String suite;
    public Method method;
    public long seed;
    public Precision precision;
    public TrainingConfig training;
    public SacConfig sac;

    private Choices(RunSpec from) {
      suite = from.suite;
      method = from.method;
      seed = from.seed;
      precision = from.precision;
      training = from.training;
      sac = from.sac;
    }
  }

  /**
   * The same with another value of a key.
   *
   * @throws SpecKey.InvalidException if the key cannot have this value in this run
   * @throws IllegalArgumentException if there is no such key
   */
  public RunSpec set(String key, String text) {
    return SpecKeys.of(key).set(this, text);
  }

  /** The lines of {@link #canonical()}: keys and values, in order. */
  public Map<String, String> values() {
    return SpecText.values(this, SpecKeys.ALL);
  }

  /**
   * The specification as text: a line with its version, then {@code key = value} lines whose hash
   * is the run's identity. How often a run evaluates is part of it, how often it saves is not:
   * saving changes no number.
   */
  public String canonical() {
    return SpecText.write(this, SpecKeys.ALL);
  }

  /**
   * The run of a specification. Its lines may stand in any order and end as on Windows, with empty
   * lines and comments ({@code #}) between them; values need not be canonical. How often the run
   * saves may be given too.
   *
   * @throws IllegalArgumentException naming the line that is wrong or the key that is missing
   */
  public static RunSpec parse(String text) {
    return SpecText.read(text, SpecKeys.ALL);
  }

  /**
   * The specification of the run in a directory.
   *
   * @throws java.nio.file.NoSuchFileException if there is no run
   * @throws CheckpointException if the file is damaged, naming it and the line
   */
  public static RunSpec in(Path directory) throws IOException {
    String text = RunDirectory.spec(directory);
    try {
      RunSpec spec = parse(text);
      if (!spec.canonical().equals(text.replace("\r\n", "\n"))) {
        throw new IllegalArgumentException("not as it was written: changed or damaged");
      }
      return spec;
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(RunDirectory.specFile(directory) + ": " + e.getMessage(), e);
    }
  }
}
