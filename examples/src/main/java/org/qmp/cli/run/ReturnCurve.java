package org.qmp.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.RunSpec;

/** The learning curve of a run: the mean return over tasks by the step of the evaluation. */
public record ReturnCurve(RunSpec spec, SortedMap<Long, Double> returns) {

  /**
   * Reads a run's metrics.
   *
   * @throws UsageException if there is no run, or none of its evaluations has been written yet
   */
  public static ReturnCurve of(Path run) throws IOException {
    RunSpec spec = Runs.spec(run);
    SortedMap<Long, Double> returns = Metrics.of(run).means("evaluation/", "/return");
    if (returns.isEmpty()) {
      throw new UsageException(
          run + " has no evaluation yet; the first is written with the first checkpoint");
    }
    return new ReturnCurve(spec, returns);
  }

  public double first() {
    return List.copyOf(returns.values()).get(0);
  }

  public double last() {
    return List.copyOf(returns.values()).get(returns.size() - 1);
  }
}
