package org.qmp.rl.behavior;

import org.qmp.autograd.Tape;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;

/** Each task's own critic on candidate actions at the task's observation. */
final class Scores {
  private final int candidates;
  private final Mat actions;
  private final Tape tape;

  /**
   * Records the critics.
   *
   * @param observations N×O, as they are at each {@link #score()}
   * @param candidates C: how many actions of each task are scored at a time
   */
  Scores(
      Kernels k, Cast cast, QSwitch.CriticChoice judge, Mat observations, int candidates, int dimensions) {
    this.candidates = candidates;
    this.actions = k.precision().zeros(observations.rows() * candidates, dimensions);
    this.tape =
        Tape.record(
            k,
            t ->
                cast.ownCritics(
                    judge,
                    t.input("observations", observations)
                        .repeatRows(candidates)
                        .beside(t.input("actions", actions))));
  }

  /** Row i·C + c is candidate c of task i. */
  Mat actions() {
    return actions;
  }

  void score() {
    tape.forward();
  }

  double of(int task, int candidate) {
    return tape.result().value().get(task * candidates + candidate, 0);
  }
}
