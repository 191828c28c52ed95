package org.qmp.examples.bench;

import java.util.Locale;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks (or those that match the argument) and prints one table for each. */
public final class Report {
  private Report() {}

  public static void main(String[] args) throws RunnerException {
    String wanted = args.length > 0 ? args[0] : "";
    System.out.printf(
        "Java %s, %d processors%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors());
    for (Class<?> benchmark :
        new Class<?>[] {
          ProductBenchmark.class,
          FunctionBenchmark.class,
          CriticBenchmark.class,
          SacBenchmark.class,
          SwitchBenchmark.class,
          PhysicsBenchmark.class,
          WorldBenchmark.class
        }) {
      if (benchmark.getSimpleName().contains(wanted)) {
        print(benchmark);
      }
    }
  }

  private static void print(Class<?> benchmark) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("\\." + benchmark.getSimpleName() + "\\.")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.println("\n" + benchmark.getSimpleName());
    for (RunResult result : results) {
      var params = result.getParams();
      String method = params.getBenchmark().replaceAll(".*\\.", "");
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %-14s |", method));
      for (String key : params.getParamsKeys()) {
        row.append(String.format(Locale.ROOT, " %-14s |", params.getParam(key)));
      }
      double score = result.getPrimaryResult().getScore();
      row.append(String.format(Locale.ROOT, " %10.3f %s |", score, result.getPrimaryResult().getScoreUnit()));
      if (benchmark == ProductBenchmark.class) {
        int[] n = ProductBenchmark.sizes(params.getParam("product"));
        row.append(String.format(Locale.ROOT, " %7.1f GFLOP/s |", 2.0 * n[0] * n[1] * n[2] / score));
      }
      System.out.println(row);
    }
  }
}
