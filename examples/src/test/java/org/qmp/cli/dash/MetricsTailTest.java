package org.qmp.cli.dash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.cli.run.Metrics;

/** A tail has the numbers of the file, however the file was changed. */
final class MetricsTailTest {
  private static final String HEADER = "step,name,value\n";

  @TempDir private Path run;
  private Path file = Path.of("");
  private MetricsTail tail = new MetricsTail(Path.of("none"));

  @BeforeEach
  void beginARun() throws IOException {
    file = Metrics.file(run);
    Files.createDirectories(file.getParent());
    tail = new MetricsTail(run);
  }

  private SortedMap<Long, Double> read() throws IOException {
    tail.read();
    return tail.metrics().series("a");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static SortedMap<Long, Double> points(Map<Long, Double> points) {
    return new TreeMap<>(points);
  }

  @Test
  void addedLinesAreReadOnceTheyAreComplete() throws IOException {
    assertEquals(points(Map.of()), read());
    append(HEADER + "1,a,0.5\n2,a,");
    assertEquals(points(Map.of(1L, 0.5)), read());
    String before = tail.place();
    append("7");
    read();
    assertEquals(before, tail.place());
    append("5\n3,\"a\",-1\nnonsense\n");
    assertEquals(points(Map.of(1L, 0.5, 2L, 75.0, 3L, -1.0)), read());
  }

  @Test
  void aResumedRunIsReadAgain() throws IOException {
    append(HEADER + "1,a,1\n2,a,2\n3,a,3\n");
    read();
    Files.writeString(file, HEADER + "1,a,1\n");
    assertEquals(points(Map.of(1L, 1.0)), read());
    append("2,a,2\n");
    assertEquals(points(Map.of(1L, 1.0, 2L, 2.0)), read());
  }

  @Test
  void anotherRunInTheSameFileIsNoticedEvenIfItIsLonger() throws IOException {
    append(HEADER + "1,a,1\n");
    read();
    String before = tail.place();
    Files.writeString(file, HEADER + "1,a,7\n");
    assertEquals(points(Map.of(1L, 7.0)), read());
    assertNotEquals(before, tail.place());
    Files.writeString(file, HEADER + "1,a,8\n2,a,9\n");
    assertEquals(points(Map.of(1L, 8.0, 2L, 9.0)), read());
    Files.delete(file);
    assertEquals(points(Map.of()), read());
  }

  @Test
  void anotherProcessReadsUpToTheSamePlace() throws IOException {
    append(HEADER + "1,a,1\n");
    read();
    append("2,a,2\n");
    read();
    MetricsTail other = new MetricsTail(run);
    other.read();
    assertEquals(tail.place(), other.place());
  }
}
