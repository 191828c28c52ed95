package org.qmp.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.qmp.cli.option.UsageException;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.RunSpec;

/** The learning curve of a run: the mean return over tasks by the step of the evaluation. */
public record ReturnCurve(RunSpec spec, SortedMap<Long, Double> returns) {

  /**
   * Reads a run's metrics.
   *
   * @throws UsageException if there is no run, or none of its evaluations has been written yet
   */
  public static ReturnCurve of(Path run) throws IOException {
    return of(List.of(run)).get(0);
  }

  /**
   * Reads the metrics of some runs and leaves out those that have no evaluation.
   *
   * @throws UsageException if one is no run, or none has an evaluation
   */
  public static List<ReturnCurve> of(List<Path> runs) throws IOException {
    List<ReturnCurve> curves = new ArrayList<>();
    for (Path run : runs) {
      RunSpec spec = Runs.spec(run);
      SortedMap<Long, Double> returns =
          Metrics.of(run).whenDue(spec.training()).means(Acts.OWN.prefix(), "/return");
      if (!returns.isEmpty()) {
        curves.add(new ReturnCurve(spec, returns));
      }
    }
    if (curves.isEmpty()) {
      throw new UsageException(
          runs.get(0)
              + " has no evaluation in its metrics; the first is written with the first checkpoint");
    }
    return curves;
  }

  public double first() {
    return List.copyOf(returns.values()).get(0);
  }

  public double last() {
    return List.copyOf(returns.values()).get(returns.size() - 1);
  }
}
