package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qmp.cli.compare.ComparisonReport;
import org.qmp.cli.compare.EvaluationRows;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Format;

/** The tables of docs/results.md are those of the evaluations beside it. */
final class DocumentedResultsTest {
  private static final Path RESULTS = Path.of("../docs/results");

  // Indices of a report's tables.
  private static final int END = 0;
  private static final int ACTING_AS_IN_TRAINING = 1;
  private static final int HEIGHT = 2;

  private static ComparisonReport report(String measure, String... names) throws IOException {
    List<Path> files = Stream.of(names).map(name -> RESULTS.resolve(name + ".csv.gz")).toList();
    return EvaluationRows.report(
        files, NamedSuite::suite, Optional.of(measure).filter(m -> !m.isEmpty()));
  }

  private static List<String> cells(ComparisonReport report, int table, String row) {
    List<String> found =
        report.tables().get(table).rows().stream()
            .filter(cells -> cells.get(0).equals(row))
            .findFirst()
            .orElseThrow();
    return found.subList(1, found.size());
  }

  /** Asserts that the page has a row of this title with the first of these cells. */
  private static void assertDocumented(String title, int count, List<String> cells)
      throws IOException {
    assertPageHas(row(title, count, cells));
  }

  private static String row(String title, int count, List<String> cells) {
    return "\n| " + title + " | " + String.join(" | ", cells.subList(0, count)) + " |";
  }

  private static void assertPageHas(String text) throws IOException {
    assertTrue(Files.readString(RESULTS.resolveSibling("results.md")).contains(text), text);
  }

  @Test
  void errandsComeFromTheirRows() throws IOException {
    ComparisonReport report = report("", "errands");
    assertDocumented("north-sparse, end", 5, cells(report, END, "north-sparse"));
    List<String> mean = cells(report, END, "mean");
    assertEquals(List.of("57 [52, 62]", "63 [57, 70]", "88 [78, 97]"), mean.subList(0, 3));
    assertDocumented("`separated` | end", 3, mean);
    assertPageHas(mean.get(0) + " | " + mean.get(1) + "; held for 10 steps " + mean.get(2));
    List<String> acted =
        IntStream.range(1, 5)
            .mapToObj(method -> report.results().mixture(method).foreign())
            .map(share -> Format.text("%.0f", 100 * share))
            .toList();
    assertDocumented("others acted, % of steps | 0", 4, acted);
    List<String> others = cells(report("", "errands", "errands-others"), END, "mean");
    assertEquals(List.of("88 [80, 95]", "93 [87, 100]", "90 [85, 95]"), others.subList(5, 8));
    assertPageHas(others.get(6) + " and 26.");
  }

  @Test
  void theReacherTo600kStepsComesFromItsRows() throws IOException {
    List<String> goals = cells(report("subgoal", "reacher-600k"), END, "mean");
    assertEquals(List.of("72 [64, 80]", "100 [100, 100]"), goals.subList(0, 2));
    assertDocumented("**mean**", 3, goals);
    ComparisonReport chance = report("subgoal", "reacher-600k", "reacher-600k-uniform");
    assertDocumented("**mean of all tasks**", 4, cells(chance, END, "mean"));
    List<String> acting = cells(chance, ACTING_AS_IN_TRAINING, "mean");
    assertPageHas(row("acting as in training |", 3, acting) + "\n| mean height");
    assertMeans("subgoal", "reacher-600k-params", "the same, 1-2-0-sparse");
    assertMeans("subgoal", "reacher-600k-data", "curves that reach 90 %");
    ComparisonReport held = report("", "reacher-600k-params", "reacher-600k-params-held");
    assertDocumented("mean of all tasks, end", 3, cells(held, END, "mean"));
  }

  @Test
  void theReacherTo2MStepsComesFromItsRows() throws IOException {
    assertMeans("success", "reacher-2m-params", "curves that reach 90 %, of 20 | 9 | 12 |");
    ComparisonReport held = report("success", "reacher-2m-params-held");
    assertEquals("60 [60, 60]", cells(held, END, "mean").get(0));
    assertEquals("43 [43, 44]", cells(held, HEIGHT, "mean").get(0));
  }

  @Test
  void mazesAndDoorAndDrawerComeFromTheirRows() throws IOException {
    assertDocumented("**mean, end**", 3, cells(report("", "maze-medium"), END, "mean"));
    ComparisonReport maze = report("", "maze-1200k-params", "maze-1200k-params-held");
    assertDocumented("**mean, at 1,200,000 steps**", 3, cells(maze, END, "mean"));
    assertDocumented("acting as in training |", 2, cells(maze, ACTING_AS_IN_TRAINING, "mean"));
    assertDocumented("mean height of all curves", 3, cells(maze, HEIGHT, "mean"));
    ComparisonReport doors = report("", "metaworld-cds");
    assertDocumented("mean of the tasks, end", 2, cells(doors, END, "mean"));
    assertDocumented("mean height of the curve", 2, cells(doors, HEIGHT, "mean"));
  }

  /** Two methods: the means at the end and of the heights, above a row that begins so. */
  private static void assertMeans(String measure, String name, String next) throws IOException {
    ComparisonReport report = report(measure, name);
    assertDocumented("mean, end", 2, cells(report, END, "mean"));
    List<String> heights = cells(report, HEIGHT, "mean");
    assertPageHas(row("mean height of the curve", 2, heights) + "\n| " + next);
  }

  @Test
  void everyFileHasItsChecksum() throws IOException, GeneralSecurityException {
    Set<String> made = new TreeSet<>();
    try (Stream<Path> files = Files.list(RESULTS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".gz")).toList()) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        made.add(HexFormat.of().formatHex(sum) + "  " + file.getFileName());
      }
    }
    assertEquals(made, new TreeSet<>(Files.readAllLines(RESULTS.resolve("SHA256SUMS"))));
  }
}
