package org.qmp.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comparisons on a real cluster, parts of which are killed or hang: each ends with the files of a
 * single process. This takes minutes, so it has a tag and its own command, see docs/scale.md.
 */
@Tag("cluster")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class SparkSweepIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path QMP = TARGET.resolve("../../target/qmp.jar").normalize();
  private static final Path ADAPTER = TARGET.resolve("qmp-spark-0.1.0-SNAPSHOT.jar");
  private static final int POLL_MILLIS = 50;
  private static final int FAILED = 42;
  private static final int RUNS = 12;

  private static final String COMPARISON =
      "compare --suite point --methods separated,separated+qmp --seeds 6 --steps 1200 --batch 8"
          + " --hidden 16,16 --warm-up 200 --updates-per-step 0.5 --evaluate-every 600"
          + " --evaluation-episodes 1 --save-every 50";

  /** Six runs. */
  private static final String FRAGILE =
      "compare --suite fragile --methods separated --seeds 6 --steps 1000 --batch 8 --hidden 8,8"
          + " --warm-up 100 --evaluate-every 500 --evaluation-episodes 1";

  /** Options to notice a hung executor soon. */
  private static final String IMPATIENT =
      "--conf spark.network.timeout=10s --conf spark.executor.heartbeatInterval=1s"
          + " --conf spark.network.timeoutInterval=1s";

  @TempDir private static Path temp;
  private static Cluster cluster;
  private static Store single;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(TARGET.resolve("spark"), TARGET.resolve("cluster"));
    single = alone("a single process, two threads", COMPARISON, 0);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void anUndisturbedClusterGivesTheSameFiles() throws Exception {
    Submission job = new Submission("undisturbed", "", COMPARISON);
    job.awaitEnd(0);
    job.assertEndsAs(single, RUNS);
  }

  @Test
  void aKilledExecutorCostsOneAttempt() throws Exception {
    Submission job = new Submission("executor-killed", "", COMPARISON);
    job.awaitMidway();
    cluster.executors().get(0).destroyForcibly();
    job.awaitEnd(0);
    job.assertEndsAs(single, RUNS + 1);
  }

  @Test
  void aHungExecutorCostsOneAttempt() throws Exception {
    Submission job = new Submission("executor-hung", IMPATIENT, COMPARISON);
    job.awaitMidway();
    String hung = String.valueOf(cluster.executors().get(0).pid());
    assertEquals(0, new ProcessBuilder("kill", "-STOP", hung).start().waitFor());
    job.awaitEnd(0);
    job.assertEndsAs(single, RUNS + 1);
  }

  @Test
  void afterTheDriverIsKilledTheSameCommandContinues() throws Exception {
    Submission job = new Submission("driver-killed", "", COMPARISON);
    job.awaitMidway();
    job.driver.destroyForcibly().waitFor();
    Map<Path, Map<String, String>> finished = job.store.passports();
    job.submit();
    job.awaitEnd(0);
    job.assertEndsAs(single, RUNS);
    Map<Path, Map<String, String>> after = job.store.passports();
    finished.forEach((run, passport) -> assertEquals(passport, after.get(run)));
  }

  @Test
  void aRunThatAlwaysFailsDoesNotStopTheOthers() throws Exception {
    String command = FRAGILE + " --plugin " + fragileJar();
    Store alone = alone("the same of a single process", command, FAILED);
    Submission job = new Submission("run-fails", "", command);
    job.awaitEnd(FAILED);
    job.assertEndsAs(alone, 6);
    long failed = alone.ends().values().stream().filter(end -> end.contains("hole")).count();
    assertEquals(1, failed, "with another hole, another number of runs fails");
  }

  /** Runs a comparison without a cluster. */
  private static Store alone(String what, String command, int code) throws Exception {
    long start = System.nanoTime();
    Store store = store(what);
    String all = "org.qmp.cli.Qmp " + command + " --out " + store.directory();
    Process process = Cluster.java(QMP.toString(), all, cluster.log(what)).start();
    assertEquals(code, process.waitFor(), () -> text(cluster.log(what)));
    report(what, start, 0);
    return store;
  }

  private static Store store(String what) {
    return new Store(temp.resolve(what.replace(' ', '-')).resolve("store"));
  }

  /** Prints a row of the table in docs/scale.md. */
  private static void report(String what, long start, int attempts) {
    double seconds = (System.nanoTime() - start) * 1e-9;
    System.out.printf(Locale.ROOT, "| %s | %.0f s | %d |%n", what, seconds, attempts);
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The suites of {@link Fragile}, as a third-party jar. */
  private static Path fragileJar() throws IOException {
    Path jar = temp.resolve("fragile.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/org.qmp.env.SuiteProvider"));
      out.write(Fragile.class.getName().getBytes(StandardCharsets.UTF_8));
      for (Class<?> each : List.of(Fragile.class, Fragile.Corridor.class)) {
        String entry = each.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (InputStream bytes = Fragile.class.getResourceAsStream("/" + entry)) {
          bytes.transferTo(out);
        }
      }
    }
    return jar;
  }

  /** A comparison on the cluster. */
  private static final class Submission {
    private final long start = System.nanoTime();
    private final String name;
    private final String command;
    private final Store store;
    private Process driver;

    /**
     * Submits the comparison.
     *
     * @param options of {@code spark-submit}
     */
    Submission(String name, String options, String command) throws IOException {
      this.name = name;
      store = store(name);
      this.command =
          (options + " --class org.qmp.spark.SparkSweep --jars " + QMP)
              + (" " + ADAPTER + " " + command + " --store " + store.directory());
      submit();
    }

    void submit() throws IOException {
      driver = cluster.submit(name, command);
    }

    /** Waits until every executor is in the middle of a run that has saved something. */
    void awaitMidway() throws Exception {
      while (store.look() < Cluster.WORKERS) {
        assertTrue(driver.isAlive(), () -> text(cluster.log(name)));
        Thread.sleep(POLL_MILLIS);
      }
    }

    void awaitEnd(int code) throws Exception {
      while (!driver.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        store.look();
      }
      assertEquals(code, driver.exitValue(), () -> text(cluster.log(name)));
    }

    /**
     * Requires the results of another store, and a number of attempts in the last submission.
     *
     * @param attempts at all runs, including those that found a run finished
     */
    void assertEndsAs(Store other, int attempts) throws IOException {
      String log = text(cluster.log(name));
      report(name, start, attempts);
      assertEquals(other.ends(), store.ends());
      assertEquals(List.of(), store.differences(other));
      assertEquals(List.of(), other.differences(store));
      assertEquals(attempts, log.lines().filter(l -> l.contains(" Starting task ")).count(), log);
    }
  }
}
