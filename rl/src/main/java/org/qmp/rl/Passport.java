package org.qmp.rl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.qmp.autograd.kernel.Backend;

/**
 * What a result needs to be made again, and how to know that it is the same.
 *
 * @param entries names and values, in order; {@code Long}s are numbers, all else is text
 */
record Passport(Map<String, ?> entries) {

  static Passport of(Training training, Backend backend) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("spec", training.spec().canonical());
    entries.put("version", version());
    entries.put("java", Runtime.version().toString());
    entries.put("virtualMachine", System.getProperty("java.vm.name", "unknown"));
    entries.put("kernels", backend.advice());
    entries.put("seed", training.spec().seed());
    entries.put("step", training.step());
    entries.put("fingerprint", training.fingerprint());
    return new Passport(entries);
  }

  /** From the jar's manifest; as a module, from the jar's name; of bare classes there is none. */
  private static String version() {
    return Optional.ofNullable(Passport.class.getPackage().getImplementationVersion())
        .or(
            () ->
                Optional.ofNullable(Passport.class.getModule().getDescriptor())
                    .flatMap(ModuleDescriptor::rawVersion))
        .orElse("development");
  }

  /** As JSON. */
  byte[] toBytes() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      out.writeStartObject();
      for (Map.Entry<String, ?> entry : entries.entrySet()) {
        out.writeFieldName(entry.getKey());
        if (entry.getValue() instanceof Long number) {
          out.writeNumber(number);
        } else {
          out.writeString(entry.getValue().toString());
        }
      }
      out.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
