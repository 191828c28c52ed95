package org.qmp.cli.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.TrainingConfig;

/**
 * The metrics that a run has written so far.
 *
 * @param byStep by the step at which they were written, and by name
 */
public record Metrics(SortedMap<Long, SortedMap<String, Double>> byStep) {

  /**
   * Reads a run's metrics; none where there is no file.
   *
   * @throws IOException also if a line is damaged, naming it
   */
  public static Metrics of(Path run) throws IOException {
    SortedMap<Long, SortedMap<String, Double>> byStep = new TreeMap<>();
    Path file = file(run);
    for (String line : lines(file)) {
      if (!add(line, byStep)) {
        throw new IOException(file + ": '" + line + "' is damaged, expected step,name,value");
      }
    }
    return new Metrics(Collections.unmodifiableSortedMap(byStep));
  }

  /** Adds a line's number; returns whether the line is {@code step,name,value}. */
  public static boolean add(String line, SortedMap<Long, SortedMap<String, Double>> byStep) {
    int first = line.indexOf(',');
    int last = line.lastIndexOf(',');
    try {
      long step = Long.parseLong(line.substring(0, first));
      String name = unquoted(line.substring(first + 1, last));
      double value = Double.parseDouble(line.substring(last + 1));
      byStep.computeIfAbsent(step, key -> new TreeMap<>()).put(name, value);
      return true;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /** The file to which a run writes them. */
  public static Path file(Path run) {
    return run.resolve("metrics").resolve("metrics.csv");
  }

  /** A run may be writing its last line now. */
  private static List<String> lines(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // reading a pipe would never end
      throw new IOException(file + " is not a regular file");
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is damaged: it is not text in UTF-8", e);
    }
  }

  /** A text as a cell of comma-separated values, quoted where it must be (RFC 4180). */
  public static String quoted(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String unquoted(String cell) {
    return cell.startsWith("\"")
        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
        : cell;
  }

  /** The values of a metric by step. */
  public SortedMap<Long, Double> series(String name) {
    SortedMap<Long, Double> series = new TreeMap<>();
    byStep.forEach(
        (step, values) -> {
          Double value = values.get(name);
          if (value != null) {
            series.put(step, value);
          }
        });
    return series;
  }

  /** The steps that have a metric whose name has the prefix. */
  public SortedSet<Long> steps(String prefix) {
    SortedSet<Long> steps = new TreeSet<>();
    byStep.forEach(
        (step, values) -> {
          if (values.keySet().stream().anyMatch(name -> name.startsWith(prefix))) {
            steps.add(step);
          }
        });
    return steps;
  }

  /** All metrics of the steps that have one whose name has the prefix. */
  public Metrics at(String prefix) {
    SortedMap<Long, SortedMap<String, Double>> some = new TreeMap<>(byStep);
    some.keySet().retainAll(steps(prefix));
    return new Metrics(some);
  }

  /**
   * The same; if rounds end with episodes, and so at steps that differ between runs, each
   * evaluation counts at the step at which it was due.
   */
  public Metrics whenDue(TrainingConfig training) {
    if (training.turns() == TrainingConfig.Turns.STEPS) {
      return this;
    }
    SortedMap<Long, SortedMap<String, Double>> due = new TreeMap<>(byStep);
    long every = training.evaluateEvery();
    for (long step : steps(Acts.OWN.prefix())) {
      long then = step >= training.steps() ? training.steps() : step / every * every;
      due.put(then, due.remove(step));
    }
    return new Metrics(due);
  }

  /** By step, the mean of the metrics whose names have the prefix and the suffix. */
  public SortedMap<Long, Double> means(String prefix, String suffix) {
    SortedMap<Long, Double> means = new TreeMap<>();
    for (Map.Entry<Long, SortedMap<String, Double>> moment : byStep.entrySet()) {
      moment.getValue().entrySet().stream()
          .filter(e -> e.getKey().startsWith(prefix) && e.getKey().endsWith(suffix))
          .mapToDouble(Map.Entry::getValue)
          .average()
          .ifPresent(mean -> means.put(moment.getKey(), mean));
    }
    return means;
  }
}
