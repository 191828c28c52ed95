package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.classic.PointReach;
import org.qmp.rl.multitask.NamedMethod;
import org.qmp.rl.store.CheckpointException;
import org.qmp.rl.store.NoUsableCheckpointException;
import org.qmp.rl.store.RunDirectory;
import org.qmp.rl.store.UnusableDirectoryException;
import org.qmp.rl.store.WrongSpecException;

/** A prolonged run has the results of a run that was that long from the start. */
final class ProlongTest {
  private static final long SHORT = 120;
  private static final long LONG = 240;

  @TempDir Path temp;

  private static RunSpec spec(String method, long steps) {
    RunSpec tiny = Runs.tiny("point", 3, SHORT, 50);
    return new RunSpec(
            "point",
            NamedMethod.of(method).method(),
            3,
            tiny.precision(),
            tiny.training(),
            Runs.tinyNets(8))
        .set("steps", String.valueOf(steps));
  }

  private static String run(RunSpec spec, Path directory, Agent.Listener listener)
      throws IOException {
    return Runs.run(spec, PointReach.suite(), directory, listener);
  }

  private static Trainer prolong(Path parent, RunSpec spec, Path directory) throws IOException {
    return Trainer.prolong(parent, spec, PointReach.suite(), Backend.best(), directory);
  }

  private static String finish(Trainer trainer) throws IOException {
    try (trainer) {
      assertTrue(trainer.run(Runs.SILENT));
      return trainer.fingerprint();
    }
  }

  private static SortedMap<String, String> contents(Path directory) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(path).toString();
        contents.put(name, Files.getLastModifiedTime(path) + " " + Files.size(path));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"separated+qmp", "params+qmp", "data+uniform", "pcgrad", "dnc+qmp", "decaf"})
  void aProlongedFinishedRunHasTheSameBitsAsALongRun(String method) throws IOException {
    Path parent = temp.resolve("parent");
    Path child = temp.resolve("child");
    String halfway = run(spec(method, SHORT), parent, Runs.SILENT);
    SortedMap<String, String> before = contents(parent);
    String end = finish(prolong(parent, spec(method, LONG), child));
    assertEquals(run(spec(method, LONG), temp.resolve("whole"), Runs.SILENT), end);
    assertEquals(before, contents(parent));
    for (String file : MetricsOfARun.FILES) {
      byte[] old = Files.readAllBytes(parent.resolve("metrics").resolve(file));
      byte[] now = Files.readAllBytes(child.resolve("metrics").resolve(file));
      assertTrue(now.length > old.length, file);
      assertEquals(-1, mismatch(old, now), file);
    }
    String passport = Files.readString(child.resolve("passport.json"));
    String id = RunDirectory.newestCheckpoint(parent).orElseThrow().runId();
    assertTrue(
        passport.contains(
            "\n  \"parentRun\" : \""
                + id
                + "\",\n  \"parentStep\" : 120,\n  \"parentFingerprint\" : \""
                + halfway
                + "\",\n"),
        passport);
  }

  /** The first index at which the second differs from the first, or −1 if it starts with it. */
  private static int mismatch(byte[] first, byte[] second) {
    int at = 0;
    while (at < first.length && first[at] == second[at]) {
      at++;
    }
    return at == first.length ? -1 : at;
  }

  @Test
  void aStoppedRunIsProlongedFromItsNewestCheckpointAndMayBeKilledAgain() throws IOException {
    Path parent = temp.resolve("parent");
    Path child = temp.resolve("child");
    run(spec("separated+qmp", SHORT), parent, Runs.stopAt(70));
    RunSpec longer = spec("separated+qmp", LONG);
    try (Trainer trainer = prolong(parent, longer, child)) {
      assertEquals(72, trainer.step());
      assertEquals(72, trainer.savedStep().orElseThrow());
      assertThrows(Runs.Death.class, () -> trainer.run(Runs.dieAt(130)));
    }
    String end = run(longer, child, Runs.SILENT);
    assertEquals(run(longer, temp.resolve("whole"), Runs.SILENT), end);
    String passport = Files.readString(child.resolve("passport.json"));
    assertTrue(passport.contains("\"parentStep\" : 72,"), passport);
    // no row of the shorter run's last evaluation is among them
    MetricsOfARun.assertSameFiles(temp.resolve("whole"), child);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 119, 120})
  void aNumberOfStepsThatIsNotLargerIsRefusedNamingBoth(long steps) throws IOException {
    Path parent = temp.resolve("parent");
    run(spec("separated", SHORT), parent, Runs.SILENT);
    Path child = temp.resolve("child");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> prolong(parent, spec("separated", steps), child))
            .getMessage();
    assertEquals("steps = " + steps + ", but " + parent + " has 120 already", message);
    assertTrue(Files.notExists(child));
  }

  @Test
  void aSpecificationThatDiffersInMoreThanStepsIsRefused() throws IOException {
    Path parent = temp.resolve("parent");
    run(spec("separated", SHORT), parent, Runs.SILENT);
    Path child = temp.resolve("child");
    String message =
        assertThrows(
                WrongSpecException.class, () -> prolong(parent, spec("separated+qmp", LONG), child))
            .getMessage();
    assertTrue(message.startsWith(parent + " can be prolonged in its steps alone"), message);
    Path file = parent.resolve("spec.txt");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceAll("(?m)^(seed *= *)3$", "$14"));
    RunSpec changed = RunSpec.in(parent).set("steps", "240");
    message =
        assertThrows(CheckpointException.class, () -> prolong(parent, changed, child)).getMessage();
    assertTrue(message.startsWith(file + ": damaged, or of another run: "), message);
  }

  @Test
  void aRunWithoutACheckpointIsRefused() throws IOException {
    Path parent = temp.resolve("parent");
    assertThrows(Runs.Death.class, () -> run(spec("separated", SHORT), parent, Runs.dieAt(20)));
    assertThrows(
        NoUsableCheckpointException.class,
        () -> prolong(parent, spec("separated", LONG), temp.resolve("child")));
    assertTrue(Files.notExists(temp.resolve("child")));
  }

  @Test
  void anExistingLongerRunIsNotReplaced() throws IOException {
    Path parent = temp.resolve("parent");
    RunSpec longer = spec("separated", LONG);
    run(spec("separated", SHORT), parent, Runs.SILENT);
    Path child = temp.resolve("child");
    finish(prolong(parent, longer, child));
    assertThrows(UnusableDirectoryException.class, () -> prolong(parent, longer, child));
    assertThrows(WrongSpecException.class, () -> prolong(parent, longer, parent));
  }

  /** Leaves a child that was killed after copying metrics, before its first checkpoint. */
  private void interrupt(Path parent, Path child) throws IOException {
    run(spec("separated", SHORT), parent, Runs.SILENT);
    prolong(parent, spec("separated", LONG), child).close();
    Runs.delete(child.resolve("checkpoints"));
  }

  @Test
  void anInterruptedAttemptCanBeRepeated() throws IOException {
    Path parent = temp.resolve("parent");
    Path child = temp.resolve("child");
    interrupt(parent, child);
    RunSpec longer = spec("separated", LONG);
    String expected = finish(prolong(parent, longer, temp.resolve("at-once")));
    assertEquals(expected, finish(prolong(parent, longer, child)));
    MetricsOfARun.assertSameFiles(temp.resolve("at-once"), child);
  }

  /** The second attempt no longer finds the metrics that the first one copied. */
  @Test
  void anInterruptedAttemptLeavesNoMetricsBehind() throws IOException {
    Path parent = temp.resolve("parent");
    Path child = temp.resolve("child");
    interrupt(parent, child);
    Files.delete(parent.resolve("metrics/metrics.csv"));
    finish(prolong(parent, spec("separated", LONG), child));
    assertBeginsAfterTheShorterRun(child.resolve("metrics/metrics.csv"));
  }

  private static void assertBeginsAfterTheShorterRun(Path csv) throws IOException {
    List<String> rows = Files.readAllLines(csv);
    assertEquals("step,name,value", rows.get(0));
    assertTrue(Long.parseLong(rows.get(1).split(",", -1)[0]) > SHORT, rows.get(1));
  }

  @Test
  void aForeignFileStopsTheNextAttemptAndStays() throws IOException {
    Path parent = temp.resolve("parent");
    Path child = temp.resolve("child");
    interrupt(parent, child);
    Path csv = Files.writeString(child.resolve("metrics/metrics.csv"), "notes of mine");
    assertThrows(IOException.class, () -> prolong(parent, spec("separated", LONG), child));
    assertEquals("notes of mine", Files.readString(csv));
  }

  @Test
  void changedOrMissingMetricsAreLeftOutWithAWarning() throws IOException {
    Path parent = temp.resolve("parent");
    run(spec("separated", SHORT), parent, Runs.SILENT);
    Path csv = parent.resolve("metrics/metrics.csv");
    Files.writeString(csv, Files.readString(csv).replace("step,", "Step,"));
    Files.delete(parent.resolve("metrics/metrics.jsonl"));
    try (Trainer trainer = prolong(parent, spec("separated", LONG), temp.resolve("child"))) {
      assertEquals(2, trainer.warnings().size(), trainer.warnings().toString());
      trainer.run(Runs.SILENT);
    }
    assertBeginsAfterTheShorterRun(temp.resolve("child/metrics/metrics.csv"));
  }
}
