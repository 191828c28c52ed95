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

/** Runs commands and keeps what they say. */
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

  /** For a virtual machine that ends before the second compiler's work would pay. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** In this virtual machine. */
  static Shell qmp(String... args) {
    return qmp(false, NamedSuite::suite, args);
  }

  /** In this virtual machine, with worlds that the test has made. */
  static Shell qmp(boolean terminal, Function<String, TaskSuite> suites, String... args) {
    return qmp(terminal, suites, Optional.empty(), args);
  }

  /** In this virtual machine, but for its runs. */
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

  /** As {@link #qmp}, with a tiny run's options at the end. */
  static Shell tiny(String... args) {
    return qmp(withTiny(args).toArray(String[]::new));
  }

  static List<String> withTiny(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(TINY));
    return all;
  }

  /** In a virtual machine of its own, begun but not awaited. */
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

  /** The packaged jar in a virtual machine of its own, begun but not awaited. */
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

  /** Copies a directory with all in it to a place where nothing is. */
  static Path copied(Path directory, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(directory.relativize(file).toString()));
      }
    }
    return to;
  }

  /** Checks that a command has succeeded and said this. */
  static void works(Shell shell, String said) {
    assertEquals(0, shell.code, shell.err);
    assertTrue(shell.out.contains(said), shell.out);
  }

  /** The fingerprint that was printed. */
  Optional<String> fingerprint() {
    return out.lines().filter(line -> line.startsWith("fingerprint")).findFirst();
  }
}
