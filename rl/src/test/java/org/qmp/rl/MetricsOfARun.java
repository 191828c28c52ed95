package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a run's metrics back from its {@code metrics.csv}. */
final class MetricsOfARun {
  private MetricsOfARun() {}

  /** Values by metric name and step. */
  static Map<String, Map<Long, Double>> read(Path run) throws IOException {
    Map<String, Map<Long, Double>> metrics = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file(run, "metrics.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      metrics
          .computeIfAbsent(cells[1], name -> new TreeMap<>())
          .put(Long.parseLong(cells[0]), Double.parseDouble(cells[2]));
    }
    return metrics;
  }

  /** The sum of a task's row of the mixture's matrix. */
  static double rowSum(Map<String, Map<Long, Double>> metrics, String task, long step) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().startsWith("mixture/" + task + "/"))
        .mapToDouble(metric -> metric.getValue().get(step))
        .sum();
  }

  static Path file(Path run, String name) throws IOException {
    try (var files = Files.walk(run)) {
      return files.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
    }
  }
}
