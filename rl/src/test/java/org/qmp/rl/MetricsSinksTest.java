package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What sinks write is read back unchanged, by readers that share no code with the sinks.
 *
 * <p>Event files were also read once with TensorBoard 2.21.0 itself (Python 3.11): its {@code
 * EventAccumulator} found, in a run of point-reach with 40 tags and 120 numbers, every tag, step
 * and number of {@code metrics.csv}, bit for bit as floats; its {@code LegacyEventFileLoader} read
 * −0.0, NaN, both infinities, steps up to 2⁶³ − 1 and a tag with a comma, quotes and an arrow as
 * they were written.
 */
final class MetricsSinksTest {
  /** A number as it was written; records compare doubles so that −0.0 does not equal 0.0. */
  private record Entry(long step, String name, double value) {}

  private static final List<Entry> AWKWARD =
      List.of(
          new Entry(0, "a", -0.0),
          new Entry(1, "a", 0.0),
          new Entry(127, "a", 1e-300),
          new Entry(128, "a", Double.MIN_VALUE),
          new Entry(16_384, "a", -Double.MAX_VALUE),
          new Entry(Integer.MAX_VALUE + 1L, "a", Double.NaN),
          new Entry(Long.MAX_VALUE, "a", Double.POSITIVE_INFINITY),
          new Entry(Long.MAX_VALUE, "a", Double.NEGATIVE_INFINITY),
          new Entry(5, "a", 0.1 + 0.2),
          new Entry(5, "evaluation/go ↗, \"fast\"/return", 1.5),
          new Entry(6, "two\nlines", 1e22),
          new Entry(7, "", 100));

  /** Opens a sink. */
  @FunctionalInterface
  private interface Opener {
    MetricsSink open(Path file) throws IOException;
  }

  /** Writes in two parts, like a run that was stopped and resumed. */
  private static Path written(Opener opener, Path file) throws IOException {
    for (List<Entry> half : List.of(AWKWARD.subList(0, 4), AWKWARD.subList(4, AWKWARD.size()))) {
      try (MetricsSink sink = opener.open(file)) {
        for (Entry entry : half) {
          sink.write(entry.step(), entry.name(), entry.value());
        }
      }
    }
    return file;
  }

  @Test
  void jsonLinesPreserveEveryBit(@TempDir Path temp) throws IOException {
    List<Entry> read = new ArrayList<>();
    Path file = written(TextMetrics::json, temp.resolve("metrics.jsonl"));
    for (String line : Files.readAllLines(file)) {
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        parser.nextToken();
        assertEquals("step", parser.nextFieldName());
        final long step = parser.nextLongValue(-1);
        assertEquals("name", parser.nextFieldName());
        final String name = parser.nextTextValue();
        assertEquals("value", parser.nextFieldName());
        parser.nextToken();
        read.add(new Entry(step, name, Double.parseDouble(parser.getText())));
      }
    }
    assertEquals(AWKWARD, read);
  }

  @Test
  void commaSeparatedValuesPreserveEveryBit(@TempDir Path temp) throws IOException {
    Path file = written(TextMetrics::csv, temp.resolve("metrics.csv"));
    List<List<String>> records = records(Files.readString(file));
    assertEquals(List.of("step", "name", "value"), records.get(0));
    assertEquals(
        AWKWARD,
        records.stream()
            .skip(1)
            .map(r -> new Entry(Long.parseLong(r.get(0)), r.get(1), Double.parseDouble(r.get(2))))
            .toList());
  }

  /** RFC 4180, with plain line feeds. */
  private static List<List<String>> records(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(text.charAt(++i));
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        fields.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          records.add(fields);
          fields = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    return records;
  }

  @Test
  void eventFilesPreserveEveryNumberAsAFloat(@TempDir Path temp) throws IOException {
    Path file = written(TensorBoardMetrics::new, temp.resolve("events.out.tfevents.qmp"));
    List<EventFile.Event> events = new ArrayList<>(EventFile.read(file));
    assertEquals(new EventFile.Event(0, 0, "brain.Event:2", List.of()), events.remove(0));
    assertEquals(
        AWKWARD.stream()
            .map(
                e ->
                    new EventFile.Event(
                        e.step(),
                        e.step(),
                        "",
                        List.of(new EventFile.Scalar(e.name(), (float) e.value()))))
            .toList(),
        events);
  }

  /** RFC 3720, appendix B.4, and the check value of CRC-32C's catalogue entry. */
  @Test
  void theReaderComputesCastagnolisChecksum() {
    assertEquals(0x8a9136aa, EventFile.crc(ByteBuffer.allocate(32)));
    assertEquals(
        0xe3069283, EventFile.crc(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.UTF_8))));
  }

  /** Otherwise reading back would prove nothing. */
  @Test
  void theReaderNoticesEveryFlippedBit(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("events");
    try (MetricsSink sink = new TensorBoardMetrics(file)) {
      sink.write(300, "collect/return", -1.5);
    }
    List<EventFile.Event> events = EventFile.read(file);
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bad);
      assertThrows(Throwable.class, () -> EventFile.read(file), "bit " + bit);
    }
    Files.write(file, good);
    assertEquals(events, EventFile.read(file));
  }
}
