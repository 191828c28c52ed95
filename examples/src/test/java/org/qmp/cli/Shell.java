package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.Console;
import org.qmp.cli.run.StopSignal;
import org.qmp.env.TaskSuite;

/** Runs commands and records their exit codes and outputs. */
record Shell(int code, String out, String err) {

  static final String[] TINY = {
    "--steps",
    "240",
    "--batch",
    "8",
    "--hidden",
    "16,16",
    "--warm-up",
    "50",
    "--updates-per-step",
    "0.5",
    "--evaluate-every",
    "100",
    "--evaluation-episodes",
    "1"
  };

  /** For a JVM that ends before the work of the second compiler (C2) would pay off. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** Runs a command in this JVM. */
  static Shell qmp(String... args) {
    return qmp(false, NamedSuite::suite, args);
  }

  /** Runs a command in this JVM, with suites that the test has created. */
  static Shell qmp(boolean terminal, Function<String, TaskSuite> suites, String... args) {
    return qmp(terminal, suites, Optional.empty(), args);
  }

  /** Runs a command in this JVM, but its training runs on the given cluster. */
  static Shell qmp(Cluster cluster, String... args) {
    return qmp(false, NamedSuite::suite, Optional.of(cluster), args);
  }

  private static Shell qmp(
      boolean terminal,
      Function<String, TaskSuite> suites,
      Optional<Cluster> cluster,
      String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(out, err, terminal, Console.COLUMNS);
    int code = Qmp.run(console, new StopSignal(), suites, cluster, args);
    return new Shell(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** As {@link #qmp}, with the options of a tiny run at the end. */
  static Shell tiny(String... args) {
    return qmp(withTiny(args).toArray(String[]::new));
  }

  static List<String> withTiny(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(TINY));
    return all;
  }

  /** Starts a command in a separate JVM, without waiting for it. */
  static Process child(List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("--add-modules", "ALL-SYSTEM", "-Dqmp.kernels=plain", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("org.qmp.cli.Qmp");
    command.addAll(args);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Starts the packaged jar in a separate JVM, without waiting for it. */
  static Process jar(List<String> options, List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", QmpJarIT.JAR.toString()));
    command.addAll(args);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    return Stream.of(System.getProperty("java.class.path").split(separator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
  }

  static String text(InputStream from) throws IOException {
    return new String(from.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Copies a directory with its contents to a path that does not exist yet. */
  static Path copied(Path directory, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(directory.relativize(file).toString()));
      }
    }
    return to;
  }

  /** Checks that a command has succeeded and printed this text. */
  static void works(Shell shell, String said) {
    assertEquals(0, shell.code, shell.err);
    assertTrue(shell.out.contains(said), shell.out);
  }

  /** The fingerprint that was printed. */
  Optional<String> fingerprint() {
    return out.lines().filter(line -> line.startsWith("fingerprint")).findFirst();
  }
}
