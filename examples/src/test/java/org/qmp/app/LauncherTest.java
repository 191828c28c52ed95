package org.qmp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher {@code qmp}, alone in a directory with an empty jar and a Java that tells how it was
 * called.
 */
final class LauncherTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

  /** A JVM's answer to the launcher's question, and then what it has been asked to do. */
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -XshowSettings:properties ]; then
        echo "    java.specification.version = VERSION" >&2
        exit
      fi
      echo "process $$"
      for argument; do echo "<$argument>"; done
      SAYS
      """;

  @TempDir private Path temp;
  private Path place;
  private Path home;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** What a launched process was, and what it ended with. */
  private record Launched(long process, int code, List<String> out, List<String> err) {}

  @BeforeEach
  void copyTheLauncher() throws IOException {
    assumeTrue(Files.isExecutable(SHELL), "there is no /bin/sh here");
    place = temp.resolve("a place");
    home = temp.resolve("a home");
    Files.createDirectories(place.resolve("examples/target"));
    Files.createFile(place.resolve("examples/target/qmp.jar"));
    script(place.resolve("qmp"), Files.readString(Path.of("..", "qmp")));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("TMPDIR", Files.createDirectory(temp.resolve("tmp")).toString());
    java("17", "");
    environment.put("JAVA_HOME", home.toString());
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  /** A Java of some version that runs some lines of shell at the end. */
  private void java(String version, String says) throws IOException {
    script(home.resolve("bin/java"), JAVA.replace("VERSION", version).replace("SAYS", says));
  }

  private Launched launch(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(place.resolve("qmp").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path err = temp.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = Shell.text(process.getInputStream());
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    awaitEmpty(Path.of(environment.get("TMPDIR")));
    return new Launched(
        process.pid(), process.exitValue(), out.lines().toList(), Files.readAllLines(err));
  }

  /** What goes through the launcher's pipe may come a moment after the end of the process. */
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

  private void isRefused(String message) throws IOException, InterruptedException {
    Launched launched = launch("info");
    assertEquals(2, launched.code());
    assertEquals(List.of(), launched.out());
    assertEquals(List.of("qmp: " + message), launched.err());
  }

  @Test
  void withoutAnyJavaItSaysSo() throws Exception {
    environment.remove("JAVA_HOME");
    environment.put("PATH", "");
    isRefused("no Java found; install a JDK from 17 on, or set JAVA_HOME to one");
  }

  @Test
  void aHomeWithoutAJavaIsNotPassedOverForThatOfThePath() throws Exception {
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    environment.put("JAVA_HOME", temp.resolve("nowhere").toString());
    isRefused("no Java found; install a JDK from 17 on, or set JAVA_HOME to one");
  }

  @ParameterizedTest
  @CsvSource({"11, 11", "16, 16", "1.8, 8", "?, unknown"})
  void aJavaThatIsTooOldIsNamedWithItsVersion(String answer, String version) throws Exception {
    java(answer, "");
    isRefused(
        home.resolve("bin/java")
            + " is Java "
            + version
            + ", but 17 or newer is needed; set JAVA_HOME to one");
  }

  @Test
  void argumentsReachTheProgramUnharmed() throws Exception {
    String[] awkward = {"train", "--out", "two  words", "", "*", "$HOME", "a\"b'c\\d", "--", "-x"};
    Launched launched = launch(awkward);
    assertEquals(0, launched.code());
    List<String> out = launched.out();
    int jar = out.indexOf("<" + place.toRealPath().resolve("examples/target/qmp.jar") + ">");
    assertEquals("<-jar>", out.get(jar - 1));
    assertEquals(
        List.of(awkward).stream().map(argument -> "<" + argument + ">").toList(),
        out.subList(jar + 1, out.size()));
  }

  @Test
  void theFastKernelsAreAskedFor() throws Exception {
    List<String> out = launch("info").out();
    assertEquals("<ALL-SYSTEM>", out.get(out.indexOf("<--add-modules>") + 1));
  }

  @Test
  void optionsForTheJvmStandBeforeTheJar() throws Exception {
    environment.put("QMP_JAVA_OPTS", "-Xmx3g -Dsome=thing");
    List<String> out = launch("info").out();
    int first = out.indexOf("<-Xmx3g>");
    assertEquals(List.of("<-Dsome=thing>", "<-jar>"), out.subList(first + 1, first + 3));
  }

  @Test
  void withoutAHomeTheJavaOfThePathRuns() throws Exception {
    environment.remove("JAVA_HOME");
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    assertTrue(launch("info").out().contains("<info>"));
  }

  /** So that signals reach it, and its exit code is the launcher's. */
  @Test
  void theProgramTakesTheLaunchersPlace() throws Exception {
    java("25", "exit 43");
    Launched launched = launch("info");
    assertEquals("process " + launched.process(), launched.out().get(0));
    assertEquals(43, launched.code());
  }

  @Test
  void ofAllThatIsSaidOnlyTheAnnouncementOfTheVectorModuleIsDropped() throws Exception {
    java("17", "echo '" + WARNING + "' >&2; echo first >&2; echo ' second' >&2");
    assertEquals(List.of("first", " second"), saidOnTheSide(2));
    java("17", "printf '%s\\n' ' first\\n' >&2; echo '" + WARNING + "' >&2; printf third >&2");
    assertEquals(List.of(" first\\n", WARNING, "third"), saidOnTheSide(3));
  }

  private List<String> saidOnTheSide(int lines) throws IOException, InterruptedException {
    launch("info");
    Path err = temp.resolve("err");
    for (int i = 0; i < 200 && Files.readAllLines(err).size() < lines; i++) {
      Thread.sleep(10);
    }
    return Files.readAllLines(err, StandardCharsets.UTF_8);
  }

  @Test
  void aMissingJarIsBuiltFirst() throws Exception {
    Path jar = place.resolve("examples/target/qmp.jar");
    Files.delete(jar);
    script(place.resolve("mvnw"), "#!/bin/sh\necho \"$PWD $*\"; : > examples/target/qmp.jar\n");
    Launched launched = launch("info");
    assertEquals(0, launched.code());
    assertTrue(launched.out().contains("<info>"), launched.out().toString());
    assertEquals(
        List.of(
            "qmp: building examples/target/qmp.jar, once",
            place.toRealPath() + " -q -DskipTests package"),
        launched.err());
    assertTrue(Files.exists(jar));
  }

  @Test
  void aBuildThatFailsEndsTheLauncher() throws Exception {
    Files.delete(place.resolve("examples/target/qmp.jar"));
    script(place.resolve("mvnw"), "#!/bin/sh\nexit 1\n");
    Launched launched = launch("info");
    assertFalse(launched.out().contains("<info>"));
    assertEquals(1, launched.code());
  }
}
