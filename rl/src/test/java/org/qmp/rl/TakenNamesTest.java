package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.classic.Pendulum;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.UnusableDirectoryException;

/** A foreign file with the name of a run's own file is refused by name and stays unchanged. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe may block
final class TakenNamesTest extends ForeignFilesFixture {
  @ParameterizedTest
  @ValueSource(strings = {"link", "dangling", "directory", "pipe", "other"})
  void aForeignFileNamedLikeAMetricsFileIsRefusedAndNothingChanges(String what) throws Exception {
    assertThrows(Runs.Death.class, () -> resume(run, Runs.dieAt(95)));
    for (String name : MetricsOfARun.FILES) {
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
      IOException error = assertThrows(IOException.class, () -> resume(run, Runs.SILENT));
      assertEquals(
          file
              + (what.equals("other")
                  ? " is not the file that the run has written; move it elsewhere"
                  : " is not a regular file; the run writes its metrics there, so move it elsewhere"),
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

  @ParameterizedTest
  @ValueSource(longs = {25, 55, 95})
  void aLinkToAnotherRunsMetricsIsRefusedAndNothingIsChanged(long death) throws IOException {
    assertThrows(Runs.Death.class, () -> resume(run, Runs.dieAt(death)));
    Path other = temp.resolve("other");
    Runs.run(Runs.tiny("pendulum", 4, 120, 40), Pendulum.suite(), other, Runs.SILENT);
    Runs.delete(metrics);
    Files.createSymbolicLink(metrics, other.resolve("metrics"));
    SortedMap<String, String> before = contents(temp);
    IOException error = assertThrows(IOException.class, () -> resume(run, Runs.SILENT));
    assertTrue(
        error.getMessage().contains("is not the file that the run has written"),
        error.getMessage());
    assertEquals(before, contents(temp));
  }

  @Test
  void aRunDoesNotStartAmongOtherFilesAndNamesThem() throws IOException {
    for (String name : List.of("f", "e", "d", "c", "b", "metrics/table.csv")) {
      Files.createDirectories(run.resolve(name).getParent());
      Files.writeString(run.resolve(name), "mine");
    }
    SortedMap<String, String> before = contents(temp);
    UnusableDirectoryException error =
        assertThrows(UnusableDirectoryException.class, () -> resume(run, Runs.SILENT));
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
  void aNewRunRefusesForeignFilesOfAnyKind(String name) throws IOException {
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
    assertThrows(UnusableDirectoryException.class, () -> resume(run, Runs.SILENT));
    assertEquals(before, contents(run));
  }

  /** The run was killed before its first save; only a file that starts like its own is cut. */
  @Test
  void aFileThatTheRunCannotHaveWrittenIsRefusedWhenItStartsOver() throws IOException {
    assertThrows(Runs.Death.class, () -> resume(run, Runs.dieAt(25)));
    for (String name : MetricsOfARun.FILES) {
      Path file = metrics.resolve(name);
      byte[] own = Files.readAllBytes(file);
      Files.writeString(file, "a table of mine");
      IOException error = assertThrows(IOException.class, () -> resume(run, Runs.SILENT));
      assertEquals(
          file + " is not the file that the run has written; move it elsewhere",
          error.getMessage());
      assertEquals("a table of mine", Files.readString(file));
      Files.write(file, own);
    }
    assertEndsAsIfNothingHadBeen();
  }

  @Test
  void windowsLineEndsInTheMetricsAreNamed() throws IOException {
    begin();
    Path csv = metrics.resolve("metrics.csv");
    String own = Files.readString(csv);
    Files.writeString(csv, own.replace("\n", "\r\n"));
    IOException error = assertThrows(IOException.class, () -> resume(run, Runs.SILENT));
    assertEquals(
        csv
            + " now has the line ends of Windows (CRLF); change them back to LF,"
            + " or move the file elsewhere to begin a new one",
        error.getMessage());
    Files.writeString(csv, own);
    assertEndsAsIfNothingHadBeen();
  }

  /** The only name that a save must use. */
  @Test
  void aFileThatHasTheNameOfTheNextCheckpointIsNotReplaced() throws IOException {
    begin();
    Path taken = run.resolve("checkpoints/ckpt-80.safetensors");
    Files.writeString(taken, "mine");
    IOException error = assertThrows(IOException.class, () -> resume(run, Runs.SILENT));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "ckpt-80.safetensors is not an intact checkpoint but has the name of one;"
                    + " move it elsewhere"),
        error.getMessage());
    assertEquals("mine", Files.readString(taken));
    Files.delete(taken);
    assertEndsAsIfNothingHadBeen();
  }

  /** Starting over would overwrite the metrics, which are all that is left of the run. */
  @Test
  void aFinishedRunWhoseCheckpointsAreGoneDoesNotStartOver() throws IOException {
    resume(run, Runs.SILENT);
    Runs.delete(run.resolve("checkpoints"));
    String csv = Files.readString(metrics.resolve("metrics.csv"));
    IOException error =
        assertThrows(NoUsableCheckpointException.class, () -> resume(run, Runs.SILENT));
    assertTrue(error.getMessage().contains("has no checkpoint, though"), error.getMessage());
    assertEquals(csv, Files.readString(metrics.resolve("metrics.csv")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.csv", "metrics.jsonl", "events.out.tfevents.qmp"})
  void sinksWriteToRegularFilesOnly(String name) throws Exception {
    Path target = Files.writeString(temp.resolve("target"), "mine");
    Path link = Files.createSymbolicLink(temp.resolve(name), target);
    IOException error = assertThrows(IOException.class, () -> sink(link).close());
    assertEquals(
        link + " is not a regular file; metrics are only written to one", error.getMessage());
    assertEquals("mine", Files.readString(target, StandardCharsets.UTF_8));
    Files.delete(link);
    pipe(link);
    assertThrows(IOException.class, () -> sink(link).close());
  }

  private static MetricsSink sink(Path file) throws IOException {
    return switch (MetricsOfARun.FILES.indexOf(file.getFileName().toString())) {
      case 0 -> TextMetrics.csv(file);
      case 1 -> TextMetrics.json(file);
      default -> new TensorBoardMetrics(file);
    };
  }
}
