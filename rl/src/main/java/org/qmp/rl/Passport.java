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
import org.qmp.rl.store.Checkpoint;

/**
 * What a result needs to be made again, and how to know that it is the same.
 *
 * @param entries names and values, in order; {@code Long}s are numbers, all else is text
 */
record Passport(Map<String, ?> entries) {

  private static final String PARENT = "run/parent";

  /**
   * The run that this one prolongs.
   *
   * @param id the SHA-256 of its specification
   * @param step at which it was taken over
   * @param fingerprint of what it had learned then
   */
  record Parent(String id, long step, String fingerprint) {
    void save(Checkpoint.Builder into) {
      into.bytes(PARENT, (id + " " + step + " " + fingerprint).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Parent> of(Checkpoint from) throws IOException {
      if (!from.names().contains(PARENT)) {
        return Optional.empty();
      }
      String[] words = new String(from.bytes(PARENT), StandardCharsets.UTF_8).split(" ", -1);
      return Optional.of(new Parent(words[0], Long.parseLong(words[1]), words[2]));
    }
  }

  static Passport of(Training training, Backend backend, Optional<Parent> parent) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("spec", training.spec().canonical());
    entries.put("version", version());
    entries.put("java", Runtime.version().toString());
    entries.put("virtualMachine", System.getProperty("java.vm.name", "unknown"));
    entries.put("kernels", backend.advice());
    entries.put("seed", training.spec().seed());
    entries.put("step", training.step());
    parent.ifPresent(
        p -> {
          entries.put("parentRun", p.id);
          entries.put("parentStep", p.step);
          entries.put("parentFingerprint", p.fingerprint);
        });
    entries.put("fingerprint", TrainingState.fingerprint(training));
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
