package org.qmp.rl.replay;

/**
 * The sizes that a learner is made for.
 *
 * @param tasks N: blocks of a task-major batch
 * @param observations O
 * @param actions A
 */
public record Dimensions(int tasks, int observations, int actions) {
  public Dimensions {
    requirePositive("tasks", tasks);
    requirePositive("observations", observations);
    requirePositive("actions", actions);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " = " + value + ", expected at least 1");
    }
  }
}
