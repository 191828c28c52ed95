package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sets up the launcher {@code qmp} in a directory with an empty jar, and a JDK whose {@code java}
 * prints how it was called.
 */
abstract class LauncherFixture {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final int SECONDS = 20;

  /** Every start appends a line to the file {@code starts}. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo start >>"STARTS"
      if [ "$1" = -XshowSettings:properties ]; then
        echo "    java.specification.version = ANSWER" >&2
        exit
      fi
      echo "process $$"
      echo "locale ${LC_ALL-}"
      for argument; do printf '<%s>\\n' "$argument"; done
      SAYS
      """;

  @TempDir Path temp;
  Path place;
  Path home;
  final Map<String, String> environment = new LinkedHashMap<>();

  /** The process id, the exit code and the output of a process that has ended. */
  record Launched(long process, int code, List<String> out, List<String> err) {}

  @BeforeEach
  void copyTheLauncher() throws IOException {
    assumeTrue(Files.isExecutable(SHELL), "there is no /bin/sh here");
    place = temp.toRealPath().resolve("a 'place' -> of\\n \"odd\n name");
    home = temp.toRealPath().resolve("a 'home'");
    Files.createDirectories(place.resolve("examples/target"));
    Files.createFile(jar());
    script(place.resolve("qmp"), Files.readString(Path.of("..", "qmp")));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("TMPDIR", Files.createDirectory(temp.resolve("a tmp")).toString());
    environment.put("JAVA_HOME", home.toString());
    jdk("17", "");
  }

  final Path jar() {
    return place.resolve("examples/target/qmp.jar");
  }

  static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  /** Creates a JDK of a version, whose {@code java} runs some lines of shell at the end. */
  final void jdk(String version, String says) throws IOException {
    jdk("JAVA_VERSION=\"" + version + "\"\n", "not asked", says);
  }

  /** As above, with the text of its file {@code release} and its answer when asked. */
  final void jdk(String release, String answer, String says) throws IOException {
    script(home.resolve("bin/java"), java(answer, says));
    script(home.resolve("bin/javac"), "");
    Files.writeString(home.resolve("release"), release);
  }

  final String java(String answer, String says) {
    return JAVA.replace("STARTS", temp.resolve("starts").toString())
        .replace("ANSWER", answer)
        .replace("SAYS", says);
  }

  final int starts() throws IOException {
    Path starts = temp.resolve("starts");
    return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
  }

  final Launched launch(String... args) throws IOException, InterruptedException {
    return launch(place.resolve("qmp"), args);
  }

  final Launched launch(Path launcher, String... args) throws IOException, InterruptedException {
    return launched(begin("err", launcher, args), "err");
  }

  /** Starts a launcher without waiting for it; its standard error goes to a file. */
  final Process begin(String err, Path launcher, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectError(temp.resolve(err).toFile()).start();
  }

  final Launched launched(Process process, String err) throws IOException, InterruptedException {
    String out = Shell.text(process.getInputStream());
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
    awaitEmpty(Path.of(environment.get("TMPDIR")));
    return new Launched(process.pid(), process.exitValue(), out.lines().toList(), said(err));
  }

  final List<String> said(String err) throws IOException {
    return Files.readAllLines(temp.resolve(err));
  }

  /** Output through the launcher's pipe may arrive shortly after the process has ended. */
  private static void awaitEmpty(Path directory) throws IOException, InterruptedException {
    for (int i = 0; i < 200; i++) {
      try (var files = Files.list(directory)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("the launcher leaves files in " + directory);
  }

  final void isRefused(String message) throws IOException, InterruptedException {
    Launched launched = launch("info");
    assertEquals(List.of(), launched.out());
    assertEquals("qmp: " + message, String.join("\n", launched.err()));
    assertEquals(2, launched.code());
  }

  final void runs(Launched launched) {
    assertEquals(List.of(), launched.err());
    assertTrue(launched.out().contains("<info>"), launched.out().toString());
    assertEquals(0, launched.code());
  }
}
