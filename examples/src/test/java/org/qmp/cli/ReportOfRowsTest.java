package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.compare.Comparison;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.EvaluationRows;
import org.qmp.cli.compare.Table;
import org.qmp.cli.option.NamedSuite;
import org.qmp.env.TaskSuite;

/** {@code qmp report} of the evaluations of comparisons, without their runs. */
final class ReportOfRowsTest {
  @TempDir private Path temp;

  /** The beginning of a file: settings and column names, without rows. */
  private static StringBuilder begun(NamedSuite suite) {
    StringBuilder text = new StringBuilder("# threshold = 0.9\n");
    suite.defaults().canonical().lines().forEach(l -> text.append("# " + l + "\n"));
    return text.append("method,seed,step,name,value\n");
  }

  /**
   * Two seeds of each method in suite {@code point}, with two evaluations that find different
   * rates.
   */
  private static String text(String... methods) {
    StringBuilder text = begun(NamedSuite.POINT);
    for (int i = 0; i < methods.length; i++) {
      for (int seed = 1; seed <= 2; seed++) {
        for (int step = 1; step <= 2; step++) {
          for (String task : List.of("upper-right", "lower-right", "upper-left", "centre")) {
            String name = "evaluation/" + task + "/success/ever";
            double value = step * seed * (i + 1) / 20.0;
            text.append(String.join(",", methods[i], "" + seed, step + "000", name, value + "\n"));
          }
        }
      }
    }
    return text.toString();
  }

  @Test
  void severalFilesOfEvaluationsAreOneComparison() throws IOException {
    List<String> lines = text("separated", "separated+qmp", "separated+uniform").lines().toList();
    Path whole = Files.write(temp.resolve("whole.csv"), lines);
    Path one = temp.resolve("one.csv");
    Path two = temp.resolve("two.csv");
    Files.write(one, without(lines, "separated,2,|separated\\+qmp,2,|separated\\+uniform,.*"));
    Files.write(two, without(lines, "separated,1,|separated\\+qmp,1,|separated\\+uniform,.*"));
    Path three = Files.write(temp.resolve("three.csv"), without(lines, "separated[,+][q12].*"));
    ComparisonReport all =
        EvaluationRows.report(List.of(one, two, three), NamedSuite::suite, Optional.empty());
    assertEquals(
        EvaluationRows.report(List.of(whole), NamedSuite::suite, Optional.empty()).csv(),
        all.csv());

    Files.write(three, without(lines, "separated[,+][q12].*|separated\\+uniform,1,.*"));
    ComparisonReport some =
        EvaluationRows.report(List.of(one, two, three), NamedSuite::suite, Optional.empty());
    assertEquals(List.of(2), some.results().comparison().seeds());
    List<Table> tables = some.tables();
    assertEquals(
        List.of("separated-1", "separated+qmp-1"),
        tables.get(tables.size() - 1).rows().stream().skip(1).map(row -> row.get(0)).toList());

    Files.writeString(two, Files.readString(two).replace("# gamma = 0.99", "# gamma = 0.9"));
    assertRefused(
        two + ": --gamma 0.9 does not agree with the run in " + one + ", which has --gamma 0.99",
        one,
        two);
    assertRefused(one + ": another file has separated, seed 1", one, one);
    Files.writeString(two, Files.readString(one).replace("threshold = 0.9", "threshold = 0.5"));
    assertRefused(
        two + ": --threshold 0.5 does not agree with " + one + ", which has --threshold 0.9",
        one,
        two);
    assertRefused(
        "<run> must be one directory, or files evaluations.csv; got [" + one + ", " + temp + "]",
        one,
        temp);
  }

  /** Visits also have a rate of first goals; in a stay, the first step near the goal counts. */
  @Test
  void rowsCanBeReportedByAnotherRate() throws IOException {
    StringBuilder text = begun(NamedSuite.named("--suite", "reacher"));
    for (TaskSuite.Task task : NamedSuite.suite("reacher").tasks()) {
      for (String method : List.of("separated", "params")) {
        String run = method + ",1,1000,evaluation/" + task.name() + "/";
        text.append(run + "success/ever,0.2\n");
        text.append(run + "subgoal/ever," + (method.equals("params") ? "1\n" : "0.5\n"));
      }
    }
    Path rows = Files.writeString(temp.resolve("rows.csv"), text);
    String usual = Shell.qmp("report", rows.toString()).out();
    assertTrue(usual.contains("At the end, own policies: success, in %\n"), usual);
    Shell first = Shell.qmp("report", "--measure", "subgoal", rows.toString());
    assertTrue(first.out().contains("At the end, own policies: subgoal, in %\n"), first.out());
    assertTrue(first.out().contains("\nmean          50           100\n"), first.out());
    assertTrue(
        first.out().contains("Steps until 90 % of an evaluation's episodes have subgoal;"),
        first.out());
    String page = Files.readString(temp.resolve("report.html"));
    assertTrue(
        page.contains("90 % subgoal took 1,000 steps instead of more than all 2,000,000"), page);
    assertTrue(page.contains(" --measure subgoal "), page);
    assertEquals(
        "qmp report: --measure must be success or subgoal or return, which all tasks of reacher"
            + " have; got 'stages'\n",
        Shell.qmp("report", "--measure=stages", rows.toString()).err());
    assertRefused(
        ("--measure return: " + rows + " was written without it; make it again with")
            + " 'qmp compare --collect --measure return' where the runs are",
        Path.of("--measure=return"),
        rows);
    assertEquals(
        "qmp report: --measure needs evaluations.csv; 'qmp compare' with --measure and --collect"
            + " makes a comparison's tables and page again\n",
        Shell.qmp("report", "--measure=return", temp.toString()).err());
  }

  private static List<String> without(List<String> lines, String begin) {
    return lines.stream().filter(line -> !line.matches("(?:" + begin + ").*")).toList();
  }

  private static void assertRefused(String message, Path... inputs) {
    assertEquals(new Shell(2, "", "qmp report: " + message + "\n"), report(inputs));
  }

  private static Shell report(Path... inputs) {
    return Shell.qmp(
        Stream.concat(Stream.of("report"), Stream.of(inputs).map(Path::toString))
            .toArray(String[]::new));
  }

  /** Resampling one seed always gives the same value: an interval of width 0 says nothing. */
  @Test
  void oneSeedGivesNoIntervalOverSeeds() throws IOException {
    Path rows = temp.resolve("one.csv");
    Files.write(rows, without(text("separated", "params").lines().toList(), "[a-z]+,2,"));
    ComparisonReport report =
        EvaluationRows.report(List.of(rows), NamedSuite::suite, Optional.empty());
    List<List<String>> end = report.tables().get(0).rows();
    assertEquals(List.of("upper-right", "10 [2, 40]", "20 [6, 51]"), end.get(1));
    assertEquals(List.of("mean", "10", "20"), end.get(6));
    assertTrue(report.caption().endsWith(" One seed gives no interval over seeds."));
    String sentence = report.sentences().get(0);
    assertTrue(sentence.contains("with probability 1.00, but it takes"), sentence);
  }

  @Test
  void damagedEvaluationsAreNamed() throws IOException {
    String text = text("separated", "separated+qmp", "separated+uniform");
    Path rows = temp.resolve("damaged.csv");
    for (String[] damage :
        new String[][] {
          {"separated,2,", "separated,two,"},
          {"suite = point", "suite = pint"},
          {"# seed = 1\n", ""},
          {"# threshold = 0.9", "# threshold = nine tenths"},
          {"# threshold = 0.9\n", ""},
          {"/success/ever,", "/success/ever "},
          {"method,seed", "methods"}
        }) {
      Files.writeString(rows, text.replace(damage[0], damage[1]));
      Shell refused = Shell.qmp("report", rows.toString());
      assertTrue(refused.code() == 74 || refused.code() == 2, damage[0] + ": " + refused);
      assertTrue(refused.err().contains(rows.toString()), refused.err());
    }
    String told = "# methods = separated,separated+qmp:persistence=10,separated+uniform\n" + text;
    for (String[] damage :
        new String[][] {
          {"\nseparated+uniform,", "\nseparated+unform,", "'separated+unform'"},
          {"/ever,0.1\n", "/ever,NaN\n", "/ever,NaN'"},
          {"/ever,0.1\n", "/ever,10\n", "/ever,10'"},
          {"/ever,0.1\n", "/ever,-0.1\n", "/ever,-0.1'"},
          {"success/ever,0.1\n", "return,Infinity\n", "return,Infinity'"},
          {"evaluation/centre/success/ever,0.1\n", "mixture/centre/centre,2\n", "centre,2'"},
          {
            "threshold = 0.9",
            "threshold = NaN",
            "threshold must be a number from 0 to 1; got 'NaN'"
          },
          {"threshold = 0.9", "threshold = 90", "threshold must be a number from 0 to 1; got '90'"},
        }) {
      for (String whole : List.of(text, told)) {
        assertDamaged(rows, whole.replace(damage[0], damage[1]), damage[2]);
      }
    }
    for (String setting : List.of("persistence=0", "persistance=10", "persistence", "gamma=0.9")) {
      assertDamaged(rows, told.replace("persistence=10", setting), setting.replaceFirst("=.*", ""));
    }
    assertDamaged(rows, told.replace(",separated+uniform\n", ",separated+unform\n"), "unform");
    Path packed = temp.resolve("damaged.csv.gz");
    for (int length : new int[] {0, 5}) {
      Files.write(packed, Arrays.copyOf(new byte[] {31, (byte) 139, 8, 0, 0}, length));
      String err = Shell.qmp("report", packed.toString()).err();
      assertTrue(err.contains(packed + " is damaged: "), err);
    }
    Files.writeString(packed, text);
    assertEquals(
        "qmp report: " + packed + " is damaged: Not in GZIP format\n",
        Shell.qmp("report", packed.toString()).err());
    Files.writeString(rows, text.substring(0, text.indexOf("separated+uniform,2")));
    assertTrue(
        Shell.qmp("report", rows.toString()).err().contains("separated+uniform has other seeds"));
  }

  private static void assertDamaged(Path rows, String text, String named) throws IOException {
    Files.writeString(rows, text);
    Shell refused = Shell.qmp("report", rows.toString());
    assertEquals(74, refused.code(), refused.err());
    assertTrue(refused.err().startsWith("qmp report: " + rows + " is damaged: "), refused.err());
    assertTrue(refused.err().contains(named), named + ": " + refused.err());
  }

  @Test
  void methodsHaveTheSettingsInTheHeaderOfTheFile() throws IOException {
    String text = text("separated", "separated+qmp").replace("threshold = 0.9", "threshold = 0.1");
    String told = "# methods = separated,separated+qmp:persistence=10\n" + text;
    Path rows = Files.writeString(temp.resolve("rows.csv"), told);
    Shell made = Shell.qmp("report", rows.toString());
    assertTrue(made.out().contains("Steps until 10 % of an evaluation's episodes"), made.out());
    String page = Files.readString(temp.resolve("report.html"));
    assertTrue(
        page.contains(
            "qmp compare --suite point --methods separated,separated+qmp:persistence=10 --seeds 2"
                + " --measure success --threshold 0.1</code>"),
        page);
    Files.writeString(rows, told.replace("separated,separated+qmp:", "separated+qmp:"));
    assertEquals(
        "qmp report: "
            + rows
            + " is damaged: it has not the methods [separated+qmp:persistence=10]\n",
        Shell.qmp("report", rows.toString()).err());
  }

  /** In a comparison of one method, its name does not contain its settings. */
  @Test
  void oneMethodWithSeveralSettingsCountsAsSeveralMethods() throws IOException {
    String text = text("separated+qmp");
    Path usual = Files.writeString(temp.resolve("usual.csv"), text);
    String told = "# methods = separated+qmp:persistence=10\n" + text;
    Path held = Files.writeString(temp.resolve("held.csv"), told);
    Path more =
        Files.writeString(
            temp.resolve("more.csv"),
            told.replace("\nseparated+qmp,", "\nseparated+qmp:persistence=10,")
                .replace("=10,1,", "=10,3,")
                .replace("=10,2,", "=10,4,"));
    Comparison joined =
        EvaluationRows.report(List.of(usual, held, more), NamedSuite::suite, Optional.empty())
            .results()
            .comparison();
    assertEquals(List.of("separated+qmp", "separated+qmp:persistence=10"), joined.names());
    assertEquals(List.of(1, 2), joined.seeds(), "3 and 4 are of one method alone");
    assertRefused(held + ": another file has separated+qmp, seed 1", held, held);
  }

  @Test
  void aMissingEvaluationIsNamedWithItsFileMethodAndSeed() throws IOException {
    String gone = "separated+qmp,2,1000,evaluation/centre/success/ever,0.2\n";
    Path whole = Files.writeString(temp.resolve("whole.csv"), text("separated"));
    Path rows = temp.resolve("rows.csv");
    Files.writeString(rows, text("separated", "separated+qmp").replace(gone, ""));
    Path other = temp.resolve("other.csv");
    Files.write(other, without(Files.readAllLines(rows), "separated,"));
    String named = " is damaged: separated+qmp, seed 2, lacks evaluations: expected evaluation/";
    assertLacking(rows + named, rows);
    assertLacking(other + named, whole, other);
  }

  private static void assertLacking(String message, Path... files) {
    Shell refused = report(files);
    assertEquals(74, refused.code(), refused.err());
    assertTrue(refused.err().startsWith("qmp report: " + message), refused.err());
  }

  @Test
  void theFileThatWasWrittenWithoutTheMeasureIsNamed() throws IOException {
    String text = text("separated");
    String rows = text.substring(text.indexOf("\nseparated,") + 1);
    Path with = temp.resolve("with.csv");
    Files.writeString(with, text + rows.replace("success/ever", "return"));
    Path none = Files.writeString(temp.resolve("none.csv"), text("separated+qmp"));
    assertRefused(
        ("--measure return: " + none + " was written without it; make it again with")
            + " 'qmp compare --collect --measure return' where the runs are",
        Path.of("--measure=return"),
        with,
        none);
  }
}
