package org.qmp.cli.run;

import java.util.function.Function;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;

/**
 * What a command needs to train runs.
 *
 * @param stop asks a run to save and end
 * @param suites finds a suite by its name
 * @param quiet without the line of progress
 */
public record RunContext(
    Console console,
    StopSignal stop,
    Function<String, TaskSuite> suites,
    Backend backend,
    boolean quiet) {

  public RunExecutor executor() {
    return new RunExecutor(suites, backend, console::warn);
  }
}
