package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.qmp.rl.replay.ReplayBuffer;

/** How new transitions are stored in files, and what a save costs. */
final class CheckpointSegmentsTest {
  /** Both have the same buffer, numbers and length; only the checkpoint tells them apart. */
  @Test
  void segmentOfAnotherRunIsRefusedAndNamed() throws IOException {
    MemoryDisk[] disks = {new MemoryDisk(), new MemoryDisk()};
    for (int seed = 0; seed < 2; seed++) {
      ReplayBuffer buffer = new ReplayBuffer(2, 1, 5);
      CheckpointStore store = new CheckpointStore(disks[seed], "s", Map.of("a", buffer));
      for (int i = 0; i < 3; i++) {
        double[] obs = {i + 10 * seed, i};
        buffer.add(obs, new double[1], i, obs, false, 0);
      }
      store.save(new Checkpoint("s", 1));
    }
    for (int seed = 0; seed < 2; seed++) {
      SortedMap<String, byte[]> mixed = disks[seed].files();
      byte[] others = disks[1 - seed].files().get("seg-0.safetensors");
      assertEquals(others.length, mixed.put("seg-0.safetensors", others).length);
      ReplayBuffer buffer = new ReplayBuffer(2, 1, 5);
      String message =
          assertThrows(
                  NoUsableCheckpointException.class,
                  () -> new CheckpointStore(MemoryDisk.of(mixed), "s", Map.of("a", buffer)))
              .getMessage();
      assertEquals(
          "memory has no checkpoint that can be used: ckpt-1.safetensors: seg-0.safetensors is"
              + " intact but not the file that this checkpoint needs",
          message);
      assertEquals(0, buffer.size());
    }
  }

  @Test
  void aSaveWritesOnlyNewTransitions() throws IOException {
    ReplayBuffer buffer = new ReplayBuffer(10, 2, 4000);
    Map<String, ReplayBuffer> buffers = new LinkedHashMap<>(Map.of("a", buffer));
    MemoryDisk disk = new MemoryDisk();
    CheckpointStore store = new CheckpointStore(disk, "s", buffers);
    for (int save = 1; save <= 100; save++) {
      for (int i = 0; i < 50; i++) {
        buffer.add(new double[10], new double[2], i, new double[10], false, 0);
      }
      long before = disk.written();
      store.save(new Checkpoint("s", save));
      long cost = disk.written() - before;
      long news = 50L * buffer.savedLength() * Float.BYTES;
      long lists = 800 + 35L * save; // headers, and a list of all segments
      assertTrue(cost > news && cost < news + lists, cost + " bytes in save " + save);
    }
    long before = disk.written();
    store.save(new Checkpoint("s", 101));
    assertTrue(disk.written() - before < 4000, "nothing was new");
    assertTrue(disk.list().size() < 4000 / 50 + 5, disk.list().toString());
  }

  @Test
  void manyNewTransitionsAreDividedIntoFiles() throws IOException {
    ReplayBuffer buffer = new ReplayBuffer(1000, 1, 3000);
    MemoryDisk disk = new MemoryDisk();
    CheckpointStore store = new CheckpointStore(disk, "s", Map.of("a", buffer));
    double[] obs = new double[1000];
    for (int i = 0; i < 3500; i++) {
      obs[i % 1000] = i;
      buffer.add(obs, new double[1], i, obs, false, 0);
    }
    store.save(new Checkpoint("s", 1));
    assertThrows(
        IllegalArgumentException.class, () -> new CheckpointStore(disk, "s", Map.of("a", buffer)));
    for (String file : disk.list()) {
      assertTrue(disk.read(file).length <= (8 << 20) + 400, file);
    }
    ReplayBuffer again = new ReplayBuffer(1000, 1, 3000);
    new CheckpointStore(disk, "s", Map.of("a", again));
    assertEquals(3500, again.added());
    assertEquals(500, TransitionText.reward(again, 0));
    assertEquals(3499, TransitionText.reward(again, 2999));
  }
}
