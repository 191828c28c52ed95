package org.qmp.rl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.qmp.autograd.kernel.Backend;

/**
 * What a result needs to be made again, and how to know that it is the same.
 *
 * @param entries names and values, in order
 */
record Passport(Map<String, String> entries) {

  static Passport of(Training training, Backend backend) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("spec", training.spec().canonical());
    entries.put("version", version());
    entries.put("java", Runtime.version().toString());
    entries.put("virtualMachine", System.getProperty("java.vm.name", "unknown"));
    entries.put("kernels", backend.advice());
    entries.put("seed", Long.toString(training.spec().seed()));
    entries.put("step", Long.toString(training.step()));
    entries.put("fingerprint", training.fingerprint());
    return new Passport(entries);
  }

  private static String version() {
    return Optional.ofNullable(Passport.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** Replaces the file at once or not at all, whenever the process is killed. */
  void write(Path file) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      writeTo(temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void writeTo(Path file) throws IOException {
    try (JsonGenerator out =
        new JsonFactory().createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      out.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      out.writeStartObject();
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.writeStringField(entry.getKey(), entry.getValue());
      }
      out.writeEndObject();
    }
  }
}
