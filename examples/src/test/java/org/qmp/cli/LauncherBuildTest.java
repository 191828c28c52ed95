package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher builds the jar if it is missing or older than its sources. */
final class LauncherBuildTest extends LauncherFixture {
  private static final String BUILDING =
      "qmp: building examples/target/qmp.jar, which takes a minute";
  private static final String BUILD =
      """
      #!/bin/sh
      printf '%s\\n' "$PWD $*"
      mkdir -p examples/target/quick
      """;
  private static final String SUCCEEDS = BUILD + "echo new >examples/target/quick/qmp.jar\n";
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  private Path source;

  @BeforeEach
  void addSources() throws IOException {
    source = place.resolve("examples/src/main/java/org/qmp/cli/Qmp.java");
    Files.createDirectories(source.getParent());
    for (Path file : List.of(source, place.resolve("pom.xml"), place.resolve("rl/pom.xml"))) {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    script(place.resolve("mvnw"), SUCCEEDS);
    try (var all = Files.walk(place)) {
      for (Path file : all.filter(file -> !file.equals(jar())).toList()) {
        Files.setLastModifiedTime(file, LONG_AGO);
      }
    }
  }

  private void builds(Launched launched) throws IOException {
    assertEquals(
        BUILDING + "\n" + place + " -q -Pquick package", String.join("\n", launched.err()));
    assertTrue(launched.out().contains("<info>"), launched.out().toString());
    assertEquals(0, launched.code());
    assertEquals("new\n", Files.readString(jar()));
    assertFalse(Files.exists(lock()));
  }

  private Path lock() {
    return place.resolve("examples/target/qmp.lock");
  }

  @Test
  void aMissingJarIsBuiltOnce() throws Exception {
    Files.delete(jar());
    builds(launch("info"));
    runs(launch("info"));
  }

  @Test
  void theJarIsBuiltInAFreshCloneWithoutTarget() throws Exception {
    Files.delete(jar());
    Files.delete(jar().getParent());
    builds(launch("info"));
  }

  @Test
  void aJarThatIsNewerThanItsSourcesIsNotRebuilt() throws Exception {
    runs(launch("info"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples/src/main/java/org/qmp/cli/Qmp.java", "pom.xml", "rl/pom.xml"})
  void aJarThatIsOlderThanAnyOfItsSourcesIsRebuilt(String changed) throws Exception {
    Path running = temp.resolve("what a running program has open");
    Files.writeString(jar(), "old\n");
    Files.createLink(running, jar());
    Files.setLastModifiedTime(place.resolve(changed), FileTime.from(Instant.now().plusSeconds(9)));
    builds(launch("info"));
    assertEquals("old\n", Files.readString(running));
  }

  @Test
  void aSourceThatChangesDuringTheBuildIsBuiltNextTime() throws Exception {
    Files.delete(jar());
    script(place.resolve("mvnw"), BUILD + "sleep 0.02; touch pom.xml; sleep 0.02\n" + SUCCEEDS);
    launch("info");
    Files.setLastModifiedTime(place.resolve("mvnw"), LONG_AGO);
    script(place.resolve("mvnw"), SUCCEEDS);
    builds(launch("info"));
    runs(launch("info"));
  }

  @Test
  void aReleasedCopyWithoutSourcesIsNeverBuilt() throws Exception {
    Files.delete(source);
    Files.delete(source.getParent());
    Files.delete(place.resolve("examples/src/main/java/org/qmp"));
    Files.setLastModifiedTime(jar(), FileTime.from(Instant.parse("2010-01-01T00:00:00Z")));
    runs(launch("info"));
    Files.delete(jar());
    isRefused(jar() + " is missing, and there are no sources in " + place + " to build it from");
  }

  @Test
  void theBuildOfAnotherProjectIsNeverRun() throws Exception {
    Path other = Files.createDirectories(temp.resolve("other"));
    script(other.resolve("mvnw"), SUCCEEDS);
    Files.createSymbolicLink(other.resolve("link"), place.resolve("qmp"));
    Files.copy(place.resolve("qmp"), other.resolve("qmp"));
    assertTrue(other.resolve("qmp").toFile().setExecutable(true));
    runs(launch(other.resolve("link"), "info"));
    Files.delete(jar());
    builds(launch(other.resolve("link"), "info"));
    Launched copy = launch(other.resolve("qmp"), "info");
    assertEquals(2, copy.code());
    Path here = other.toRealPath();
    assertEquals(
        List.of(
            "qmp: "
                + here.resolve("examples/target/qmp.jar")
                + " is missing, and there are no sources in "
                + here
                + " to build it from"),
        copy.err());
    assertFalse(Files.exists(other.resolve("examples")));
  }

  @Test
  void aJavaWithoutACompilerIsNamedBeforeAnythingIsBuilt() throws Exception {
    Files.delete(jar());
    Files.delete(home.resolve("bin/javac"));
    isRefused(
        jar()
            + " must be built, but "
            + home.resolve("bin/java")
            + " is no JDK: there is no javac in "
            + home.resolve("bin"));
  }

  @Test
  void aBuildThatFailsEndsTheLauncher() throws Exception {
    script(place.resolve("mvnw"), BUILD + "exit 3\n");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(9)));
    Launched launched = launch("info");
    assertEquals(List.of(), launched.out());
    assertEquals(3, launched.code());
    String said = String.join("\n", launched.err());
    assertTrue(
        said.endsWith("qmp: the build failed; to go on with the jar of before, touch " + jar()),
        said);
    assertFalse(Files.exists(lock()));
    Files.delete(jar());
    launched = launch("info");
    assertEquals(3, launched.code());
    assertFalse(launched.err().toString().contains("touch"));
    assertFalse(Files.exists(jar()));
  }

  @Test
  void ofTwoConcurrentStartsOneBuildsAndTheOtherWaits() throws Exception {
    Files.delete(jar());
    script(
        place.resolve("mvnw"),
        BUILD + "echo built >>built; while [ ! -e go ]; do sleep 0.01; done\n" + SUCCEEDS);
    Process one = begin("one", place.resolve("qmp"), "info");
    await(lock());
    Process two = begin("two", place.resolve("qmp"), "info");
    while (said("two").isEmpty()) {
      Thread.sleep(10);
    }
    String holder = Files.readString(lock()).strip();
    Files.createFile(place.resolve("go"));
    Launched first = launched(one, "one");
    Launched second = launched(two, "two");
    assertEquals(BUILDING, first.err().get(0));
    assertTrue(holder.startsWith(one.pid() + " "), holder);
    assertEquals(
        "qmp: waiting for process "
            + holder.replace(" ", " on ")
            + ", which is building; if it is not, delete "
            + lock(),
        String.join("\n", second.err()));
    assertTrue(first.out().contains("<info>") && second.out().contains("<info>"));
    assertEquals(List.of("built"), Files.readAllLines(place.resolve("built")));
  }

  private static void await(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(10);
    }
  }

  /** Deletes the jar and leaves the lock of a process that has died on this host. */
  private void dieLocking() throws Exception {
    Files.delete(jar());
    ProcessBuilder dying = new ProcessBuilder("/bin/sh", "-c", "echo $$ $(uname -n)");
    assertEquals(0, dying.redirectOutput(lock().toFile()).start().waitFor());
  }

  @Test
  void theLockOfADeadProcessDoesNotBlock() throws Exception {
    dieLocking();
    builds(launch("info"));
  }

  @Test
  void theLauncherWaitsForTheLockOfAnotherHost() throws Exception {
    dieLocking();
    Files.writeString(lock(), Files.readString(lock()).replaceFirst(" .*", " elsewhere"));
    Process process = begin("err", place.resolve("qmp"), "info");
    while (said("err").isEmpty()) {
      Thread.sleep(10);
    }
    Files.delete(lock());
    Launched launched = launched(process, "err");
    String said = launched.err().get(0);
    assertTrue(said.matches("qmp: waiting for process [0-9]+ on elsewhere, which .*"), said);
    assertEquals(0, launched.code());
    assertEquals("new\n", Files.readString(jar()));
  }

  @Test
  void aLockTakenOverByAnotherProcessIsNotDeleted() throws Exception {
    Files.delete(jar());
    script(place.resolve("mvnw"), "echo 1 elsewhere >examples/target/qmp.lock\n" + SUCCEEDS);
    assertEquals(0, launch("info").code());
    assertEquals("1 elsewhere\n", Files.readString(lock()));
  }

  @Test
  void aSignalEndsTheBuildToo() throws Exception {
    Files.delete(jar());
    script(place.resolve("mvnw"), BUILD + "echo $$ >maven; exec sleep 60\n");
    Process process = begin("err", place.resolve("qmp"), "info");
    Path maven = place.resolve("maven");
    while (!Files.exists(maven) || Files.size(maven) == 0) {
      Thread.sleep(10);
    }
    process.destroy();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(143, process.exitValue());
    long builder = Long.parseLong(Files.readString(maven).strip());
    ProcessHandle.of(builder).ifPresent(handle -> handle.onExit().join());
    assertFalse(Files.exists(lock()));
  }
}
