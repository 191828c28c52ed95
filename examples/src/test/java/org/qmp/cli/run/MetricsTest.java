package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the metrics file of a run. */
final class MetricsTest {
  @TempDir private Path run;

  private Metrics read(String text) throws IOException {
    Path file = Metrics.file(run);
    assertEquals(run.resolve("metrics").resolve("metrics.csv"), file);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "step,name,value\n" + text);
    return Metrics.of(run);
  }

  @Test
  void aSeriesIsInTheOrderOfStepsNotOfLines() throws IOException {
    Metrics metrics = read("1000,a,3.5\n200,a,-1\n200,b,7\n30,a,NaN\n");
    assertEquals("{30=NaN, 200=-1.0, 1000=3.5}", metrics.series("a").toString());
    assertEquals(Map.of(200L, 7.0), metrics.series("b"));
    assertEquals(Map.of(), metrics.series("c"));
  }

  @Test
  void namesMayHaveCommasAndQuotes() throws IOException {
    Metrics metrics = read("1,\"a,b\",2\n1,\"say \"\"x\"\"\",3\n");
    assertEquals(Map.of(1L, 2.0), metrics.series("a,b"));
    assertEquals(Map.of(1L, 3.0), metrics.series("say \"x\""));
  }

  @Test
  void anIncompleteLastLineIsLeftOut() throws IOException {
    Metrics metrics = read("1,a,2\n2,a,3");
    assertEquals(Map.of(1L, 2.0), metrics.series("a"));
    assertEquals(Map.of(), new Metrics(read("").byStep()).series("a"));
  }

  @Test
  void aRunThatHasWrittenNothingHasNoNumbers() throws IOException {
    assertEquals(Map.of(), Metrics.of(run.resolve("nowhere")).byStep());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,a,x", "x,a,1", "1", "1,a", "1.5,a,2"})
  void aDamagedLineIsNamed(String line) {
    String message =
        assertThrows(IOException.class, () -> read("1,a,2\n" + line + "\n")).getMessage();
    assertEquals(
        Metrics.file(run) + ": '" + line + "' is damaged, expected step,name,value", message);
  }

  @Test
  void stepsAndMeansSelectNamesByPrefixAndSuffix() throws IOException {
    Metrics metrics =
        read(
            """
            10,evaluation/a/return,1
            10,evaluation/b/return,4
            10,evaluation/b/length,100
            10,evaluation-mixture/a/return,1000
            20,evaluation/a/return,5
            30,collect/a/return,9
            """);
    assertEquals(Map.of(10L, 2.5, 20L, 5.0), metrics.means("evaluation/", "/return"));
    assertEquals(Set.of(10L, 20L), metrics.steps("evaluation/"));
    assertEquals(Set.of(10L), metrics.steps("evaluation-mixture/"));
  }
}
