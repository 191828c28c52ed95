package org.qmp.rl.multitask;

import java.util.Locale;

/** What keeps the tasks' policies close to each other. */
public sealed interface Regularizer {

  /** Nothing. */
  record None() implements Regularizer {}

  /**
   * Divide and conquer (Ghosh et al. 2018, arXiv:1711.09874): {@link DncPenalty} and, now and then,
   * a {@link Distillation}.
   *
   * @param beta factors of the penalty
   * @param period environment steps, of all tasks together, between distillations; 0 is never
   *     ("reg-only")
   * @param steps gradient steps of a distillation, at least 1
   */
  record Dnc(Beta beta, long period, int steps) implements Regularizer {
    public Dnc {
      if (period < 0 || steps < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "divide and conquer with period %d and %d steps, expected at least 0 and 1",
                period,
                steps));
      }
    }
  }
}
