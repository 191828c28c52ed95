package org.qmp.rl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.rl.store.Checkpoint;

/** What a result needs to be made again, and how to know that it is the same. */
final class Passport {
  private static final String PARENT = "run/parent";
  private static final String ORIGIN = "run/suite-origin";

  /** Remembers who offers the suite. */
  static void saveOrigin(TaskSuite suite, Checkpoint into) {
    suite.origin().ifPresent(o -> into.putBytes(ORIGIN, o.getBytes(StandardCharsets.UTF_8)));
  }

  /** Who offered the suite of a run: name and version; empty of a built-in one. */
  static Optional<String> origin(Checkpoint from) throws IOException {
    return from.names().contains(ORIGIN)
        ? Optional.of(new String(from.bytes(ORIGIN), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private Passport() {}

  /**
   * The run that this one prolongs.
   *
   * @param id the SHA-256 of its specification
   * @param step at which it was taken over
   * @param fingerprint of what it had learned then
   */
  record Parent(String id, long step, String fingerprint) {
    void save(Checkpoint into) {
      into.putBytes(PARENT, (id + " " + step + " " + fingerprint).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Parent> of(Checkpoint from) throws IOException {
      if (!from.names().contains(PARENT)) {
        return Optional.empty();
      }
      String[] words = new String(from.bytes(PARENT), StandardCharsets.UTF_8).split(" ", -1);
      return Optional.of(new Parent(words[0], Long.parseLong(words[1]), words[2]));
    }
  }

  /** A JSON object in UTF-8. */
  static byte[] of(Training training, TaskSuite suite, Backend backend, Optional<Parent> parent)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      out.writeStartObject();
      out.writeStringField("spec", training.spec().canonical());
      out.writeStringField("version", version());
      out.writeStringField("java", Runtime.version().toString());
      out.writeStringField("virtualMachine", System.getProperty("java.vm.name", "unknown"));
      out.writeStringField("kernels", backend.advice());
      if (suite.origin().isPresent()) {
        out.writeStringField("suiteOrigin", suite.origin().get());
      }
      out.writeNumberField("seed", training.spec().seed());
      out.writeNumberField("step", training.step());
      if (parent.isPresent()) {
        out.writeStringField("parentRun", parent.get().id);
        out.writeNumberField("parentStep", parent.get().step);
        out.writeStringField("parentFingerprint", parent.get().fingerprint);
      }
      out.writeStringField("fingerprint", TrainingState.fingerprint(training));
      out.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
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
}
