package org.qmp.cli.run;

import java.util.Optional;
import java.util.function.Function;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;

/**
 * What a command needs to train runs.
 *
 * @param stop tells whether a stop was requested
 * @param suites finds a suite by its name
 * @param quiet without the line of progress
 * @param cluster carries out the runs of comparisons and searches; without it, this process does
 */
public record RunContext(
    Console console,
    StopSignal stop,
    Function<String, TaskSuite> suites,
    Backend backend,
    boolean quiet,
    Optional<Cluster> cluster) {
  /** Without a cluster. */
  public RunContext(
      Console console,
      StopSignal stop,
      Function<String, TaskSuite> suites,
      Backend backend,
      boolean quiet) {
    this(console, stop, suites, backend, quiet, Optional.empty());
  }

  public RunExecutor executor() {
    return new RunExecutor(suites, backend, console::warn);
  }
}
