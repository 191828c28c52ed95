package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;
import org.qmp.rl.store.UnusableDirectoryException;

/** Whatever people and viewers keep where a run is, it stays as it is and the run goes on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe may hang its reader
final class ForeignFilesTest {
  /** Saves at 40, 80 and 120, evaluates at 41, 82 and 120. */
  private static final RunSpec SPEC = Runs.tiny("pendulum", 3, 120, 40);

  private static final List<String> OWN =
      List.of("metrics.csv", "metrics.jsonl", "events.out.tfevents.qmp");

  private static String healthy;
  private static Path unbroken;

  @TempDir Path temp;
  private Path run;
  private Path metrics;

  @BeforeAll
  static void runUndisturbed(@TempDir Path whole) throws IOException {
    unbroken = whole.resolve("run");
    healthy = goOn(unbroken, Runs.SILENT);
  }

  @BeforeEach
  void name() {
    run = temp.resolve("run");
    metrics = run.resolve("metrics");
  }

  private static String goOn(Path directory, Trainer.Listener listener) throws IOException {
    return Runs.run(SPEC, Pendulum.suite(), directory, listener);
  }

  private void begin() throws IOException {
    assertThrows(Runs.Death.class, () -> goOn(run, Runs.dieAt(55)));
  }

  private void assertEndsAsIfNothingHadBeen() throws IOException {
    assertEquals(healthy, goOn(run, Runs.SILENT));
    for (String file : OWN) {
      assertEquals(
          -1,
          Files.mismatch(unbroken.resolve("metrics").resolve(file), metrics.resolve(file)),
          file);
    }
  }

  /** Everything below a directory by its name, links as links. */
  private static SortedMap<String, String> contents(Path directory) throws IOException {
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

  /** A file, an empty one, bytes, directories, links to a file, to a directory, to nothing. */
  private static void scatter(Path directory, Path elsewhere) throws IOException {
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

  private static void pipe(Path path) throws IOException, InterruptedException {
    boolean made;
    try {
      made = new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      made = false;
    }
    assumeTrue(made, "no pipes here");
  }

  private static void assertContains(
      SortedMap<String, String> expected, SortedMap<String, String> found) {
    SortedMap<String, String> same = new TreeMap<>(found);
    same.keySet().retainAll(expected.keySet());
    assertEquals(expected, same);
  }

  private SortedMap<String, String> foreign(Path directory) throws IOException {
    SortedMap<String, String> foreign = contents(directory);
    foreign.keySet().removeAll(OWN);
    return foreign;
  }

  @Test
  void whatOthersKeepAmongTheMetricsStaysWhenARunGoesOn() throws Exception {
    begin();
    scatter(metrics, temp.resolve("elsewhere"));
    pipe(metrics.resolve("pipe"));
    SortedMap<String, String> before = foreign(metrics);
    SortedMap<String, String> elsewhere = contents(temp.resolve("elsewhere"));
    assertEndsAsIfNothingHadBeen();
    assertEndsAsIfNothingHadBeen(); // a finished run too
    assertEquals(before, foreign(metrics));
    assertEquals(elsewhere, contents(temp.resolve("elsewhere")));
  }

  @Test
  void whatAViewerPutsAmongTheMetricsOfARunningRunStays() throws Exception {
    Trainer.Listener viewer =
        new Trainer.Listener() {
          @Override
          public void onRound(Trainer trainer) {
            if (trainer.step() == 20) {
              try {
                scatter(metrics, temp.resolve("elsewhere"));
                pipe(metrics.resolve("pipe"));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        };
    assertEquals(healthy, goOn(run, viewer));
    assertEquals("a thought\n", Files.readString(metrics.resolve("notes.txt")));
    assertEquals("a viewer's\n", Files.readString(metrics.resolve("plugins/profile/metrics.csv")));
    assertEndsAsIfNothingHadBeen();
  }

  /** Before the first save too: there the run's own files begin anew. */
  @Test
  void whatOthersKeepStaysWhereARunBeginsAgain() throws IOException {
    assertThrows(Runs.Death.class, () -> goOn(run, Runs.dieAt(25)));
    scatter(metrics, temp.resolve("elsewhere"));
    SortedMap<String, String> before = foreign(metrics);
    assertEndsAsIfNothingHadBeen();
    assertEquals(before, foreign(metrics));
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "dangling", "directory", "pipe", "other"})
  void whatHasTheNameOfTheRunsOwnFileIsRefusedAndNothingIsTouched(String what) throws Exception {
    assertThrows(Runs.Death.class, () -> goOn(run, Runs.dieAt(95)));
    for (String name : OWN) {
      Path file = metrics.resolve(name);
      Path away = Files.move(file, temp.resolve("away-" + name));
      switch (what) {
        case "link" -> Files.createSymbolicLink(file, away);
        case "dangling" -> Files.createSymbolicLink(file, temp.resolve("nowhere"));
        case "directory" -> Files.createDirectories(file.resolve("inside"));
        case "pipe" -> pipe(file);
        default -> Files.writeString(file, "a table of mine\n".repeat(1000));
      }
      SortedMap<String, String> before = contents(temp);
      IOException error = assertThrows(IOException.class, () -> goOn(run, Runs.SILENT));
      assertEquals(
          file
              + (what.equals("other")
                  ? " is not the file that the run has written; move it elsewhere"
                  : " is no regular file, and the run writes its metrics there; move it elsewhere"),
          error.getMessage());
      assertEquals(before, contents(temp));
      if (what.equals("directory")) {
        Runs.delete(file);
      } else {
        Files.delete(file);
      }
      Files.move(away, file);
    }
    assertEndsAsIfNothingHadBeen();
  }

  @Test
  void theMetricsMayLieOnAnotherDisk() throws IOException {
    assertThrows(Runs.Death.class, () -> goOn(run, Runs.dieAt(95)));
    Path disk = temp.resolve("disk");
    Files.move(metrics, disk);
    scatter(disk, temp.resolve("elsewhere"));
    SortedMap<String, String> before = foreign(disk);
    Files.createSymbolicLink(metrics, disk);
    assertEndsAsIfNothingHadBeen();
    assertEquals(before, foreign(disk));
  }

  @ParameterizedTest
  @ValueSource(longs = {25, 55, 95})
  void aLinkToAnotherRunsMetricsIsRefusedAndThoseStay(long death) throws IOException {
    assertThrows(Runs.Death.class, () -> goOn(run, Runs.dieAt(death)));
    Path other = temp.resolve("other");
    Runs.run(Runs.tiny("pendulum", 4, 120, 40), Pendulum.suite(), other, Runs.SILENT);
    Runs.delete(metrics);
    Files.createSymbolicLink(metrics, other.resolve("metrics"));
    SortedMap<String, String> before = contents(temp);
    IOException error = assertThrows(IOException.class, () -> goOn(run, Runs.SILENT));
    assertTrue(
        error.getMessage().contains("is not the file that the run has written"),
        error.getMessage());
    assertEquals(before, contents(temp));
  }

  @Test
  void aRunDoesNotBeginAmongOtherFilesAndNamesThem() throws IOException {
    for (String name : List.of("f", "e", "d", "c", "b", "metrics/table.csv")) {
      Files.createDirectories(run.resolve(name).getParent());
      Files.writeString(run.resolve(name), "mine");
    }
    SortedMap<String, String> before = contents(temp);
    UnusableDirectoryException error =
        assertThrows(UnusableDirectoryException.class, () -> goOn(run, Runs.SILENT));
    assertEquals(
        run
            + " is not empty and holds no run, but b, c, d, e, f, … (6 in all);"
            + " a run begins in an empty or a new directory",
        error.getMessage());
    assertEquals(before, contents(temp));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a file", ".hidden", "checkpoints", "metrics", "passport.json", "spec.json"})
  void noKindOfFileIsMixedWithARun(String name) throws IOException {
    Files.createDirectories(run);
    if (name.equals("a file")) {
      Files.delete(run);
      Files.writeString(run, "mine");
    } else if (name.equals("checkpoints")) {
      Files.createDirectory(run.resolve(name));
    } else if (name.equals("metrics")) {
      Files.createSymbolicLink(run.resolve(name), temp);
    } else {
      Files.writeString(run.resolve(name), "mine");
    }
    SortedMap<String, String> before = contents(run);
    assertThrows(UnusableDirectoryException.class, () -> goOn(run, Runs.SILENT));
    assertEquals(before, contents(run));
  }

  /** The process was killed between its lock and its specification. */
  @Test
  void aRunBeginsWhereOneHadHardlyBegun() throws IOException {
    Files.createDirectories(run);
    Files.createFile(run.resolve(".lock"));
    Files.writeString(run.resolve(".spec.txt.0.tmp"), "suite=pend");
    assertEndsAsIfNothingHadBeen();
    assertTrue(Files.notExists(run.resolve(".spec.txt.0.tmp"), LinkOption.NOFOLLOW_LINKS));
  }

  /** Also under names that the run's own files have, or might have. */
  @Test
  void whatOthersKeepAmongTheCheckpointsAndInTheRunStays() throws IOException {
    begin();
    Path checkpoints = run.resolve("checkpoints");
    scatter(checkpoints, temp.resolve("elsewhere"));
    scatter(run, temp.resolve("far"));
    for (String name :
        List.of(
            ".ckpt-80.0.tmp",
            ".seg-1.0.tmp",
            ".ckpt-best",
            ".ckpt-007.1.tmp",
            "ckpt-7.safetensors",
            "ckpt-best.safetensors",
            "ckpt-40.safetensors.bak",
            "seg-1.safetensors",
            "seg-5.safetensors",
            "seg-999999999999999999.safetensors")) {
      Files.writeString(checkpoints.resolve(name), "my notes on " + name);
    }
    Files.createDirectory(checkpoints.resolve(".ckpt-9.9.tmp"));
    Files.createDirectory(checkpoints.resolve("ckpt-8.safetensors"));
    Files.createSymbolicLink(
        checkpoints.resolve("ckpt-6.safetensors"), temp.resolve("elsewhere/far.txt"));
    Files.createSymbolicLink(checkpoints.resolve(".seg-3.0.tmp"), temp.resolve("nowhere"));
    Files.createDirectory(checkpoints.resolve("seg-2.safetensors"));
    Files.writeString(run.resolve("passport.json.tmp"), "my passport");
    Files.writeString(run.resolve(".passport.json.0.tmp"), "my passport");
    SortedMap<String, String> before = contents(temp);
    before
        .keySet()
        .removeIf(name -> name.matches("run/(metrics/.*|checkpoints/ckpt-40.safetensors)"));
    assertEndsAsIfNothingHadBeen();
    assertEndsAsIfNothingHadBeen();
    assertContains(before, contents(temp));
    assertEquals(120, RunDirectory.newestCheckpoint(run).orElseThrow().step());
  }

  @Test
  void whatDesktopsLeaveInADirectoryDoesNotMatter() throws IOException {
    for (String name : List.of(".DS_Store", "Thumbs.db", "desktop.ini")) {
      Files.createDirectories(run);
      Files.writeString(run.resolve(name), "icons");
    }
    assertEndsAsIfNothingHadBeen();
    assertEquals("icons", Files.readString(run.resolve(".DS_Store")));
  }

  /** The run was killed before its first save; only what begins like its own file is cut. */
  @Test
  void aFileThatTheRunCannotHaveWrittenIsRefusedWhereItBeginsAgain() throws IOException {
    assertThrows(Runs.Death.class, () -> goOn(run, Runs.dieAt(25)));
    for (String name : OWN) {
      Path file = metrics.resolve(name);
      byte[] own = Files.readAllBytes(file);
      Files.writeString(file, "a table of mine");
      IOException error = assertThrows(IOException.class, () -> goOn(run, Runs.SILENT));
      assertEquals(
          file + " is not the file that the run has written; move it elsewhere",
          error.getMessage());
      assertEquals("a table of mine", Files.readString(file));
      Files.write(file, own);
    }
    assertEndsAsIfNothingHadBeen();
  }

  @Test
  void lineEndsOfWindowsInTheMetricsAreNamed() throws IOException {
    begin();
    Path csv = metrics.resolve("metrics.csv");
    String own = Files.readString(csv);
    Files.writeString(csv, own.replace("\n", "\r\n"));
    IOException error = assertThrows(IOException.class, () -> goOn(run, Runs.SILENT));
    assertEquals(
        csv
            + " now has the line ends of Windows (CRLF); change them back to LF,"
            + " or move the file elsewhere to begin a new one",
        error.getMessage());
    Files.writeString(csv, own);
    assertEndsAsIfNothingHadBeen();
  }

  /** The one name that a save cannot do without. */
  @Test
  void aFileThatHasTheNameOfTheNextCheckpointIsNotReplaced() throws IOException {
    begin();
    Path taken = run.resolve("checkpoints/ckpt-80.safetensors");
    Files.writeString(taken, "mine");
    IOException error = assertThrows(IOException.class, () -> goOn(run, Runs.SILENT));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "ckpt-80.safetensors is no checkpoint and has the name of one;"
                    + " move it elsewhere"),
        error.getMessage());
    assertEquals("mine", Files.readString(taken));
    Files.delete(taken);
    assertEndsAsIfNothingHadBeen();
  }

  /** To begin again would overwrite the metrics that are all that is left of it. */
  @Test
  void aFinishedRunWhoseCheckpointsAreGoneDoesNotBeginAgain() throws IOException {
    goOn(run, Runs.SILENT);
    Runs.delete(run.resolve("checkpoints"));
    String csv = Files.readString(metrics.resolve("metrics.csv"));
    IOException error =
        assertThrows(NoUsableCheckpointException.class, () -> goOn(run, Runs.SILENT));
    assertTrue(error.getMessage().contains("has no checkpoint left"), error.getMessage());
    assertEquals(csv, Files.readString(metrics.resolve("metrics.csv")));
  }

  /** Of a running run: whoever takes its files away does not stop it. */
  @Test
  void metricsFilesThatVanishDoNotEndTheRun() throws IOException {
    Trainer.Listener thief =
        new Trainer.Listener() {
          @Override
          public void onRound(Trainer trainer) {
            if (trainer.step() == 90) {
              try {
                Files.delete(metrics.resolve("metrics.csv"));
                Files.move(metrics.resolve("metrics.jsonl"), temp.resolve("taken"));
                Files.createDirectory(metrics.resolve("metrics.jsonl"));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        };
    assertEquals(healthy, goOn(run, thief));
    Files.delete(metrics.resolve("metrics.jsonl"));
    try (Trainer again = new Trainer(SPEC, Pendulum.suite(), Backend.plain(), run)) {
      assertEquals(2, again.warnings().size(), again.warnings().toString());
      assertTrue(again.warnings().get(0).contains("metrics.csv is missing"));
      assertTrue(again.warnings().get(1).contains("metrics.jsonl is missing"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.csv", "metrics.jsonl", "events.out.tfevents.qmp"})
  void sinksWriteToRegularFilesOnly(String name) throws Exception {
    Path target = Files.writeString(temp.resolve("target"), "mine");
    Path link = Files.createSymbolicLink(temp.resolve(name), target);
    IOException error = assertThrows(IOException.class, () -> sink(link).close());
    assertEquals(
        link + " is no regular file, and metrics are only written to one", error.getMessage());
    assertEquals("mine", Files.readString(target, StandardCharsets.UTF_8));
    Files.delete(link);
    pipe(link);
    assertThrows(IOException.class, () -> sink(link).close());
  }

  private static MetricsSink sink(Path file) throws IOException {
    return switch (OWN.indexOf(file.getFileName().toString())) {
      case 0 -> new CsvMetrics(file);
      case 1 -> new JsonLinesMetrics(file);
      default -> new TensorBoardMetrics(file);
    };
  }
}
