package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.report.PageTest;
import org.qmp.cli.run.Cluster;
import org.qmp.cli.run.RunResult;

/** {@code qmp sweep} searches, chooses and confirms settings. */
final class SweepCommandTest {
  private static final List<String> FILES =
      List.of("sweep.md", "sweep.csv", "results.csv", "report.html");

  @TempDir private static Path temp;
  private static Path whole;
  private static Shell said;

  /** Four random settings of one method, of which two continue, then one. */
  private static List<String> args(Path out, String... more) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("sweep", "--suite", "point-figure", "--methods", "separated"));
    all.addAll(List.of("--search", "random:4,halving:2", "--set", "learningRate=1e-4..1e-2"));
    all.addAll(List.of("--set", "hidden=8|8,8", "--steps", "240", "--batch", "8"));
    all.addAll(List.of("--warm-up", "20", "--updates-per-step", "0.5", "--evaluate-every", "50"));
    all.addAll(List.of("--evaluation-episodes", "1", "--seeds", "1", "--confirm", "2"));
    all.addAll(List.of("--out", out.toString()));
    all.addAll(List.of(more));
    return all;
  }

  private static Shell sweep(Path out, String... more) {
    return Shell.qmp(args(out, more).toArray(String[]::new));
  }

  @BeforeAll
  static void searchOnOneThread() {
    whole = temp.resolve("whole");
    said = sweep(whole, "--threads", "1");
    assertEquals(0, said.code(), said.err());
  }

  private static void assertSameFiles(Path other) throws IOException {
    assertSameFiles(other, FILES);
  }

  private static void assertSameFiles(Path other, List<String> files) throws IOException {
    for (String file : files) {
      assertEquals(
          Files.readString(whole.resolve(file)), Files.readString(other.resolve(file)), file);
    }
  }

  @Test
  void runsOnAClusterWriteTheSameFiles() throws IOException {
    Path other = temp.resolve("cluster");
    Shell shell = Shell.qmp(SweepCommandTest::elsewhere, args(other).toArray(String[]::new));
    assertEquals(0, shell.code(), shell.err());
    assertSameFiles(other);
  }

  /** Runs the jobs as another process would receive them: serialized and read again. */
  private static List<RunResult> elsewhere(List<Cluster.Job> jobs) {
    List<RunResult> results = new ArrayList<>();
    try {
      for (Cluster.Job job : jobs) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new ObjectOutputStream(sent).writeObject(job);
        InputStream received = new ByteArrayInputStream(sent.toByteArray());
        results.add(
            ((Cluster.Job) new ObjectInputStream(received).readObject()).carryOut(() -> false));
      }
    } catch (IOException | ClassNotFoundException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return results;
  }

  /** For example because another process takes a run over. */
  @Test
  void aSearchWhoseRunsAreStoppedElsewhereIsNotFinished() {
    RunResult stopped = new RunResult(RunResult.Status.STOPPED, 0, 0, "", "");
    Shell shell =
        Shell.qmp(
            jobs -> jobs.stream().map(job -> stopped).toList(),
            args(temp.resolve("stopped")).toArray(String[]::new));
    assertEquals(75, shell.code(), shell.out());
    assertFalse(shell.out().contains("saved and stopped"), shell.out());
  }

  @Test
  void aRunThatTheClusterLosesEndsTheSearch() {
    Shell shell =
        Shell.qmp(
            jobs -> jobs.stream().map(job -> RunResult.failed(0, "no disk")).toList(),
            args(temp.resolve("lost")).toArray(String[]::new));
    assertEquals(74, shell.code());
    assertTrue(shell.err().contains("no disk; try again"), shell.err());
  }

  @Test
  void aClusterThatGivesUpEndsTheSearchWithItsMessage() {
    Shell shell =
        Shell.qmp(
            jobs -> {
              throw new IOException("no machine is left; submit the same command again");
            },
            args(temp.resolve("given-up")).toArray(String[]::new));
    assertEquals(74, shell.code());
    String line = "qmp sweep: no machine is left; submit the same command again\n";
    assertTrue(shell.err().endsWith(line), shell.err());
  }

  private static List<Path> runs(Path sweep) throws IOException {
    try (Stream<Path> files = Files.list(sweep)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void firstPrintsWhatItRunsAndThenRankedTables() throws IOException {
    List<String> lines = said.out().lines().toList();
    assertEquals(
        "point-figure, separated: 4 settings to step 50, then 2 settings to step 100, then 1"
            + " setting to step 240",
        lines.get(0));
    assertTrue(
        said.out().contains("seed 1 chooses, seeds 2 to 3 confirm: 9 runs, at most 920 steps, in"),
        said.out());
    assertTrue(said.out().contains("The best settings, confirmed by seeds 2 to 3: success"));
    assertTrue(said.out().contains("separated, ranked by seed 1: success"));
    List<String> results = Files.readAllLines(whole.resolve("results.csv"));
    assertEquals(1 + 4 + 2 + 1 + 2, results.size());
    assertEquals(
        "run,role,method,setting,hidden,learningRate,seed,steps,state,score,fingerprint,failure",
        results.get(0));
    assertEquals(9, runs(whole).size());
    PageTest.requireSound(Files.readString(whole.resolve("report.html")));
  }

  @Test
  void theCommandOnThePageDescribesTheSameRuns() throws IOException {
    String page = Files.readString(whole.resolve("report.html"));
    String command =
        page.substring(
            page.indexOf("qmp sweep"), page.indexOf("</code>", page.indexOf("qmp sweep")));
    List<String> args = new ArrayList<>(List.of(command.replaceAll("'|&#39;", "").split(" ")));
    args.addAll(List.of("--dry-run", "--out", whole.toString()));
    Shell again = Shell.qmp(args.subList(1, args.size()).toArray(String[]::new));
    assertTrue(again.out().endsWith("0 runs are missing\n"), again.out() + again.err());
    assertEquals(sweep(whole, "--dry-run").out(), again.out());
  }

  @Test
  void theCommandOnThePageContainsTheSettingsOfEachMethod() throws IOException {
    Path out = temp.resolve("own");
    Shell shell =
        failing(
            out, "--methods=qmp:persistence=10,qmp", "--set=persistence=2,3", "--preset=published");
    assertEquals(0, shell.code(), shell.err());
    String page = Files.readString(out.resolve("report.html"));
    String methods = "--methods separated+qmp:persistence=10,separated+qmp --search";
    assertTrue(page.contains(methods), page);
    assertFalse(page.contains("--persistence"), page);
  }

  /** As after a kill: one run is missing, one has no result yet, and there are no tables. */
  @Test
  void onlyMissingAndUnfinishedRunsAreRun() throws IOException {
    Path out = Shell.copied(whole, temp.resolve("killed"));
    List<Path> runs = runs(out);
    delete(runs.get(0));
    Files.delete(runs.get(4).resolve("passport.json"));
    for (String file : FILES) {
      Files.delete(out.resolve(file));
    }
    Object written = Files.getLastModifiedTime(runs.get(8).resolve("passport.json"));
    assertEquals(0, sweep(out, "--quiet").code());
    assertSameFiles(out);
    assertEquals(written, Files.getLastModifiedTime(runs.get(8).resolve("passport.json")));
  }

  @Test
  @Tag("long")
  void aSweepKilledAtAnyTimeEndsWithTheSameFiles() throws IOException, InterruptedException {
    Path out = temp.resolve("kills");
    boolean over = false;
    for (long millis = 800; !over; millis += 200) {
      Process child = Shell.child(args(out, "--save-every", "20"));
      over = child.waitFor(millis, TimeUnit.MILLISECONDS);
      child.destroyForcibly().waitFor();
      assertTrue(!over || child.exitValue() == 0);
    }
    assertSameFiles(out, FILES.subList(0, 3)); // the page names the JVM
  }

  /** The run of the last rung is prolonged; trained at once, it has the same bits and metrics. */
  @Test
  void aProlongedRunEqualsARunOfThatLength() throws IOException {
    Path last =
        runs(whole).stream()
            .filter(run -> run.toString().endsWith("-240-1"))
            .findFirst()
            .orElseThrow();
    Path anew = temp.resolve("anew");
    Shell trained =
        Shell.qmp("train", "--spec", last.resolve("spec.txt").toString(), "--out", anew.toString());
    assertEquals(0, trained.code(), trained.err());
    String passport = Files.readString(last.resolve("passport.json"));
    assertTrue(passport.contains("parentFingerprint"), passport);
    assertTrue(
        passport.contains(trained.fingerprint().orElseThrow().replaceFirst(".* ", "")), passport);
    for (String file : List.of("metrics/metrics.csv", "metrics/metrics.jsonl")) {
      assertEquals(-1, Files.mismatch(last.resolve(file), anew.resolve(file)));
    }
  }

  @Test
  void aDryRunListsTheRunsAndRunsNothing() {
    Path out = temp.resolve("dry");
    Shell dry = sweep(out, "--dry-run");
    assertEquals(0, dry.code(), dry.err());
    assertEquals(
        4, dry.out().lines().filter(line -> line.matches("separated-[0-9a-f]{8}-50-1 .*")).count());
    assertTrue(dry.out().endsWith("4 runs are missing, and then up to 5 more\n"), dry.out());
    assertFalse(Files.exists(out));
    Shell third = sweep(out, "--dry-run", "--shard", "3/3");
    assertEquals(1, third.out().lines().filter(line -> line.startsWith("separated-")).count());
    Shell done = sweep(whole, "--dry-run");
    assertTrue(done.out().endsWith("0 runs are missing\n"), done.out());
  }

  /** The last shard is first: each does the runs that are decided, and says which are missing. */
  @Test
  void shardsInAnyOrderWithAnyThreadsWriteTheSameFiles() throws IOException {
    Path out = temp.resolve("shards");
    assertEquals(75, sweep(out, "--collect").code());
    assertFalse(Files.exists(out), "files would keep the shards from beginning");
    Shell first = sweep(out, "--shard", "3/3", "--threads", "1");
    assertEquals(75, first.code(), first.err());
    assertEquals(
        "qmp sweep: 3 runs are missing, and then up to 5 more; the same command, or that of another"
            + " shard, continues\n",
        first.err());
    Shell early = sweep(out, "--collect", "--quiet");
    assertEquals(75, early.code(), early.err());
    assertTrue(Files.readString(out.resolve("sweep.md")).contains("1 of 1 missing"));
    int waiting = 1;
    for (int round = 0; waiting > 0; round++) {
      assertTrue(round < 5);
      waiting = 0;
      for (String shard : List.of("2/3", "3/3", "1/3")) {
        waiting += sweep(out, "--shard", shard, "--quiet", "--threads", "3").code() == 0 ? 0 : 1;
      }
    }
    assertEquals(0, sweep(out, "--collect", "--quiet").code());
    assertSameFiles(out);
  }

  /** The square of 1e30 is too large for a float. */
  @Test
  void aSettingThatFailsIsShownAndDoesNotStopOthers() throws IOException {
    Path out = temp.resolve("failing");
    String[] grid = {"--search", "grid", "--learning-rate", "1e-3", "--set", "rewardScale=1,1e30"};
    Shell some = failing(out, grid);
    assertEquals(0, some.code(), some.err());
    assertTrue(some.out().contains("FAILED (1 of 1)"), some.out());
    assertTrue(some.out().contains("FAILED: separated-"), some.out());
    Shell plot = Shell.qmp("plot", out.toString(), "--out", temp.resolve("c.svg").toString());
    assertTrue(plot.out().endsWith("   2 runs\n"), plot.out() + plot.err());
    String sentence =
        some.out().lines().filter(line -> line.startsWith("FAILED: ")).findFirst().orElseThrow();
    String failed = sentence.split(": ", 3)[1];
    Path passport = out.resolve(failed).resolve("passport.json");
    Object written = Files.getLastModifiedTime(passport);
    grid[5] = "rewardScale=1e30";
    Shell all = failing(out, grid);
    assertEquals(42, all.code(), all.err());
    assertEquals(
        "qmp sweep: separated: every setting FAILED. --retry-failed tries again\n", all.err());
    assertEquals(written, Files.getLastModifiedTime(passport));
    grid[0] = "--retry-failed";
    grid[1] = "--search=grid";
    assertEquals(42, failing(out, grid).code());
    assertFalse(written.equals(Files.getLastModifiedTime(passport)));
  }

  private static Shell failing(Path out, String... more) {
    List<String> args = new ArrayList<>(List.of("sweep", "--suite=point-figure"));
    args.addAll(List.of("--steps=60", "--batch=8", "--hidden=8"));
    if (Stream.of(more).noneMatch(option -> option.startsWith("--methods"))) {
      args.add("--methods=separated");
    }
    args.addAll(List.of("--warm-up=20", "--evaluate-every=30", "--evaluation-episodes=1"));
    args.addAll(List.of("--seeds=1", "--confirm=1", "--out=" + out));
    args.addAll(List.of(more));
    return Shell.qmp(args.toArray(String[]::new));
  }

  @Test
  void unrelatedFilesAreNotReplaced() throws IOException {
    Path mine = Files.createDirectories(temp.resolve("mine"));
    Files.writeString(mine.resolve("sweep.md"), "mine");
    Shell shell = sweep(mine);
    assertEquals(2, shell.code());
    assertTrue(shell.err().contains("--out must be a new or empty directory"), shell.err());
    assertEquals("mine", Files.readString(mine.resolve("sweep.md")));
  }

  /** A batch of 4 is too small for a row of each of five other tasks. */
  @Test
  void everyCandidateIsCheckedBeforeTheFirstRun() {
    Path out = temp.resolve("impossible");
    Shell refused =
        Shell.qmp("sweep", "--suite=errands", "--methods=data", "--set=batch=32,4", "--out=" + out);
    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains("expected a row for each of 5 other tasks"), refused.err());
    assertFalse(Files.exists(out));
  }
}
