package org.qmp.rl.multitask;

import org.qmp.rl.sac.Wiring;

/** What the tasks' networks have in common. */
public enum Networks {
  /** Nothing: a learner for each task. */
  SEPARATE {
    @Override
    Wiring wiring(int tasks) {
      return Wiring.heads(1);
    }
  },
  /** The trunk; each task has a head of its own. */
  MULTI_HEAD {
    @Override
    Wiring wiring(int tasks) {
      return Wiring.heads(tasks);
    }
  },
  /** Everything; the task's code is part of the input. */
  SHARED_WITH_ID {
    @Override
    Wiring wiring(int tasks) {
      return Wiring.sharedWithId(tasks);
    }
  },
  /** Everything, the temperature too, and the tasks are not told apart. */
  SHARED {
    @Override
    Wiring wiring(int tasks) {
      return Wiring.shared();
    }
  };

  /** Of one learner. */
  abstract Wiring wiring(int tasks);
}
