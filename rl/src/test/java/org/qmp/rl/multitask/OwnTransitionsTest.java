package org.qmp.rl.multitask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.OwnTransitions.LearnerTasks;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;

final class OwnTransitionsTest {
  private static final Dimensions PAIR = new Dimensions(2, 1, 1);
  private static final List<String> NAMES = List.of("left", "right", "up");
  private static final List<ReplayBuffer> REPLAYS =
      List.of(
          Small.counting(PAIR, 10, 0),
          Small.counting(PAIR, 10, 100),
          Small.counting(PAIR, 10, 200));

  @Test
  void eachBlockComesFromItsTasksBufferAndStream() {
    Batch batch = Batch.zeros(Precision.FLOAT, PAIR, 4);
    OwnTransitions sampling =
        new OwnTransitions(batch, 4, new LearnerTasks(List.of("right", "up"), 1), 5);
    assertEquals(List.of("replay/right", "replay/up"), List.copyOf(sampling.streams().keySet()));
    Xoshiro256 right = Xoshiro256.named(5, "replay/right");
    Xoshiro256 up = Xoshiro256.named(5, "replay/up");
    for (int round = 0; round < 3; round++) {
      sampling.fill(REPLAYS);
      for (int row = 0; row < 8; row++) {
        double expected = row < 4 ? 100 + right.nextInt(10) : 200 + up.nextInt(10);
        assertEquals(expected, batch.obs().get(row, 0));
        assertEquals(expected, batch.reward().get(row, 0));
        assertEquals(expected % 2 == 1 ? 0 : 1, batch.continues().get(row, 0));
        assertEquals(0.125, batch.weight().get(row, 0));
      }
    }
  }

  @Test
  void otherTasksDoNotShiftATasksRows() {
    Batch both = Batch.zeros(Precision.DOUBLE, PAIR, 4);
    Batch one = Batch.zeros(Precision.DOUBLE, new Dimensions(1, 1, 1), 4);
    OwnTransitions joint = new OwnTransitions(both, 4, new LearnerTasks(NAMES.subList(0, 2), 0), 5);
    OwnTransitions separate = new OwnTransitions(one, 4, LearnerTasks.one(NAMES, 1), 5);
    for (int round = 0; round < 3; round++) {
      joint.fill(REPLAYS);
      separate.fill(REPLAYS);
      for (int row = 0; row < 4; row++) {
        assertEquals(one.obs().get(row, 0), both.obs().get(4 + row, 0));
      }
    }
  }
}
