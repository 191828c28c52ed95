package org.qmp.app;

import org.qmp.rl.Trainer;

/** Tells now and then how far a run is. */
final class Progress implements Trainer.Listener, AutoCloseable {
  private static final double ON_TERMINAL = 0.25;
  private static final double ELSEWHERE = 10;

  private final ProgressLine line;
  private final long began = System.nanoTime();
  private final long firstStep;
  private final long firstUpdates;
  private final double every;
  private double nextAt;

  Progress(Console console, Trainer trainer) {
    this.line = new ProgressLine(console);
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
      line.show(text(trainer, now));
    }
  }

  private String text(Trainer trainer, double now) {
    long steps = trainer.spec().training().steps();
    long done = trainer.step() - firstStep;
    double recent = trainer.recentReturn();
    return Format.text(
        "step %s of %s (%d %%)   return %s   %s updates/s   %s left",
        Format.count(trainer.step()),
        Format.count(steps),
        100 * trainer.step() / steps,
        Double.isNaN(recent) ? "–" : Format.number(recent),
        Format.count(Math.round((trainer.updates() - firstUpdates) * trainer.learners() / now)),
        Format.time(now * (steps - trainer.step()) / Math.max(1, done)));
  }

  @Override
  public void close() {
    line.close();
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
