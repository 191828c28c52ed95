package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.env.classic.Pendulum;

/** An interrupted run of the pendulum, and foreign files beside its own. */
abstract class ForeignFilesFixture {
  /** Saves at 40, 80 and 120, evaluates at 41, 82 and 120. */
  static final RunSpec SPEC = Runs.tiny("pendulum", 3, 120, 40);

  static String healthy;
  private static Path unbroken;

  @TempDir Path temp;
  Path run;
  Path metrics;

  @BeforeAll
  static void runUndisturbed(@TempDir Path whole) throws IOException {
    unbroken = whole.resolve("run");
    healthy = resume(unbroken, Runs.SILENT);
  }

  @BeforeEach
  void name() {
    run = temp.resolve("run");
    metrics = run.resolve("metrics");
  }

  static String resume(Path directory, Agent.Listener listener) throws IOException {
    return Runs.run(SPEC, Pendulum.suite(), directory, listener);
  }

  void begin() throws IOException {
    assertThrows(Runs.Death.class, () -> resume(run, Runs.dieAt(55)));
  }

  void assertEndsAsIfNothingHadBeen() throws IOException {
    assertEquals(healthy, resume(run, Runs.SILENT));
    MetricsOfARun.assertSameFiles(unbroken, run);
  }

  /** Everything below a directory, by relative path; links are not followed. */
  static SortedMap<String, String> contents(Path directory) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        String what = "a pipe, a directory";
        if (Files.isSymbolicLink(path)) {
          what = "-> " + Files.readSymbolicLink(path);
        } else if (Files.isRegularFile(path)) {
          what = Arrays.toString(Files.readAllBytes(path));
        }
        contents.put(directory.relativize(path).toString(), what);
      }
    }
    return contents;
  }

  /** Creates various files and directories, and links to a file, a directory and nothing. */
  static void scatter(Path directory, Path elsewhere) throws IOException {
    Files.createDirectories(elsewhere.resolve("shared"));
    Files.writeString(elsewhere.resolve("far.txt"), "far away\n");
    Files.writeString(elsewhere.resolve("shared/metrics.csv"), "somebody else's\n");
    Files.writeString(directory.resolve("notes.txt"), "a thought\n");
    Files.createFile(directory.resolve("empty"));
    Files.write(directory.resolve(".hidden.bin"), new byte[] {0, -1, 13, 10});
    Files.writeString(directory.resolve("metrics.csv.bak"), "step,name,value\n");
    Files.writeString(directory.resolve("events.out.tfevents.1.host"), "another writer's\n");
    Files.createDirectories(directory.resolve("plugins/profile"));
    Files.writeString(directory.resolve("plugins/profile/metrics.csv"), "a viewer's\n");
    Files.createSymbolicLink(directory.resolve("link.txt"), elsewhere.resolve("far.txt"));
    Files.createSymbolicLink(directory.resolve("folder"), elsewhere.resolve("shared"));
    Files.createSymbolicLink(directory.resolve("dangling"), elsewhere.resolve("nowhere"));
  }

  static void pipe(Path path) throws IOException, InterruptedException {
    boolean made;
    try {
      made = new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      made = false;
    }
    assumeTrue(made, "no pipes here");
  }

  SortedMap<String, String> foreign(Path directory) throws IOException {
    SortedMap<String, String> foreign = contents(directory);
    foreign.keySet().removeAll(MetricsOfARun.FILES);
    return foreign;
  }
}
