package org.qmp.rl.multitask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.nn.Xoshiro256;

/**
 * The tasks of one learner: one of the run's tasks, or all of them.
 *
 * @param names in the order of the blocks of the learner's batch
 * @param first number of the first one among the run's tasks, and so of its replay buffer
 */
record LearnerTasks(List<String> names, int first) {

  /** A learner of one task. */
  static LearnerTasks one(List<String> all, int task) {
    return new LearnerTasks(all.subList(task, task + 1), task);
  }

  /** A joint learner of all tasks. */
  static LearnerTasks all(List<String> all) {
    return new LearnerTasks(all, 0);
  }

  int count() {
    return names.size();
  }

  /** A generator for each task in order, named after what it is for and the task. */
  Map<String, Xoshiro256> streams(long seed, String purpose) {
    Map<String, Xoshiro256> streams = new LinkedHashMap<>();
    for (String task : names) {
      streams.put(purpose + task, Xoshiro256.named(seed, purpose + task));
    }
    return streams;
  }
}
