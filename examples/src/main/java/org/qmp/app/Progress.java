package org.qmp.app;

import org.qmp.rl.Trainer;

/** The line that tells how far a run is: written over on a terminal, now and then elsewhere. */
final class Progress implements Trainer.Listener, AutoCloseable {
  private static final double ON_TERMINAL = 0.25;
  private static final double ELSEWHERE = 10;

  private final Console console;
  private final int tasks;
  private final long began = System.nanoTime();
  private final long firstStep;
  private final long firstUpdates;
  private final double every;
  private double nextAt;
  private int width;

  Progress(Console console, Trainer trainer, int tasks) {
    this.console = console;
    this.tasks = tasks;
    this.firstStep = trainer.step();
    this.firstUpdates = trainer.updates();
    this.every = console.terminal() ? ON_TERMINAL : ELSEWHERE;
    this.nextAt = every;
  }

  @Override
  public void onRound(Trainer trainer) {
    double now = seconds();
    if (now >= nextAt) {
      nextAt = now + every;
      show(line(trainer, now));
    }
  }

  private String line(Trainer trainer, double now) {
    long steps = trainer.spec().training().steps();
    long done = trainer.step() - firstStep;
    return Format.text(
        "step %s of %s (%d %%)   return %s   %s updates/s   %s left",
        Format.count(trainer.step()),
        Format.count(steps),
        100 * trainer.step() / steps,
        Format.number(trainer.recentReturn()),
        Format.count(Math.round((trainer.updates() - firstUpdates) * tasks / now)),
        Format.time(now * (steps - trainer.step()) / Math.max(1, done)));
  }

  private void show(String line) {
    if (console.terminal()) {
      console.out().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      console.out().flush();
      width = line.length();
    } else {
      console.out().println(line);
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (width > 0) {
      console.out().print("\r" + " ".repeat(width) + "\r");
      console.out().flush();
    }
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
