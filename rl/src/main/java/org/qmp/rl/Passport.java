package org.qmp.rl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.nn.Fingerprint;
import org.qmp.rl.store.Checkpoint;
import org.qmp.rl.store.RunDirectory;

/**
 * {@code passport.json}: how a run ended, what is needed to repeat it, and how to check that the
 * result is the same. {@code spec} and {@code step} are always there, {@code fingerprint} unless
 * the run failed, {@code failure} if it did.
 */
public final class Passport {
  /** The name of the SHA-256 over all other names and values. */
  public static final String SEAL = "sha256";

  private static final String MAVEN = "/META-INF/maven/org.qmp/qmp-rl/pom.properties";
  private static final String PARENT = "run/parent";
  private static final String ORIGIN = "run/suite-origin";

  /** Records the provider of the suite. */
  static void saveOrigin(TaskSuite suite, Checkpoint into) {
    suite.origin().ifPresent(o -> into.putBytes(ORIGIN, o.getBytes(StandardCharsets.UTF_8)));
  }

  /** The provider of a run's suite, name and version; empty for a built-in suite. */
  static Optional<String> origin(Checkpoint from) throws IOException {
    return from.names().contains(ORIGIN)
        ? Optional.of(new String(from.bytes(ORIGIN), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private Passport() {}

  /**
   * Records the run that this one prolongs.
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

  /**
   * The passport of a run that has ended or was stopped.
   *
   * @param attempts how many processes have written to the run
   * @param facts more names and values
   */
  static byte[] of(
      Training training,
      TaskSuite suite,
      Backend backend,
      Optional<Parent> parent,
      long attempts,
      Map<String, String> facts)
      throws IOException {
    Map<String, Object> values = start(training.spec(), training.step(), facts);
    values.put("updates", training.updates());
    values.put("attempts", attempts);
    values.put("kernels", backend.advice());
    suite.origin().ifPresent(origin -> values.put("suiteOrigin", origin));
    parent.ifPresent(
        p -> {
          values.put("parentRun", p.id);
          values.put("parentStep", p.step);
          values.put("parentFingerprint", p.fingerprint);
        });
    values.put("fingerprint", TrainingState.fingerprint(training));
    return json(values);
  }

  /**
   * The passport of a run that has failed.
   *
   * @param step at which it failed
   * @param failure what went wrong
   * @param facts more names and values
   */
  public static byte[] ofFailure(RunSpec spec, long step, String failure, Map<String, String> facts)
      throws IOException {
    Map<String, Object> values = start(spec, step, facts);
    values.put("failure", failure);
    return json(values);
  }

  private static Map<String, Object> start(RunSpec spec, long step, Map<String, String> facts)
      throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("spec", spec.canonical());
    values.put("version", version());
    values.put("java", System.getProperty("java.runtime.version", "unknown"));
    values.put("virtualMachine", System.getProperty("java.vm.name", "unknown"));
    values.putAll(facts);
    values.put("seed", spec.seed());
    values.put("step", step);
    return values;
  }

  private static byte[] json(Map<String, Object> values) throws IOException {
    values.put(SEAL, seal(values));
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      out.writeStartObject();
      for (Map.Entry<String, Object> value : values.entrySet()) {
        if (value.getValue() instanceof Long number) {
          out.writeNumberField(value.getKey(), number);
        } else {
          out.writeStringField(value.getKey(), value.getValue().toString());
        }
      }
      out.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String seal(Map<String, ?> values) {
    Fingerprint all = new Fingerprint();
    values.forEach((name, value) -> all.add(name + "=" + value + "\n"));
    return all.hex();
  }

  /**
   * Names and values of the passport in a run's directory; none if there is no file, or it is
   * damaged. What earlier versions wrote has no {@link #SEAL}.
   */
  public static Map<String, String> in(Path run) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    Path file = run.resolve(RunDirectory.PASSPORT);
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          values.put(name, json.getText());
        }
      }
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Map.of();
    }
    Map<String, String> sealed = new LinkedHashMap<>(values);
    String seal = sealed.remove(SEAL);
    return seal == null || seal.equals(seal(sealed)) ? values : Map.of();
  }

  /** From the jar's manifest, or from Maven's file in it, since a module has no manifest. */
  private static String version() throws IOException {
    @Nullable String version = Passport.class.getPackage().getImplementationVersion();
    if (version != null) {
      return version;
    }
    Properties maven = new Properties();
    try (@Nullable InputStream in = Passport.class.getResourceAsStream(MAVEN)) {
      if (in != null) {
        maven.load(in);
      }
    }
    return maven.getProperty("version", "development");
  }
}
