package org.qmp.rl.behavior;

import java.util.List;
import org.qmp.nn.Require;

/** Which policy acts while a task collects: a value, part of a run's specification. */
public sealed interface Behavior permits Behavior.Own, Behavior.Shares, QSwitch {

  /** Steps for which a chosen policy keeps acting, unless the episode ends, at least 1. */
  int persistence();

  /** The task's own policy: no behaviour is shared. */
  record Own() implements Behavior {
    @Override
    public int persistence() {
      return 1;
    }
  }

  /** A policy drawn by chance, whatever the critics say. */
  sealed interface Shares extends Behavior {}

  /** Every policy is as likely: the ablation QMP-Uniform. */
  record Uniform(int persistence) implements Shares {
    public Uniform {
      Require.atLeastOne("persistence", persistence);
    }
  }

  /** The shares that the suite brings along: the ablation QMP-Domain. */
  record Domain(int persistence) implements Shares {
    public Domain {
      Require.atLeastOne("persistence", persistence);
    }
  }

  /**
   * Shares given by the user.
   *
   * @param rows one for each task: the probability of each policy, learned ones in the order of the
   *     tasks and then the suite's guides
   */
  record Fixed(List<List<Double>> rows, int persistence) implements Shares {
    public Fixed {
      rows = rows.stream().map(List::copyOf).toList();
      Require.atLeastOne("persistence", persistence);
    }
  }
}
