package org.qmp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TheoryTest {

  private static List<String> said(String... args) {
    Shell shell = Shell.qmp(args);
    assertEquals(0, shell.code(), shell.err());
    return shell.out().lines().toList();
  }

  private static String row(List<String> said, String begins) {
    return said.stream().filter(line -> line.startsWith(begins)).findFirst().orElseThrow();
  }

  @Test
  void theTheoremHoldsEverywhereButNotWithoutOneOfItsPremises() {
    List<String> said = said("theory", "--mdps", "200");
    assertTrue(row(said, "E[Q] + α H by the own critic").matches(".*100\\.0 %.* 0\\.000"));
    assertTrue(row(said, "  the same").contains("100.0 %"));
    for (String dropped : List.of("E[Q] without", "Q at the likeliest", "nothing")) {
      String row = row(said, dropped);
      assertTrue(!row.contains("100.0 %") && row.contains("−"), row);
    }
    assertTrue(said.size() <= 24, "a screenful");
  }

  /** One state and three actions: V = (E[r] + α H) / (1 − γ). */
  @Test
  void theCounterexampleIsCorrect() {
    List<String> said = said("theory", "--mdps", "1", "--temperature", "0.2");
    List<String> cells = List.of(said.get(said.size() - 1).split("  +"));
    assertEquals("0 0 0", cells.get(2));
    double[] reward = numbers(cells.get(1));
    double own = value(reward, numbers(cells.get(3)));
    double other = value(reward, numbers(cells.get(4)));
    assertEquals(own, numbers(cells.get(6))[0], 0.05);
    assertEquals(other, numbers(cells.get(7))[0], 0.05);
    assertTrue(other < own);
  }

  /** Values are then in the thousands and are found as accurately as doubles allow. */
  @Test
  void aLargeTemperatureCanBeDrawnToo(@TempDir Path temp) {
    Path picture = temp.resolve("rooms.svg");
    said("theory", "--mdps", "1", "--temperature", "500", "--picture", picture.toString());
    assertTrue(Files.exists(picture));
  }

  private static double value(double[] reward, double[] p) {
    double sum = 0;
    for (int a = 0; a < p.length; a++) {
      sum += p[a] * (reward[a] - 0.2 * StrictMath.log(p[a]));
    }
    return 10 * sum;
  }

  private static double[] numbers(String cell) {
    return List.of(cell.replace('−', '-').split(" ")).stream()
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @Test
  void theSeedDeterminesTheText() {
    assertEquals(said("theory", "--mdps", "20"), said("theory", "--mdps", "20"));
    assertTrue(
        !said("theory", "--mdps", "20").equals(said("theory", "--mdps", "20", "--seed", "2")));
  }
}
