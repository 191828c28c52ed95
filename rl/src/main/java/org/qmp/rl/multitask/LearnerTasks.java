package org.qmp.rl.multitask;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntLists;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.ReplayBuffer;

/**
 * Which of a run's tasks one learner serves.
 *
 * @param tasks the names of all tasks of the run, in the order of their replay buffers
 * @param served the numbers of the learner's tasks, in the order of the blocks of its batch
 */
public record LearnerTasks(List<String> tasks, IntList served) {
  public LearnerTasks {
    tasks = List.copyOf(tasks);
    served = IntLists.unmodifiable(new IntArrayList(served));
    for (int i = 0; i < served.size(); i++) {
      int task = served.getInt(i);
      if (task < 0 || task >= tasks.size()) {
        throw new IllegalArgumentException("task " + task + " is none of the " + tasks.size());
      }
    }
    if (served.isEmpty() || served.intStream().distinct().count() < served.size()) {
      throw new IllegalArgumentException(
          "tasks " + served + ", expected at least one and none of them twice");
    }
  }

  /** A learner of one task. */
  public static LearnerTasks one(List<String> tasks, int task) {
    return new LearnerTasks(tasks, IntList.of(task));
  }

  /** A joint learner of all tasks. */
  public static LearnerTasks all(List<String> tasks) {
    return new LearnerTasks(tasks, IntArrayList.toList(IntStream.range(0, tasks.size())));
  }

  void requireBuffers(List<ReplayBuffer> replays) {
    if (replays.size() != tasks.size()) {
      throw new IllegalArgumentException(
          replays.size() + " replay buffers, expected one for each of " + tasks.size() + " tasks");
    }
  }

  /** A task's name, by block. */
  String name(int block) {
    return tasks.get(served.getInt(block));
  }

  /** Numbers of the tasks, by block. */
  int[] blocks() {
    return served.toIntArray();
  }

  /** A generator for each block, named after what it is for and the task. */
  Xoshiro256[] streams(long seed, String purpose) {
    Xoshiro256[] streams = new Xoshiro256[served.size()];
    Arrays.setAll(streams, block -> Xoshiro256.named(seed, purpose + name(block)));
    return streams;
  }

  /** The same by name. */
  Map<String, Xoshiro256> byName(String purpose, Xoshiro256[] streams) {
    Map<String, Xoshiro256> byName = new LinkedHashMap<>();
    for (int block = 0; block < streams.length; block++) {
      byName.put(purpose + name(block), streams[block]);
    }
    return byName;
  }
}
