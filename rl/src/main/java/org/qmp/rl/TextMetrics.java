package org.qmp.rl;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A UTF-8 file with a line for each number, with the same digits on every JVM. Appends to an
 * existing file.
 */
final class TextMetrics implements MetricsSink {
  /** The beginning of every CSV file, and of every file of JSON lines. */
  static final String CSV_START = "step,name,value\n";

  static final String JSON_START = "{";

  private final Writer out;
  private final Format format;

  private interface Format {
    String line(long step, String name, double value);
  }

  private TextMetrics(Path file, Format format) throws IOException {
    // an encoder refuses what UTF-8 cannot express
    out =
        new BufferedWriter(new OutputStreamWriter(open(file), StandardCharsets.UTF_8.newEncoder()));
    this.format = format;
  }

  /** Lines {@code step,name,value} after a header; names are quoted where needed (RFC 4180). */
  static TextMetrics csv(Path file) throws IOException {
    TextMetrics csv =
        new TextMetrics(
            file, (step, name, value) -> step + "," + quoted(name) + "," + SpecValue.text(value));
    if (Files.size(file) == 0) {
      csv.out.write(CSV_START);
    }
    return csv;
  }

  private static String quoted(String name) {
    boolean harmless = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return harmless ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Lines {@code {"step":…,"name":…,"value":…}}; NaN and infinities are strings. */
  static TextMetrics json(Path file) throws IOException {
    return new TextMetrics(
        file,
        (step, name, value) -> {
          String text = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name));
          String number = SpecValue.text(value);
          String json = Double.isFinite(value) ? number : '"' + number + '"';
          return "{\"step\":" + step + ",\"name\":\"" + text + "\",\"value\":" + json + "}";
        });
  }

  @Override
  public void write(long step, String name, double value) throws IOException {
    out.write(format.line(step, name, value) + "\n");
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /**
   * Opens a regular file for appending, and creates it if it does not exist.
   *
   * @throws IOException also if it is a link, a directory, a pipe or the like, which stay untouched
   */
  static OutputStream open(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file; metrics are only written to one");
    }
    return Files.newOutputStream(
        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }
}
