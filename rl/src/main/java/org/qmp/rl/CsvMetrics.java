package org.qmp.rl;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A line for each number: {@code step,name,value}, after a header. A name that would break its line
 * is quoted (RFC 4180). Appends to what is there.
 */
public final class CsvMetrics implements MetricsSink {
  /** What every such file begins with. */
  static final String START = "step,name,value\n";

  private final Writer out;

  public CsvMetrics(Path file) throws IOException {
    out = AppendedFile.writer(file);
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
}
