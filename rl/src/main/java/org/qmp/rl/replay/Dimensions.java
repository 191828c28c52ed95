package org.qmp.rl.replay;

import org.qmp.nn.Require;

/**
 * The sizes of a learner, each at least 1.
 *
 * @param tasks N: blocks of a task-major batch
 * @param observations O
 * @param actions A
 */
public record Dimensions(int tasks, int observations, int actions) {
  public Dimensions {
    Require.atLeastOne("tasks", tasks);
    Require.atLeastOne("observations", observations);
    Require.atLeastOne("actions", actions);
  }
}
