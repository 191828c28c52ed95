package org.qmp.rl;

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
 * A line for each number: {@code step,name,value}, after a header. A name that would break its line
 * is quoted (RFC 4180). Appends to what is there.
 */
public final class CsvMetrics implements MetricsSink {
  /** What every such file begins with. */
  static final String START = "step,name,value\n";

  private final Writer out;

  public CsvMetrics(Path file) throws IOException {
    out = writer(file);
    if (Files.size(file) == 0) {
      out.write(START);
    }
  }

  @Override
  public void write(long step, String name, double value) throws IOException {
    out.write(step + "," + quoted(name) + "," + value + "\n");
  }

  private static String quoted(String name) {
    boolean harmless = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return harmless ? name : '"' + name.replace("\"", "\"\"") + '"';
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
   * Opens a regular file to write at its end, making it if it does not exist.
   *
   * @throws IOException also if it is a link, a directory, a pipe or the like, which stay untouched
   */
  static OutputStream open(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no regular file, and metrics are only written to one");
    }
    return Files.newOutputStream(
        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }

  /** As {@link #open}, for text in UTF-8; what that cannot express is an error. */
  static Writer writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(open(file), StandardCharsets.UTF_8.newEncoder()));
  }
}
