package org.qmp.cli.run;

import org.qmp.rl.Agent;
import org.qmp.rl.Trainer;
import org.qmp.rl.TrainingConfig;

/** Shows how far a run is. */
public final class Progress implements RunExecutor.Watcher, AutoCloseable {
  private final ProgressLine line;
  private final Pace work = new Pace();
  private final Pace updates = new Pace();

  private final Runnable header;

  /**
   * Nothing is printed if {@code quiet}.
   *
   * @param header prints what comes before the first line
   */
  public Progress(Console console, boolean quiet, Runnable header) {
    line = new ProgressLine(console, quiet);
    this.header = header;
  }

  @Override
  public void onOpen(Trainer trainer) {
    header.run();
    note(trainer.agent(), line.seconds());
  }

  private void note(Agent agent, double now) {
    work.note(now, (double) Pace.work(agent.spec().training(), agent.step()));
    updates.note(now, agent.updates() * (double) agent.learners());
  }

  @Override
  public void onRound(Agent agent) {
    if (line.due()) {
      note(agent, line.seconds());
      line.show(text(agent));
    }
  }

  private String text(Agent agent) {
    TrainingConfig training = agent.spec().training();
    long steps = training.steps();
    double recent = agent.recentReturn();
    return Format.text(
        "step %s of %s (%d %%)  %s  return %s  %s updates/s",
        Format.count(agent.step()),
        Format.count(steps),
        100 * agent.step() / steps,
        work.left((double) Pace.work(training, steps) - Pace.work(training, agent.step())),
        Double.isNaN(recent) ? "–" : Format.number(recent),
        Format.count(Math.round(updates.perSecond())));
  }

  /** Since the beginning. */
  public double seconds() {
    return line.seconds();
  }

  @Override
  public void close() {
    line.close();
  }
}
