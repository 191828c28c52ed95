package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp.autograd.kernel.Backend;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.Pendulum;

/** What the passport contains, when it is written, and how damage to it is detected. */
final class PassportTest {
  private static final RunSpec SPEC = Runs.tiny("pendulum", 3, 60, 1000);
  private static final Backend PLAIN = Backend.plain();

  @TempDir Path run;

  private String train(TaskSuite suite, Map<String, String> facts) throws IOException {
    try (Trainer trainer = new Trainer(SPEC, suite, PLAIN, run)) {
      trainer.writeToPassport(facts);
      trainer.run(Runs.SILENT);
      return trainer.fingerprint();
    }
  }

  private Path file() {
    return run.resolve("passport.json");
  }

  /** The first update is due in step 52. */
  @Test
  void thePassportHasTheInputsAndResultsOfTheRun() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("host", "a\"b");
    String fingerprint = train(Pendulum.suite().from("swings 1.2"), facts);
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("spec", SPEC.canonical());
    expected.put("version", "development");
    expected.put("java", System.getProperty("java.runtime.version"));
    expected.put("virtualMachine", System.getProperty("java.vm.name"));
    expected.put("host", "a\"b");
    expected.put("seed", "3");
    expected.put("step", "60");
    expected.put("updates", "5");
    expected.put("attempts", "1");
    expected.put("kernels", PLAIN.advice());
    expected.put("suiteOrigin", "swings 1.2");
    expected.put("fingerprint", fingerprint);
    Map<String, String> found = new LinkedHashMap<>(Passport.in(run));
    found.remove(Passport.SEAL);
    assertEquals(expected.toString(), found.toString());
  }

  @Test
  void thePassportHasNoOriginForABuiltInSuite() throws IOException {
    train(Pendulum.suite(), Map.of());
    assertFalse(Passport.in(run).containsKey("suiteOrigin"));
    assertFalse(Passport.in(run).containsKey("parentRun"));
  }

  @Test
  void thePassportOfAFailedRunHasTheReasonAndNoFingerprint() throws IOException {
    Files.write(file(), Passport.ofFailure(SPEC, 17, "no space", Map.of("host", "here")));
    Map<String, String> found = Passport.in(run);
    assertEquals("no space", found.get("failure"));
    assertEquals("17", found.get("step"));
    assertEquals("here", found.get("host"));
    assertFalse(found.containsKey("fingerprint"));
  }

  @Test
  void aMissingOrDamagedPassportIsReadAsEmpty() throws IOException {
    assertEquals(Map.of(), Passport.in(run));
    train(Pendulum.suite(), Map.of());
    String whole = Files.readString(file());
    for (String damaged :
        List.of(
            whole.replace("\"step\" : 60", "\"step\" : 61"),
            whole.replace("\"attempts\"", "\"tempts\""),
            whole.substring(0, whole.length() / 2),
            "",
            "notes of mine")) {
      Files.writeString(file(), damaged);
      assertEquals(Map.of(), Passport.in(run), damaged);
    }
    Files.writeString(file(), whole);
    assertEquals("60", Passport.in(run).get("step"));
    String unsealed = whole.replaceFirst(",\\s*\"sha256\" : \"[0-9a-f]+\"", "");
    assertTrue(unsealed.length() < whole.length());
    Files.writeString(file(), unsealed);
    assertEquals("60", Passport.in(run).get("step"), "as earlier versions wrote it");
  }

  /** Reopening a finished run trains nothing, so its passport stays; but the run must have one. */
  @Test
  void aFinishedRunKeepsItsPassportUnlessMissingOrDamaged() throws IOException {
    String fingerprint = train(Pendulum.suite(), Map.of("host", "first"));
    String whole = Files.readString(file());
    assertEquals(fingerprint, train(Pendulum.suite(), Map.of("host", "second")));
    assertEquals(whole, Files.readString(file()));
    Files.delete(file());
    train(Pendulum.suite(), Map.of("host", "third"));
    assertEquals("third", Passport.in(run).get("host"));
    assertEquals("3", Passport.in(run).get("attempts"));
    assertEquals(fingerprint, Passport.in(run).get("fingerprint"));
    Files.writeString(file(), Files.readString(file()).replace("\"seed\" : 3", "\"seed\" : 4"));
    train(Pendulum.suite(), Map.of("host", "fourth"));
    assertEquals("fourth", Passport.in(run).get("host"));
  }
}
