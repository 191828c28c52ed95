package org.qmp.cli.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.qmp.cli.option.Methods;
import org.qmp.cli.run.Metrics;
import org.qmp.env.TaskSuite;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecValue;
import org.qmp.rl.multitask.Method;

/**
 * What all evaluations of a comparison found, in one file: enough to make its tables and curves
 * again without its runs. Comments ({@code #}) hold the threshold and the specification of the
 * first run; then come lines {@code method,seed,step,name,value}.
 */
public final class EvaluationRows {
  /** The file in a comparison's directory. */
  public static final String NAME = "evaluations.csv";

  private static final String COLUMNS = "method,seed,step,name,value";
  private static final String COMMENT = "# ";
  private static final String THRESHOLD = "# threshold = ";

  private EvaluationRows() {}

  static String text(Results results) {
    Comparison comparison = results.comparison();
    StringBuilder text = new StringBuilder();
    text.append(THRESHOLD).append(SpecValue.text(results.threshold())).append('\n');
    String spec = comparison.first(0).spec().canonical();
    spec.lines().forEach(line -> text.append(COMMENT).append(line).append('\n'));
    text.append(COLUMNS).append('\n');
    for (int method = 0; method < comparison.methods().size(); method++) {
      for (int i = 0; i < comparison.seeds().size(); i++) {
        String run = comparison.name(method) + "," + comparison.seeds().get(i) + ",";
        Metrics metrics = results.metrics().get(method).get(i);
        metrics
            .byStep()
            .forEach(
                (step, row) ->
                    row.forEach(
                        (name, value) -> {
                          if (isKept(name, results)) {
                            String cells = Metrics.quoted(name) + "," + SpecValue.text(value);
                            text.append(run).append(step).append(',').append(cells).append('\n');
                          }
                        }));
      }
    }
    return text.toString();
  }

  /** The measure, and who acted. */
  private static boolean isKept(String name, Results results) {
    return name.startsWith("mixture/") || results.measure().isNameOf(name);
  }

  /**
   * Reads such a file, or one that is compressed ({@code .gz}).
   *
   * @param suites finds a suite by its name
   * @throws IOException if the file is damaged, naming the line
   */
  public static Results read(Path file, Function<String, TaskSuite> suites) throws IOException {
    StringBuilder spec = new StringBuilder();
    String share = "";
    Map<String, SortedMap<Integer, Metrics>> runs = new LinkedHashMap<>();
    for (String line : content(file).lines().toList()) {
      if (line.startsWith(THRESHOLD)) {
        share = line.substring(THRESHOLD.length());
      } else if (line.startsWith(COMMENT)) {
        spec.append(line.substring(COMMENT.length())).append('\n');
      } else if (!line.equals(COLUMNS)) {
        add(file, line, runs);
      }
    }
    if (runs.isEmpty()) {
      throw new IOException(file + " holds no lines " + COLUMNS);
    }
    double threshold;
    RunSpec base;
    try {
      threshold = Double.parseDouble(share);
      base = RunSpec.parse(spec.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    List<String> names = List.copyOf(runs.keySet());
    List<Method> methods = names.stream().map(name -> Methods.named(name, base)).toList();
    List<Integer> seeds = List.copyOf(runs.values().iterator().next().keySet());
    List<List<Metrics>> metrics = new ArrayList<>();
    for (var method : runs.entrySet()) {
      if (!List.copyOf(method.getValue().keySet()).equals(seeds)) {
        throw new IOException(
            file + " is damaged: " + method.getKey() + " has other seeds than " + names.get(0));
      }
      metrics.add(List.copyOf(method.getValue().values()));
    }
    Path nowhere = Path.of("");
    return Results.of(
        new Comparison(base, methods, names, seeds, nowhere),
        suites.apply(base.suite()),
        threshold,
        metrics);
  }

  private static void add(Path file, String line, Map<String, SortedMap<Integer, Metrics>> runs)
      throws IOException {
    String[] cells = line.split(",", 3);
    try {
      int seed = Integer.parseInt(cells[1]);
      Metrics run =
          runs.computeIfAbsent(cells[0], method -> new TreeMap<>())
              .computeIfAbsent(seed, s -> new Metrics(new TreeMap<>()));
      if (Metrics.add(cells[2], run.byStep())) {
        return;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // told below
    }
    throw new IOException(file + ": '" + line + "' is damaged, expected " + COLUMNS);
  }

  private static String content(Path file) throws IOException {
    boolean compressed = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = compressed ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
