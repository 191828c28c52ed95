package org.qmp.nn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java virtual machine of any version, which can run a class of the tests. */
public record Jvm(Path home) {
  private static final List<Path> USUAL_PLACES =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of("/Library/Java/JavaVirtualMachines"),
          Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
          Path.of(System.getProperty("user.home"), ".jdks"));

  /** The virtual machine that runs this test. */
  public static Jvm current() {
    return new Jvm(Path.of(System.getProperty("java.home")));
  }

  /**
   * The JDK that QMP_NEWER_JDK names, or else the newest in the usual places if newer than this
   * one.
   */
  public static Optional<Jvm> newer() {
    String named = System.getenv("QMP_NEWER_JDK");
    if (named != null) {
      return Optional.of(new Jvm(Path.of(named)));
    }
    return USUAL_PLACES.stream()
        .filter(Files::isDirectory)
        .flatMap(Jvm::list)
        .map(
            home ->
                Files.isDirectory(home.resolve("Contents/Home"))
                    ? home.resolve("Contents/Home")
                    : home)
        .map(Jvm::new)
        .filter(jvm -> Files.isExecutable(jvm.java()))
        .filter(jvm -> jvm.feature() > Runtime.version().feature())
        .max(Comparator.comparingInt(Jvm::feature));
  }

  private static Stream<Path> list(Path directory) {
    try (Stream<Path> found = Files.list(directory)) {
      return found.sorted().toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private Path java() {
    return home.resolve("bin/java");
  }

  /** The feature number in the release file, or 0. */
  private int feature() {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> Runtime.Version.parse(line.replaceAll("[^\\d.+-]", "")).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  /** The command that runs a class with the class path of this test. */
  public List<String> command(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>(List.of(java().toString(), "-XX:+UseSerialGC"));
    command.addAll(options);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs a class with this test's class path; returns its output, or throws with its error output.
   */
  public String run(Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(main, options, arguments);
    Path said = Files.createTempFile("qmp-child", ".out");
    Path complained = Files.createTempFile("qmp-child", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(said.toFile())
              .redirectError(complained.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("no end after two minutes: " + home + " " + options);
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            home
                + " "
                + options
                + " ended with "
                + process.exitValue()
                + ": "
                + Files.readString(complained, StandardCharsets.UTF_8));
      }
      return Files.readString(said, StandardCharsets.UTF_8).strip();
    } finally {
      Files.delete(said);
      Files.delete(complained);
    }
  }
}
