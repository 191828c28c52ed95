package org.qmp.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Precision;
import org.qmp.rl.multitask.Method;

/**
 * Fingerprints of short runs: of the small suites in both precisions, of those of the simulator in
 * one. As a program: {@code BitsOfARun steps instructions threads} prints them, one on a line.
 */
final class BitsOfARun {
  private BitsOfARun() {}

  static Map<String, String> of(long steps, Backend backend) throws IOException {
    Map<String, String> bits = new LinkedHashMap<>();
    for (String suite : new String[] {"pendulum", "point"}) {
      for (Precision precision : Precision.values()) {
        bits.put(suite + " " + precision, fingerprint(suite, precision, steps, backend));
      }
    }
    for (String suite : new String[] {"reacher", "walker"}) {
      bits.put(suite + " FLOAT", fingerprint(suite, Precision.FLOAT, steps, backend));
    }
    return bits;
  }

  private static String fingerprint(String suite, Precision precision, long steps, Backend backend)
      throws IOException {
    RunSpec tiny = Runs.tiny(suite, 5, steps, steps);
    RunSpec spec = new RunSpec(suite, Method.SEPARATED, 5, precision, tiny.training(), tiny.sac());
    Path temporary = Files.createTempDirectory("qmp-bits");
    try (Trainer trainer = new Trainer(spec, Runs.suite(suite), backend, temporary)) {
      trainer.run(Runs.SILENT);
      return trainer.fingerprint();
    } finally {
      Runs.delete(temporary);
    }
  }

  public static void main(String[] args) throws IOException {
    Backend backend = new Backend(Instructions.valueOf(args[1]), Integer.parseInt(args[2]));
    of(Long.parseLong(args[0]), backend)
        .forEach((run, fingerprint) -> System.out.println(run + " " + fingerprint));
  }
}
