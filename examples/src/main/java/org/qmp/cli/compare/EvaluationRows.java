package org.qmp.cli.compare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.Numbers;
import org.qmp.cli.option.UsageException;
import org.qmp.cli.run.Agreement;
import org.qmp.cli.run.Format;
import org.qmp.cli.run.Metrics;
import org.qmp.env.Summary;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.MetricsSink;
import org.qmp.rl.RunSpec;
import org.qmp.rl.SpecValue;
import org.qmp.rl.multitask.Method;

/**
 * All evaluations of a comparison in one file, from which its tables and curves can be made again
 * without its runs. Comments ({@code #}) hold the threshold, the methods with their settings and
 * the specification of the first run; then come lines {@code method,seed,step,name,value}.
 */
public final class EvaluationRows {
  /** The file in a comparison's directory. */
  public static final String NAME = "evaluations.csv";

  private static final String COLUMNS = "method,seed,step,name,value";
  private static final String COMMENT = "# ";
  private static final String THRESHOLD = "# threshold = ";
  private static final String METHODS = "# methods = ";

  /** A line of a rate or of a share, without its method and seed. */
  private static final Pattern RATE =
      Pattern.compile(
          "[^,]*,\"?("
              + (MetricsSink.SHARES + ".*|.*" + Pattern.quote(Summary.EVER.of("")))
              + ")\"?,[^,]*");

  private EvaluationRows() {}

  static String text(Results results) {
    Comparison comparison = results.comparison();
    StringBuilder text = new StringBuilder();
    text.append(THRESHOLD).append(SpecValue.text(results.measure().threshold())).append('\n');
    text.append(METHODS).append(String.join(",", comparison.texts())).append('\n');
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

  /** The measure, all rates, and who acted. */
  private static boolean isKept(String name, Results results) {
    return name.startsWith(MetricsSink.SHARES) || results.measure().isKept(name);
  }

  /**
   * The report of such files, also compressed ones ({@code .gz}): of the seeds that all methods
   * have.
   *
   * @param files at least one, with different runs of one comparison
   * @param suites finds a suite by its name
   * @param measure the name of another measure than the suite's default
   * @throws IOException if a file is damaged, naming the line
   * @throws UsageException if they do not belong together, naming what differs
   */
  public static ComparisonReport report(
      List<Path> files, Function<String, TaskSuite> suites, Optional<String> measure)
      throws IOException {
    List<Rows> all = new ArrayList<>();
    for (Path file : files) {
      all.add(read(file));
    }
    Rows first = all.get(0);
    Map<Method, NavigableMap<Integer, Metrics>> runs = new LinkedHashMap<>();
    for (Rows rows : all) {
      requireAgreement(first, rows);
      rows.runs.forEach(
          (name, some) -> {
            NavigableMap<Integer, Metrics> ofMethod =
                runs.computeIfAbsent(
                    Objects.requireNonNull(rows.methods.get(name)), method -> new TreeMap<>());
            some.forEach(
                (seed, metrics) -> {
                  if (ofMethod.put(seed, metrics) != null) {
                    throw new UsageException(
                        rows.file + ": another file has " + name + ", seed " + seed);
                  }
                });
          });
    }
    List<Method> methods = List.copyOf(runs.keySet());
    List<String> names = Comparison.names(first.base, methods);
    List<Integer> common = new ArrayList<>(runs.values().iterator().next().keySet());
    runs.values().forEach(some -> common.retainAll(some.keySet()));
    if (common.isEmpty()) {
      throw new UsageException("the files have no seed for every method; got " + names);
    }
    List<List<String>> leftOut = new ArrayList<>();
    leftOut.add(ComparisonState.LEFT_OUT_COLUMNS);
    runs.forEach(
        (method, some) ->
            some.keySet().stream()
                .filter(seed -> !common.contains(seed))
                .map(seed -> names.get(methods.indexOf(method)) + "-" + seed)
                .map(run -> List.of(run, ComparisonState.NOT_FOR_EVERY_METHOD))
                .forEach(leftOut::add));
    TaskSuite suite = suite(first, suites);
    Measure asked = Measure.of(suite, "--measure", measure).withThreshold(first.threshold);
    all.forEach(rows -> requireKept(asked, suite, rows));
    Comparison comparison = new Comparison(first.base, methods, names, common, Path.of(""));
    List<List<Metrics>> metrics =
        runs.values().stream().map(some -> common.stream().map(some::get).toList()).toList();
    Results results =
        Results.of(
            comparison,
            suite,
            asked,
            metrics,
            (method, seed) ->
                Damage.text(
                    file(all, methods.get(method), seed),
                    names.get(method) + ", seed " + seed + ","));
    return new ComparisonReport(
        results, new Table(ComparisonState.LEFT_OUT, leftOut), Optional.empty());
  }

  /** The file that holds a run. */
  private static Path file(List<Rows> all, Method method, int seed) {
    return all.stream().filter(rows -> rows.has(method, seed)).findFirst().orElseThrow().file;
  }

  private static void requireKept(Measure measure, TaskSuite suite, Rows rows) {
    String name = measure.name(Acts.OWN, suite.tasks().get(0).name());
    Metrics any = rows.runs.values().iterator().next().firstEntry().getValue();
    if (any.series(name).isEmpty()) {
      throw new UsageException(
          Format.text(
              "--measure %s: %s was written without it; make it again with 'qmp compare --collect"
                  + " --measure %s' where the runs are",
              measure, rows.file, measure));
    }
  }

  private static void requireAgreement(Rows first, Rows rows) {
    if (rows.threshold != first.threshold) {
      throw new UsageException(
          Format.text(
              "%s: --threshold %s does not agree with %s, which has --threshold %s",
              rows.file,
              SpecValue.text(rows.threshold),
              first.file,
              SpecValue.text(first.threshold)));
    }
    RunSpec base =
        rows.base.with(
            c -> {
              c.method = first.base.method();
              c.seed = first.base.seed();
            });
    try {
      Agreement.require(first.base, base, first.file);
    } catch (UsageException e) {
      throw in(rows.file, e);
    }
  }

  private static TaskSuite suite(Rows rows, Function<String, TaskSuite> suites) {
    try {
      return suites.apply(rows.base.suite());
    } catch (UsageException e) {
      throw in(rows.file, e);
    }
  }

  private static UsageException in(Path file, UsageException e) {
    return new UsageException(file + ": " + e.getMessage());
  }

  /** A file. */
  private record Rows(
      Path file,
      double threshold,
      RunSpec base,
      Map<String, Method> methods,
      Map<String, NavigableMap<Integer, Metrics>> runs) {
    boolean has(Method method, int seed) {
      return runs.entrySet().stream()
          .anyMatch(e -> method.equals(methods.get(e.getKey())) && e.getValue().containsKey(seed));
    }
  }

  private static Rows read(Path file) throws IOException {
    StringBuilder spec = new StringBuilder();
    String share = "";
    List<String> methods = List.of();
    Map<String, NavigableMap<Integer, Metrics>> runs = new LinkedHashMap<>();
    for (String line : content(file).lines().toList()) {
      if (line.startsWith(THRESHOLD)) {
        share = line.substring(THRESHOLD.length());
      } else if (line.startsWith(METHODS)) {
        methods = List.of(line.substring(METHODS.length()).split(",", -1));
      } else if (line.startsWith(COMMENT)) {
        spec.append(line.substring(COMMENT.length())).append('\n');
      } else if (!line.equals(COLUMNS)) {
        add(file, line, runs);
      }
    }
    if (runs.isEmpty()) {
      throw new IOException(file + " holds no lines " + COLUMNS);
    }
    var first = runs.entrySet().iterator().next();
    for (var method : runs.entrySet()) {
      if (!method.getValue().keySet().equals(first.getValue().keySet())) {
        throw Damage.of(file, method.getKey() + " has other seeds than " + first.getKey());
      }
    }
    double threshold = Damage.value(file, "threshold", share, new Numbers.Share()::convert);
    RunSpec base = Damage.read(file, () -> RunSpec.parse(spec.toString()));
    return new Rows(file, threshold, base, methods(file, methods, base, runs.keySet()), runs);
  }

  /**
   * The methods by the names of their runs.
   *
   * @param texts as --methods makes them, in the order of the names; empty if the file does not say
   */
  private static Map<String, Method> methods(
      Path file, List<String> texts, RunSpec base, Set<String> names) throws IOException {
    if (!texts.isEmpty() && texts.size() != names.size()) {
      throw Damage.of(file, "it has not the methods " + texts);
    }
    Map<String, Method> methods = new LinkedHashMap<>();
    for (String name : names) {
      String text = texts.isEmpty() ? name : texts.get(methods.size());
      if (!withoutSettings(text).equals(withoutSettings(name))) {
        throw Damage.of(file, "expected lines of the method " + text + "; got '" + name + "'");
      }
      methods.put(name, Damage.read(file, () -> Methods.named(text, base)));
    }
    return methods;
  }

  private static String withoutSettings(String method) {
    return method.replaceFirst(":.*", "");
  }

  private static void add(Path file, String line, Map<String, NavigableMap<Integer, Metrics>> runs)
      throws IOException {
    String[] cells = line.split(",", 3);
    try {
      int seed = Integer.parseInt(cells[1]);
      Metrics run =
          runs.computeIfAbsent(cells[0], method -> new TreeMap<>())
              .computeIfAbsent(seed, s -> new Metrics(new TreeMap<>()));
      if (Metrics.add(cells[2], run.byStep()) && isSound(cells[2])) {
        return;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // told below
    }
    throw Damage.of(
        file, "expected " + COLUMNS + ", all finite, rates from 0 to 1; got '" + line + "'");
  }

  private static boolean isSound(String metric) {
    double value = Double.parseDouble(metric.substring(metric.lastIndexOf(',') + 1));
    return RATE.matcher(metric).matches() ? 0 <= value && value <= 1 : Double.isFinite(value);
  }

  private static String content(Path file) throws IOException {
    boolean compressed = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = compressed ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ZipException | EOFException e) {
      throw Damage.of(file, String.valueOf(e.getMessage()));
    }
  }
}
