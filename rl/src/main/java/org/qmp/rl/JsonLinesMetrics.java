package org.qmp.rl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A line for each number: {@code {"step":…,"name":…,"value":…}}. Appends to what is there. A number
 * that JSON does not have is a string: {@code "NaN"}.
 */
public final class JsonLinesMetrics implements MetricsSink {
  private final JsonGenerator out;

  public JsonLinesMetrics(Path file) throws IOException {
    out = new JsonFactory().createGenerator(CsvMetrics.writer(file));
    out.setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  @Override
  public void write(long step, String name, double value) throws IOException {
    out.writeStartObject();
    out.writeNumberField("step", step);
    out.writeStringField("name", name);
    out.writeNumberField("value", value);
    out.writeEndObject();
    out.writeRaw('\n');
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
