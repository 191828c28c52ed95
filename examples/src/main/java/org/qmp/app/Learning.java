package org.qmp.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qmp.rl.RunSpec;

/**
 * How a run has learned: for each evaluation, the mean return over tasks by the step at which it
 * was made.
 */
record Learning(RunSpec spec, SortedMap<Long, Double> returns) {
  private static final String PREFIX = "evaluation/";
  private static final String SUFFIX = "/return";

  /**
   * Reads a run's metrics.
   *
   * @throws UsageException if there is no run, or none of its evaluations has been written yet
   */
  static Learning of(Path run) throws IOException {
    RunSpec spec = Runs.spec(run);
    Path file = run.resolve("metrics").resolve("metrics.csv");
    TreeMap<Long, double[]> sums = new TreeMap<>();
    for (String line : lines(file)) {
      String[] cells = line.split(",", -1);
      if (cells.length == 3 && cells[1].startsWith(PREFIX) && cells[1].endsWith(SUFFIX)) {
        double[] sum = sums.computeIfAbsent(Long.valueOf(cells[0]), step -> new double[2]);
        sum[0] += Double.parseDouble(cells[2]);
        sum[1]++;
      }
    }
    if (sums.isEmpty()) {
      throw new UsageException(
          run + " has no evaluation yet; the first is written with the first checkpoint");
    }
    TreeMap<Long, Double> returns = new TreeMap<>();
    sums.forEach((step, sum) -> returns.put(step, sum[0] / sum[1]));
    return new Learning(spec, returns);
  }

  /** A run may be writing its last line now. */
  private static List<String> lines(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  double first() {
    return List.copyOf(returns.values()).get(0);
  }

  double last() {
    return List.copyOf(returns.values()).get(returns.size() - 1);
  }
}
