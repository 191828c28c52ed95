package org.qmp.spark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standalone Spark cluster on this machine: a master and two workers with one processor each.
 * Each is a separate JVM, and each worker has its own address, as if on two machines.
 */
final class Cluster implements AutoCloseable {
  static final int WORKERS = 2;
  private static final String DEPLOY = "org.apache.spark.deploy.";
  private static final String MEMORY = "512m"; // Spark needs that much
  private static final int POLL_MILLIS = 50;

  private final Path home;
  private final Path logs;
  private final String url;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts a cluster.
   *
   * @param home a directory with the jars of Spark in {@code jars/}
   * @param logs directory for the output of each JVM and for the workers' directories
   */
  Cluster(Path home, Path logs) throws IOException, InterruptedException {
    this.home = home;
    this.logs = Files.createDirectories(logs);
    int port = freePort();
    url = "spark://127.0.0.1:" + port;
    start("master", "master.Master --webui-port 0 --host 127.0.0.1 --port " + port);
    awaitPort(port);
    for (int i = 1; i <= WORKERS; i++) {
      start(
          "worker-" + i,
          ("worker.Worker --webui-port 0 --cores 1 --memory " + MEMORY)
              + (" --work-dir " + logs.resolve("work-" + i) + " --host 127.0.0." + i + " " + url));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A worker that finds no master tries again only after ten seconds. */
  private static void awaitPort(int port) throws IOException, InterruptedException {
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException e) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /**
   * Submits an application and returns the process of its driver.
   *
   * @param name of its log
   * @param options of {@code spark-submit} except for the master; then the jar and its arguments
   */
  Process submit(String name, String options) throws IOException {
    return start(
        name,
        ("SparkSubmit --master " + url + " --conf spark.ui.enabled=false")
            + (" --conf spark.executor.memory=" + MEMORY + " " + options));
  }

  private Process start(String name, String command) throws IOException {
    ProcessBuilder java = java(home + "/jars/*", DEPLOY + command, log(name));
    java.environment()
        .putAll(
            Map.of(
                "SPARK_HOME", home.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_LOCAL_HOSTNAME", "localhost"));
    Process process = java.start();
    processes.add(process);
    return process;
  }

  /**
   * A JVM that can be started.
   *
   * @param command the main class and its arguments, in words without blanks
   * @param log file for its output
   */
  static ProcessBuilder java(String classPath, String command, Path log) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx" + MEMORY, "-XX:+UseSerialGC", "--add-modules", "ALL-SYSTEM"));
    words.addAll(List.of("-cp", classPath));
    words.addAll(List.of(command.strip().split(" +")));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
  }

  /** The JVMs that execute runs. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::children)
        .filter(child -> child.info().commandLine().orElse("").contains("ExecutorBackend"))
        .toList();
  }

  /** The file with the output of a process. */
  Path log(String name) {
    return logs.resolve(name + ".log");
  }

  /** Kills all remaining processes. */
  @Override
  public void close() {
    processes.stream().flatMap(Process::descendants).forEach(ProcessHandle::destroyForcibly);
    processes.forEach(Process::destroyForcibly);
  }
}
