package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.store.RunDirectory;

/** Foreign files in a run directory stay unchanged, and the run continues. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe may block
final class ForeignFilesTest extends ForeignFilesFixture {
  private static void assertContains(
      SortedMap<String, String> expected, SortedMap<String, String> found) {
    SortedMap<String, String> same = new TreeMap<>(found);
    same.keySet().retainAll(expected.keySet());
    assertEquals(expected, same);
  }

  @Test
  void foreignFilesAmongTheMetricsStayWhenARunIsResumed() throws Exception {
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
  void filesThatAViewerAddsToTheMetricsDuringARunStay() throws Exception {
    Agent.Listener viewer =
        new Agent.Listener() {
          @Override
          public void onRound(Agent trainer) {
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
    assertEquals(healthy, resume(run, viewer));
    assertEquals("a thought\n", Files.readString(metrics.resolve("notes.txt")));
    assertEquals("a viewer's\n", Files.readString(metrics.resolve("plugins/profile/metrics.csv")));
    assertEndsAsIfNothingHadBeen();
  }

  /** The run writes its metrics under such names before it moves them. */
  @Test
  void foreignFilesWithTemporaryNamesAmongTheMetricsStay() throws Exception {
    begin();
    Files.writeString(metrics.resolve(".metrics.csv.0.tmp"), "my notes");
    Files.createDirectory(metrics.resolve(".metrics.jsonl.0.tmp"));
    Files.createSymbolicLink(
        metrics.resolve(".events.out.tfevents.qmp.0.tmp"), temp.resolve("nowhere"));
    pipe(metrics.resolve(".metrics.csv.1.tmp"));
    Files.writeString(metrics.resolve(".metrics.csv.tmp"), "step,name,value\n");
    SortedMap<String, String> before = foreign(metrics);
    Path leftover = metrics.resolve(".metrics.csv.7.tmp");
    Files.writeString(leftover, "step,name,value\n1,");
    assertEndsAsIfNothingHadBeen();
    assertEquals(before, foreign(metrics), "all but what a killed process left");
  }

  /** Also before the first save, where the run's own files start over. */
  @Test
  void foreignFilesStayWhenARunStartsOver() throws IOException {
    assertThrows(Runs.Death.class, () -> resume(run, Runs.dieAt(25)));
    scatter(metrics, temp.resolve("elsewhere"));
    SortedMap<String, String> before = foreign(metrics);
    assertEndsAsIfNothingHadBeen();
    assertEquals(before, foreign(metrics));
  }

  @Test
  void theMetricsDirectoryMayBeALink() throws IOException {
    assertThrows(Runs.Death.class, () -> resume(run, Runs.dieAt(95)));
    Path disk = temp.resolve("disk");
    Files.move(metrics, disk);
    scatter(disk, temp.resolve("elsewhere"));
    SortedMap<String, String> before = foreign(disk);
    Files.createSymbolicLink(metrics, disk);
    assertEndsAsIfNothingHadBeen();
    assertEquals(before, foreign(disk));
  }

  /** The process was killed after it wrote its lock, before it had written its specification. */
  @Test
  void aRunStartsWhereAnEarlierAttemptWasKilledAtItsStart() throws IOException {
    Files.createDirectories(run);
    Files.createFile(run.resolve(".lock"));
    Files.writeString(run.resolve(".spec.txt.0.tmp"), SPEC.canonical().substring(0, 10));
    Files.createFile(run.resolve(".spec.txt.2.tmp"));
    Files.writeString(run.resolve(".spec.txt.1.tmp"), "my notes");
    assertEndsAsIfNothingHadBeen();
    assertTrue(Files.notExists(run.resolve(".spec.txt.0.tmp"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.notExists(run.resolve(".spec.txt.2.tmp"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("my notes", Files.readString(run.resolve(".spec.txt.1.tmp")));
  }

  /** The process was killed while it wrote its passport; a foreign file has a similar name. */
  @Test
  void anIncompletePassportIsDeletedWhateverItsNumber() throws IOException {
    begin();
    Files.writeString(run.resolve(".passport.json.0.tmp"), "my passport");
    Files.writeString(run.resolve(".passport.json.1.tmp"), "{\n  \"versi");
    assertEndsAsIfNothingHadBeen();
    assertEquals("my passport", Files.readString(run.resolve(".passport.json.0.tmp")));
    assertTrue(Files.notExists(run.resolve(".passport.json.1.tmp"), LinkOption.NOFOLLOW_LINKS));
  }

  /** Also under names that the run's own files have or could have. */
  @Test
  void foreignFilesAmongTheCheckpointsAndInTheRunStay() throws IOException {
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
        .removeIf(
            name -> name.matches("run/(\\.attempt-1|metrics/.*|checkpoints/ckpt-40.safetensors)"));
    assertEndsAsIfNothingHadBeen();
    assertEndsAsIfNothingHadBeen();
    assertContains(before, contents(temp));
    assertEquals(120, RunDirectory.newestCheckpoint(run).orElseThrow().step());
  }

  @Test
  void filesThatDesktopsLeaveInADirectoryDoNotMatter() throws IOException {
    for (String name : List.of(".DS_Store", "Thumbs.db", "desktop.ini")) {
      Files.createDirectories(run);
      Files.writeString(run.resolve(name), "icons");
    }
    assertEndsAsIfNothingHadBeen();
    assertEquals("icons", Files.readString(run.resolve(".DS_Store")));
  }

  /** The files are deleted and moved while the run is in progress. */
  @Test
  void metricsFilesThatVanishDoNotEndTheRun() throws IOException {
    Agent.Listener thief =
        new Agent.Listener() {
          @Override
          public void onRound(Agent trainer) {
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
    assertEquals(healthy, resume(run, thief));
    Files.delete(metrics.resolve("metrics.jsonl"));
    try (Trainer again = new Trainer(SPEC, Pendulum.suite(), Backend.plain(), run)) {
      assertEquals(2, again.warnings().size(), again.warnings().toString());
      assertTrue(again.warnings().get(0).contains("metrics.csv is missing"));
      assertTrue(again.warnings().get(1).contains("metrics.jsonl is missing"));
    }
  }
}
