package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Precision;

/**
 * Fingerprints of short runs: of the small suites in both precisions, of the physics simulator's
 * suites in float only. As a program, {@code BitsOfARun steps evaluateEvery instructions,…} prints
 * one per line.
 */
final class BitsOfARun {
  private BitsOfARun() {}

  static Map<String, String> of(long steps, long evaluateEvery, Backend backend)
      throws IOException {
    Map<String, String> bits = new LinkedHashMap<>();
    for (String suite : new String[] {"pendulum", "point"}) {
      for (Precision precision : Precision.values()) {
        bits.put(
            suite + " " + precision, fingerprint(suite, precision, steps, evaluateEvery, backend));
      }
    }
    for (String suite : new String[] {"reacher", "walker"}) {
      bits.put(
          suite + " FLOAT", fingerprint(suite, Precision.FLOAT, steps, evaluateEvery, backend));
    }
    return bits;
  }

  private static String fingerprint(
      String suite, Precision precision, long steps, long evaluateEvery, Backend backend)
      throws IOException {
    RunSpec spec =
        Runs.tiny(suite, 5, steps, steps)
            .with(
                c -> {
                  c.precision = precision;
                  c.training = c.training.with(t -> t.evaluateEvery = evaluateEvery);
                });
    Path temporary = Files.createTempDirectory("qmp-bits");
    try (Trainer trainer = new Trainer(spec, Runs.suite(suite), backend, temporary)) {
      trainer.run(Runs.SILENT);
      return trainer.fingerprint();
    } finally {
      Runs.delete(temporary);
    }
  }

  public static void main(String[] args) throws IOException {
    for (String instructions : args[2].split(",", -1)) {
      Backend backend = new Backend(Instructions.valueOf(instructions), 1);
      of(Long.parseLong(args[0]), Long.parseLong(args[1]), backend)
          .forEach((run, fingerprint) -> System.out.println(run + " " + fingerprint));
    }
  }
}
