package org.qmp.spark;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.qmp.cli.Qmp;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.Failure;
import org.qmp.cli.run.RunResult;

/**
 * The commands {@code compare} and {@code sweep} on a Spark cluster, one task for each run:
 *
 * <pre>
 *   spark-submit --class org.qmp.spark.SparkSweep --jars qmp.jar qmp-spark.jar \
 *     compare --suite point --methods separated,separated+qmp --seeds 5 --store /shared/point
 * </pre>
 *
 * The store is a directory that all machines see under this name. Runs, tables and pages in it are
 * those of a single process with {@code --out}.
 */
public final class SparkSweep {
  private SparkSweep() {}

  /** Arguments as those of {@code qmp}; {@code --store} is {@code --out}. */
  public static void main(String[] args) {
    String[] words =
        Stream.of(args).map(a -> a.replaceFirst("^--store(?==|$)", "--out")).toArray(String[]::new);
    System.exit(Qmp.run(SparkSweep::onSpark, words)); // Spark stops with the JVM
  }

  private static List<RunResult> onSpark(List<Cluster.Job> jobs) throws IOException {
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.task.maxFailures", "20")
            .setIfMissing("spark.excludeOnFailure.enabled", "true")
            .setIfMissing("spark.speculation", "false"); // some runs take longer than others
    try {
      return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf))
          .parallelize(jobs, jobs.size())
          .map(SparkSweep::carryOut)
          .collect();
    } catch (Exception e) {
      if (e instanceof SparkException) { // which Scala throws without declaring it
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        throw new IOException("Spark gave up: " + why + "; submit the same command again", e);
      }
      throw e;
    }
  }

  /** An exception that escapes here is another attempt; too many of them would end all runs. */
  private static RunResult carryOut(Cluster.Job job) throws IOException, InterruptedException {
    TaskContext task = TaskContext.get();
    try {
      return job.carryOut(task::isInterrupted);
    } catch (IOException | RuntimeException e) {
      if (task.attemptNumber() == 0) {
        throw e; // another machine may do better
      }
      return RunResult.failed(0, Failure.text(e)); // not recorded: the next submission tries again
    }
  }
}
