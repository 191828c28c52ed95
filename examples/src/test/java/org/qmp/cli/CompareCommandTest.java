package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.EvaluationRows;
import org.qmp.cli.compare.Measure;
import org.qmp.cli.compare.Results;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.Methods;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.report.PageTest;
import org.qmp.cli.run.Runs;
import org.qmp.rl.RunSpec;

/** {@code qmp compare} runs several methods and reports how they differ. */
final class CompareCommandTest {
  private static final List<String> FILES =
      List.of(
          "comparison.md",
          "comparison.csv",
          "evaluations.csv",
          "comparison.txt",
          "report.html",
          "curves.svg",
          "matrix-separated+qmp.svg",
          "matrix-separated+uniform.svg",
          "map-separated+qmp.svg");

  @TempDir private static Path temp;
  private static Path whole;
  private static Shell said;

  private static List<String> args(Path out, String... more) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("compare", "--suite", "point", "--methods", "separated,qmp,uniform"));
    all.addAll(List.of("--seeds", "2", "--out", out.toString()));
    all.addAll(List.of(more));
    for (int i = 0; i < Shell.TINY.length; i += 2) {
      if (!all.contains(Shell.TINY[i])) {
        all.addAll(List.of(Shell.TINY[i], Shell.TINY[i + 1]));
      }
    }
    return all;
  }

  private static Shell compare(Path out, String... more) {
    return Shell.qmp(args(out, more).toArray(String[]::new));
  }

  @BeforeAll
  static void runOnOneThread() {
    whole = temp.resolve("whole");
    said = compare(whole, "--threads", "1");
    assertEquals(0, said.code(), said.err());
  }

  private static void assertSameFiles(Path other) throws IOException {
    for (String file : FILES) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), other.resolve(file)), file);
    }
  }

  @Test
  void writesTablesPicturesAndSentences() throws IOException {
    for (String part :
        List.of(
            "At the end, own policies: success, in %",
            "At the end, acting as in training: success",
            "Mean height of the learning curve",
            "Steps until 90 % of an evaluation's episodes succeed",
            "Probability of a higher learning curve than separated's",
            "separated+qmp against separated, 2 seeds: policies other than the task's own acted")) {
      assertTrue(said.out().contains(part), part);
    }
    String csv = Files.readString(whole.resolve("comparison.csv"));
    long numbers = csv.lines().count() - 1; // for each quantity and method: tasks, all, mean
    int methods = 3;
    int mixing = 2;
    assertEquals(
        (methods + mixing + methods + methods) * (4 + 2) + (methods - 1) * (4 + 1), numbers);
    assertEquals(meanOfTasks(csv, "separated+qmp"), number(csv, "separated+qmp,mean,area"), 1e-6);
    assertTrue(csv.contains("separated+qmp,upper-right,final,"), csv);
    String markdown = Files.readString(whole.resolve("comparison.md"));
    assertTrue(markdown.contains("| task | separated | separated+qmp | separated+uniform |"));
    for (String picture : FILES.subList(5, FILES.size())) {
      assertTrue(Files.exists(whole.resolve(picture.replace(".svg", ".png"))), picture);
    }
  }

  @Test
  void thePageContainsTheSentencesAndReportReproducesIt() throws IOException {
    String page = Files.readString(whole.resolve("report.html"));
    PageTest.requireSound(page);
    String sentence =
        said.out()
            .lines()
            .filter(line -> line.startsWith("separated+qmp against"))
            .findFirst()
            .orElseThrow();
    assertTrue(page.contains(sentence), page);
    assertTrue(page.contains("qmp compare --suite point --methods separated,separated+qmp,"), page);
    assertEquals(3, page.split("class=\"film\"", -1).length - 1);
    Path again = temp.resolve("again.html");
    Shell made = Shell.qmp("report", whole.toString(), "--out", again.toString());
    assertEquals(new Shell(0, again + "\n", ""), made);
    assertEquals(page, Files.readString(again));
  }

  @Test
  void firstPrintsWhatItRunsAndHow() {
    List<String> lines = said.out().lines().toList();
    assertEquals(
        "point: separated, separated+qmp, separated+uniform; 2 seeds, 240 steps each, in " + whole,
        lines.get(0));
    assertEquals("1 run at a time", lines.get(1));
    assertEquals("each run has " + Backend.best().advice(), lines.get(2));
    List<String> again = compare(whole, "--threads", "50").out().lines().toList();
    assertEquals("6 runs at a time", again.get(1), "there are no more");
  }

  @Test
  void theMarkdownContainsCaptionTablesAndSentences() throws IOException {
    ComparisonReport report =
        new ComparisonReport(
            Results.of(comparison(whole), NamedSuite.suite("point"), Measure.SUCCESS));
    String tables = report.tables().stream().map(Table::markdown).collect(Collectors.joining("\n"));
    assertEquals(
        "## Comparison\n\n"
            + (report.caption() + "\n\n")
            + (tables + "\n")
            + (String.join("\n\n", report.sentences()) + "\n"),
        Files.readString(whole.resolve("comparison.md")));
    assertEquals(report.csv(), Files.readString(whole.resolve("comparison.csv")));
  }

  /** The runs are the same; {@code qmp report} then reproduces the page with its threshold. */
  @Test
  void methodsCanBeComparedByAnotherMeasure() throws IOException {
    Path other = Shell.copied(whole, temp.resolve("returns"));
    Shell returns = compare(other, "--collect", "--measure=return", "--threshold=0.25");
    assertEquals(0, returns.code(), returns.err());
    assertTrue(returns.out().contains("At the end, own policies: return\n"), returns.out());
    String page = Files.readString(other.resolve("report.html"));
    assertTrue(page.contains("made; its return at the end was "), page);
    assertTrue(page.contains(" --measure return --threshold 0.25"), page);
    assertEquals(0, Shell.qmp("report", other.toString()).code());
    assertEquals(page, Files.readString(other.resolve("report.html")));
    assertEquals(
        "qmp compare: --measure must be success or return, which all tasks of point have; got"
            + " 'succes'; did you mean success?\n",
        compare(temp.resolve("none"), "--measure=succes").err());
    assertFalse(Files.exists(temp.resolve("none")));
  }

  @Test
  void theTablesCanBeReproducedFromTheEvaluationsAlone() throws IOException {
    Path rows = Files.createDirectories(temp.resolve("rows")).resolve("evaluations.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(rows))) {
      Files.copy(whole.resolve("evaluations.csv"), out);
    }
    ComparisonReport report =
        EvaluationRows.report(List.of(rows), NamedSuite::suite, Optional.empty());
    assertEquals(Files.readString(whole.resolve("comparison.csv")), report.csv());
    Shell made = Shell.qmp("report", rows.toString());
    assertEquals(0, made.code(), made.err());
    String tables =
        report.tables().stream().map(t -> t.text() + "\n").collect(Collectors.joining());
    assertEquals(tables + rows.resolveSibling("report.html") + "\n", made.out());
    PageTest.requireSound(Files.readString(rows.resolveSibling("report.html")));
  }

  /** The comparison that {@link #args} describes, as far as a report depends on it. */
  private static Comparison comparison(Path directory) throws IOException {
    RunSpec base = Runs.spec(directory.resolve("separated-1"));
    return new Comparison(
        base,
        Stream.of("separated", "qmp", "uniform").map(name -> Methods.named(name).method()).toList(),
        2,
        directory);
  }

  private static double number(String csv, String row) {
    return csv.lines()
        .filter(line -> line.startsWith(row + ","))
        .mapToDouble(line -> Double.parseDouble(line.substring(row.length() + 1).split(",", 2)[0]))
        .findFirst()
        .orElseThrow();
  }

  private static double meanOfTasks(String csv, String method) {
    return Stream.of("upper-right", "lower-right", "upper-left", "centre")
        .mapToDouble(task -> number(csv, method + "," + task + ",area"))
        .average()
        .orElseThrow();
  }

  @Test
  void finishedRunsAreNotRunAgain() throws IOException {
    Path passport = whole.resolve("separated-1/passport.json");
    Object written = Files.getLastModifiedTime(passport);
    Shell again = compare(whole);
    assertEquals(result(said), result(again));
    assertEquals(written, Files.getLastModifiedTime(passport));
  }

  /** The lines from the caption on; those before it show progress, which depends on the clock. */
  private static List<String> result(Shell shell) {
    return shell.out().lines().dropWhile(line -> !line.startsWith("point: 4 tasks")).toList();
  }

  @Test
  void threeThreadsWriteTheSameFiles() throws IOException {
    Path out = temp.resolve("three");
    assertEquals(0, compare(out, "--threads", "3", "--quiet").code());
    assertSameFiles(out);
  }

  @Test
  void aKilledComparisonThatIsRunAgainWritesTheSameFiles() throws Exception {
    Path out = temp.resolve("killed");
    Process child = Shell.child(args(out, "--save-every", "40"));
    while (!Files.exists(out.resolve("separated+qmp-1/metrics/metrics.csv"))) {
      assertTrue(child.isAlive(), "ended too soon");
      Thread.sleep(5);
    }
    child.destroyForcibly();
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    Shell resumed = compare(out);
    assertEquals(0, resumed.code(), resumed.err());
    assertSameFiles(out);
  }

  @Test
  void sigtermSavesTheRunsAndSaysHowToContinue() throws Exception {
    Path out = temp.resolve("stopped");
    Process child = Shell.child(args(out, "--steps", "60k"));
    while (!Files.exists(out.resolve("separated+qmp-1/metrics/metrics.csv"))) {
      assertTrue(child.isAlive(), "ended too soon");
      Thread.sleep(5);
    }
    assertTrue(child.toHandle().destroy()); // Process.destroy would close its output
    String text = Shell.text(child.getInputStream());
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    assertEquals(143, child.exitValue(), text);
    assertTrue(text.contains("saved and stopped; the same command continues"), text);
    assertTrue(Files.exists(out.resolve("separated-1/passport.json")));
    assertFalse(Files.exists(out.resolve("comparison.md")));
  }

  @Test
  void runsWithOtherSettingsAreRefused() {
    Shell other = compare(whole, "--batch", "9");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("--batch 9 does not agree with the run in"), other.err());
  }

  @Test
  void senselessComparisonsAreRefused() {
    refused("fully-shared+qmp", "--methods=separated,fully-shared+qmp");
    refused(
        "--methods must be different methods; got separated+qmp twice",
        "--methods=qmp,separated+qmp");
    refused(
        "--score needs a method that ends in +qmp; got --methods separated,separated+uniform\n",
        "--methods=separated,uniform",
        "--score=sample");
    refused(
        "--methods: batch cannot differ between methods; set it for all of them",
        "--methods=qmp:batch=9");
    refused(
        "--persistence needs behavior = uniform or domain or fixed or qswitch",
        "--methods=separated:persistence=2");
    refused("--methods is missing", "--seeds=1");
    refused("separated+domain cannot train on maze", "--methods=separated,domain", "--suite=maze");
    assertFalse(Files.exists(temp.resolve("refused")), "nothing is written before");
  }

  @Test
  void unrelatedFilesAreNotReplaced() throws IOException {
    Path out = Files.createDirectories(temp.resolve("project"));
    Path mine = Files.writeString(out.resolve("comparison.md"), "mine");
    Shell shell = Shell.qmp("compare", "--suite=point", "--methods=separated,qmp", "--out=" + out);
    assertEquals(2, shell.code(), shell.err());
    assertTrue(
        shell
            .err()
            .contains(
                "--out must be a new or empty directory, or that of these runs; got '"
                    + out
                    + "', which holds comparison.md"),
        shell.err());
    assertEquals("mine", Files.readString(mine));
  }

  private static void refused(String why, String... options) {
    Path out = temp.resolve("refused");
    Shell shell =
        Shell.qmp(
            Stream.concat(
                    Stream.of("compare", "--quiet", "--threads=1", "--steps=10", "--out=" + out),
                    Stream.concat(
                        Stream.of(options).anyMatch(o -> o.startsWith("--suite"))
                            ? Stream.of()
                            : Stream.of("--suite=point"),
                        Stream.of(options)))
                .toArray(String[]::new));
    assertEquals(2, shell.code(), shell.err());
    assertEquals(1, shell.err().lines().count(), shell.err());
    assertTrue(shell.err().contains(why), shell.err());
  }

  @Test
  void worldsWithoutSuccessAreComparedByReturn() {
    Shell shell =
        Shell.tiny(
            "compare",
            "--suite=pendulum",
            "--methods=separated,params",
            "--seeds=1",
            "--out=" + temp.resolve("pendulum"));
    assertEquals(0, shell.code(), shell.err());
    assertTrue(shell.out().contains("At the end, own policies: return"), shell.out());
    assertTrue(shell.out().contains("its return at the end was −"), shell.out());
    assertFalse(shell.out().contains("Steps until"), shell.out());
  }
}
