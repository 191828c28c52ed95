package org.qmp.rl.multitask;

import java.util.List;
import java.util.Optional;
import org.qmp.env.Relabeling;
import org.qmp.rl.replay.Dimensions;

/**
 * What learners need to know about the tasks.
 *
 * @param tasks names, in order
 * @param sizes of all tasks together
 * @param relabeling what is known about rewards, with actions in [−1, 1]
 */
public record TaskSet(List<String> tasks, Dimensions sizes, Optional<Relabeling> relabeling) {
  public TaskSet {
    tasks = List.copyOf(tasks);
    if (tasks.size() != sizes.tasks()) {
      throw new IllegalArgumentException(tasks + " are not " + sizes.tasks() + " tasks");
    }
  }

  /** Sizes of one task. */
  Dimensions alone() {
    return new Dimensions(1, sizes.observations(), sizes.actions());
  }
}
