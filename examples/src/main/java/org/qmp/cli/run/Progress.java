package org.qmp.cli.run;

import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;

/** Shows how far a run is. */
final class Progress implements Trainer.Listener, AutoCloseable {
  private final ProgressLine line;
  private final Pace work = new Pace();
  private final Pace updates = new Pace();

  Progress(Console console, boolean quiet, Trainer trainer) {
    line = new ProgressLine(console, quiet);
    note(trainer, 0);
  }

  private void note(Trainer trainer, double now) {
    work.note(now, (double) Pace.work(trainer.spec().training(), trainer.step()));
    updates.note(now, trainer.updates() * (double) trainer.learners());
  }

  @Override
  public void onRound(Trainer trainer) {
    if (line.due()) {
      note(trainer, line.seconds());
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

  double seconds() {
    return line.seconds();
  }

  @Override
  public void close() {
    line.close();
  }
}
