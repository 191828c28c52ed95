package org.qmp.rl.multitask;

import java.util.List;
import java.util.stream.IntStream;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Which of a run's tasks one learner serves.
 *
 * @param tasks the names of all tasks of the run, in the order of their replay buffers
 * @param served the numbers of the learner's tasks, in the order of the blocks of its batch
 */
public record Roster(List<String> tasks, List<Integer> served) {
  public Roster {
    tasks = List.copyOf(tasks);
    served = List.copyOf(served);
    for (int task : served) {
      if (task < 0 || task >= tasks.size()) {
        throw new IllegalArgumentException("task " + task + " is none of the " + tasks.size());
      }
    }
    if (served.isEmpty() || served.stream().distinct().count() < served.size()) {
      throw new IllegalArgumentException(
          "tasks " + served + ", expected at least one and none of them twice");
    }
  }

  /** A learner of one task. */
  public static Roster one(List<String> tasks, int task) {
    return new Roster(tasks, List.of(task));
  }

  /** A joint learner of all tasks. */
  public static Roster all(List<String> tasks) {
    return new Roster(tasks, IntStream.range(0, tasks.size()).boxed().toList());
  }

  void requireBuffers(List<ReplayBuffer> replays) {
    if (replays.size() != tasks.size()) {
      throw new IllegalArgumentException(
          replays.size() + " replay buffers, expected one for each of " + tasks.size() + " tasks");
    }
  }

  /** A task's name, by block. */
  String name(int block) {
    return tasks.get(served.get(block));
  }

  int[] blocks() {
    return served.stream().mapToInt(Integer::intValue).toArray();
  }
}
