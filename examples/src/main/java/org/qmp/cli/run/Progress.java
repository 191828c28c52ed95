package org.qmp.cli.run;

import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;

/** Tells now and then how far a run is. */
final class Progress implements Trainer.Listener, AutoCloseable {
  private static final double ON_TERMINAL = 0.25;
  private static final double ELSEWHERE = 10;

  private final ProgressLine line;
  private final long began = System.nanoTime();
  private final Pace work = new Pace();
  private final Pace updates = new Pace();
  private final double every;
  private double nextAt;

  Progress(Console console, Trainer trainer) {
    this.line = new ProgressLine(console);
    this.every = console.terminal() ? ON_TERMINAL : ELSEWHERE;
    this.nextAt = every;
    note(trainer, 0);
  }

  private void note(Trainer trainer, double now) {
    work.note(now, (double) Pace.work(trainer.spec().training(), trainer.step()));
    updates.note(now, trainer.updates() * (double) trainer.learners());
  }

  @Override
  public void onRound(Trainer trainer) {
    double now = seconds();
    if (now >= nextAt) {
      nextAt = now + every;
      note(trainer, now);
      line.show(text(trainer));
    }
  }

  private String text(Trainer trainer) {
    TrainingConfig training = trainer.spec().training();
    long steps = training.steps();
    double recent = trainer.recentReturn();
    return Format.text(
        "step %s of %s (%d %%)  %s  return %s  %s updates/s",
        Format.count(trainer.step()),
        Format.count(steps),
        100 * trainer.step() / steps,
        work.left((double) Pace.work(training, steps) - Pace.work(training, trainer.step())),
        Double.isNaN(recent) ? "–" : Format.number(recent),
        Format.count(Math.round(updates.perSecond())));
  }

  @Override
  public void close() {
    line.close();
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
