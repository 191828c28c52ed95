package org.qmp.rl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.qmp.autograd.kernel.Backend;

/**
 * A run in a separate process, to be killed. {@code KilledRun directory suite seed steps saveEvery
 * last} prints every step it has made, and the fingerprint at the end. At step {@code last} it
 * waits to be killed, so that it cannot finish first; it exits if the killing process ends.
 */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) throws IOException {
    long seed = Long.parseLong(args[2]);
    long last = Long.parseLong(args[5]);
    RunSpec spec = Runs.tiny(args[1], seed, Long.parseLong(args[3]), Long.parseLong(args[4]));
    try (Trainer trainer =
        new Trainer(spec, Runs.suite(args[1]), Backend.best(), Path.of(args[0]))) {
      trainer.warnings().forEach(warning -> System.out.println("warning " + warning));
      System.out.println("from " + trainer.step());
      trainer.run(
          new Agent.Listener() {
            @Override
            public void onRound(Agent running) {
              System.out.println("step " + running.step());
              if (running.step() >= last) {
                awaitDeath();
              }
            }
          });
      System.out.println("fingerprint " + trainer.fingerprint());
    }
  }

  private static void awaitDeath() {
    try {
      System.exit(System.in.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
