package org.qmp.rl.multitask;

import org.qmp.env.Relabeling;

/** Whether a task learns from what others have seen. */
public sealed interface DataSharing {

  /** From its own transitions alone. */
  record None() implements DataSharing {}

  /** From others' too, some of them. */
  sealed interface Foreign extends DataSharing {
    /**
     * A foreign transition is used if the task's Q₁ likes it better than this share of a batch of
     * the task's own, in [0, 1]; 0 uses all.
     */
    double quantile();

    /**
     * What a transition of another task is taken to have paid.
     *
     * @param known of the suite
     * @param task the task that learns
     * @param obs s as it is stored; the arrays are reused, not to be kept or changed
     * @param action a
     * @param nextObs s′
     */
    double label(Relabeling known, int task, double[] obs, double[] action, double[] nextObs);
  }

  /** With the least reward as their label (Yu et al. 2022, arXiv:2202.01741). */
  record Uds(double quantile) implements Foreign {
    public Uds {
      require(quantile);
    }

    @Override
    public double label(
        Relabeling known, int task, double[] obs, double[] action, double[] nextObs) {
      return known.leastReward();
    }
  }

  /** With the task's true reward, where the suite knows it (Yu et al. 2021, arXiv:2109.08128). */
  record Cds(double quantile) implements Foreign {
    public Cds {
      require(quantile);
    }

    @Override
    public double label(
        Relabeling known, int task, double[] obs, double[] action, double[] nextObs) {
      return known.reward(task, obs, action, nextObs);
    }
  }

  private static void require(double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException("quantile = " + quantile + ", expected one in [0, 1]");
    }
  }
}
