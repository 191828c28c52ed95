package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a run's metrics back from its {@code metrics.csv}, and compares the files of two runs. */
final class MetricsOfARun {
  static final List<String> FILES =
      List.of("metrics.csv", "metrics.jsonl", "events.out.tfevents.qmp");

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

  /** Checks that two runs have written the same metrics. */
  static void assertSameFiles(Path expected, Path found) throws IOException {
    for (String name : FILES) {
      Path file = Path.of("metrics", name);
      assertEquals(-1, Files.mismatch(expected.resolve(file), found.resolve(file)), name);
    }
  }

  static Path file(Path run, String name) throws IOException {
    try (var files = Files.walk(run)) {
      return files.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
    }
  }
}
