package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comparisons and sweeps of unusual runs: their rounds are episodes, or they have lost checkpoints
 * or metrics.
 */
final class OddComparisonsTest {
  @TempDir private Path temp;

  private Shell compare(String... more) {
    List<String> all = new ArrayList<>(List.of("compare", "--suite", "point"));
    all.addAll(List.of("--methods", "separated,qmp", "--seeds", "2"));
    all.addAll(List.of("--out", temp.resolve("out").toString()));
    all.addAll(List.of(Shell.TINY));
    all.addAll(List.of(more));
    return Shell.qmp(all.toArray(String[]::new));
  }

  /** Evaluations are then at other steps in each run, but count at the steps they were due. */
  @Test
  void runsWhoseRoundsAreEpisodesCanBeCompared() throws IOException {
    Shell said = compare("--turns", "episodes");
    assertEquals(0, said.code(), said.err());
    String page = Files.readString(temp.resolve("out").resolve("report.html"));
    assertTrue(page.contains("--turns episodes"));
    assertTrue(page.contains("<svg"), "curves");
    String rows = temp.resolve("out").resolve("evaluations.csv").toString();
    assertEquals(0, Shell.qmp("report", rows).code());
  }

  /** Checkpoints may be deleted to save space: tables, curves and page do not need them. */
  @Test
  void finishedRunsWithoutCheckpointsAreCollected() throws IOException {
    assertEquals(0, compare().code());
    Path out = temp.resolve("out");
    String before = Files.readString(out.resolve("comparison.csv"));
    for (String run : List.of("separated-1", "separated+qmp-1", "separated+qmp-2")) {
      Path checkpoints = out.resolve(run).resolve("checkpoints");
      try (Stream<Path> files = Files.list(checkpoints)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    Files.delete(out.resolve("comparison.csv"));
    Files.delete(out.resolve("report.html"));
    Shell said = compare("--collect");
    assertEquals(0, said.code(), said.err());
    assertTrue(said.err().contains("no map of separated+qmp: "), said.err());
    assertEquals(before, Files.readString(out.resolve("comparison.csv")));
    assertTrue(Files.exists(out.resolve("report.html")));
  }

  /** The names of runs contain only settings that distinguish methods, so not this one. */
  @Test
  void thePageShowsTheSettingsOfAMethodThatHasNoRunsYet() throws IOException {
    Path out = temp.resolve("out");
    assertEquals(0, compare("--persistence", "10").code());
    for (String run : List.of("separated+qmp-1", "separated+qmp-2")) {
      Files.move(out.resolve(run), temp.resolve(run));
    }
    assertEquals(75, compare("--persistence", "10", "--collect").code());
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains(" --methods separated,separated+qmp:persistence=10 "), page);
    assertEquals(0, Shell.qmp("report", out.toString()).code());
    assertEquals(page, Files.readString(out.resolve("report.html")));

    Path file = out.resolve("comparison.txt");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("settings = .*\n", ""));
    for (String run : List.of("separated+qmp-1", "separated+qmp-2")) {
      Files.move(temp.resolve(run), out.resolve(run));
    }
    assertEquals(0, Shell.qmp("report", out.toString()).code(), "of an earlier version");
    String whole = Files.readString(out.resolve("report.html"));
    assertTrue(whole.contains(" --methods separated,separated+qmp:persistence=10 "), whole);
  }

  /** The second method of the comparison has no runs yet. */
  @Test
  void theDamageInTheRecordOfAComparisonIsNamed() throws IOException {
    Path out = temp.resolve("out");
    assertEquals(0, compare().code());
    for (String run : List.of("separated+qmp-1", "separated+qmp-2")) {
      Files.move(out.resolve(run), temp.resolve(run));
    }
    Path file = out.resolve("comparison.txt");
    String text = Files.readString(file);
    for (String[] damage :
        new String[][] {
          {"separated+qmp", "separated+qpm", "'separated+qpm'"},
          {"separated+qmp", "separated+qmp:persistence=0", "'0'"},
          {"settings = separated,", "settings = ", "it has not the methods [separated+qmp]"},
          {"seeds = 2", "seeds = two", "seeds must be a whole number from 1 to 100k; got 'two'"},
          {
            "threshold = 0.9",
            "threshold = NaN",
            "threshold must be a number from 0 to 1; got 'NaN'"
          },
          {"measure = success", "measure = succes", "'succes'"},
          {"measure = success", "measure = \\u12", "encoding"},
        }) {
      Files.writeString(file, text.replace(damage[0], damage[1]));
      Shell said = Shell.qmp("report", out.toString());
      assertEquals(74, said.code(), said.err());
      assertTrue(said.err().startsWith("qmp report: " + file + " is damaged: "), said.err());
      assertTrue(said.err().contains(damage[2]), said.err());
    }
  }

  private String[] sweep(String suite, String... more) {
    List<String> all = new ArrayList<>(List.of("sweep", "--suite", suite));
    all.addAll(List.of("--methods", "separated", "--set", "learningRate=1e-4,1e-3"));
    all.addAll(List.of("--seeds", "1", "--confirm", "1", "--out", temp.resolve("s").toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Its height would be that of the rest of the evaluations, for example of the later ones. */
  @Test
  void aSweepDoesNotRankACurveThatHasLostAnEvaluation() throws IOException {
    String[] sweep = sweep("point-figure", Shell.TINY);
    assertEquals(0, Shell.qmp(sweep).code());
    Path metrics;
    try (Stream<Path> files = Files.walk(temp.resolve("s"))) {
      metrics =
          files.filter(file -> file.endsWith("metrics.csv")).sorted().findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(metrics);
    for (String lost : List.of("100,", "200,", "240,")) {
      Files.write(metrics, lines.stream().filter(line -> !line.startsWith(lost)).toList());
      Shell said = Shell.qmp(sweep);
      assertEquals(74, said.code(), lost + said.err());
      assertTrue(said.err().contains(metrics + " lacks evaluations: "), said.err());
    }
    Files.write(metrics, lines);
    assertEquals(0, Shell.qmp(sweep).code());
  }

  /** Four tasks take four steps before the first evaluation, which was due after one. */
  @Test
  void evaluationsMayBeDueBeforeTheEndOfTheFirstRound() {
    Shell said = Shell.qmp(sweep("point", "--steps=10", "--evaluate-every=1", "--batch=8"));
    assertEquals(0, said.code(), said.err());
  }

  /** Desktops leave such files in the directories that they show; no user's work is in them. */
  @Test
  void aDirectoryWithOnlyFilesOfTheDesktopCountsAsEmpty() throws IOException {
    Path out = Files.createDirectories(temp.resolve("out"));
    Files.createFile(out.resolve(".DS_Store"));
    Shell said = compare("--collect");
    assertEquals(75, said.code(), said.err());
    assertTrue(said.err().contains("4 of 4 runs not finished"), said.err());
    assertTrue(Files.exists(out.resolve(".DS_Store")));
    Files.createFile(out.resolve("thesis.txt"));
    said = compare("--collect");
    assertEquals(2, said.code(), said.err());
    assertTrue(said.err().contains("', which holds thesis.txt"), said.err());
  }
}
