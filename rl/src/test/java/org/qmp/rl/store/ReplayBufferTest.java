package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.qmp.autograd.NonFiniteException;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.ShapeException;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.ReplayBuffer;

class ReplayBufferTest {
  private static ReplayBuffer buffer(int capacity) {
    return new ReplayBuffer(TransitionText.OBS, TransitionText.ACTION, capacity);
  }

  @Property(tries = 200)
  void holdsTheLatestTransitionsOldestFirst(
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(max = 130) int count,
      @ForAll Precision precision) {
    ReplayBuffer buffer = buffer(capacity);
    List<String> model = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      model.add(TransitionText.add(buffer, i));
    }
    List<String> kept = model.subList(Math.max(0, count - capacity), count);
    assertEquals(count, buffer.added());
    assertEquals(kept.size(), buffer.size());
    for (int i = 0; i < kept.size(); i++) {
      assertEquals(kept.get(i), TransitionText.read(buffer, i, precision));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> buffer.actingPolicy(buffer.size()));
    assertThrows(IndexOutOfBoundsException.class, () -> buffer.actingPolicy(-1));
  }

  @Test
  void transitionsAtChunkBoundariesAreRight() {
    ReplayBuffer buffer = buffer(10_000);
    List<String> model = new ArrayList<>();
    for (int i = 0; i < 14_321; i++) {
      model.add(TransitionText.add(buffer, i));
    }
    for (int index : new int[] {0, 4095, 4096, 5678, 5679, 8191, 8192, 9999}) {
      assertEquals(
          model.get(4321 + index), TransitionText.read(buffer, index, Precision.FLOAT), "" + index);
    }
  }

  @Property(tries = 100)
  void samplingReadsTransitionsAtDrawnIndices(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count, @ForAll Precision p) {
    ReplayBuffer buffer = buffer(20);
    for (int i = 0; i < count; i++) {
      TransitionText.add(buffer, i);
    }
    Mat[] batch = TransitionText.batch(p, 9);
    TransitionText.sample(buffer, Xoshiro256.named(seed, "s"), batch, 2, 5);
    Xoshiro256 rng = Xoshiro256.named(seed, "s");
    Mat[] expected = TransitionText.batch(p, 9);
    for (int row = 2; row < 7; row++) {
      int index = rng.nextInt(buffer.size());
      buffer.read(index, TransitionText.batch(expected), row);
    }
    for (int row = 0; row < 9; row++) { // other rows do not change
      assertEquals(TransitionText.row(expected, row), TransitionText.row(batch, row));
    }
  }

  /** χ² with 49 degrees of freedom exceeds 85.4 once in a thousand seeds. */
  @Test
  void samplingIsUniform() {
    ReplayBuffer buffer = new ReplayBuffer(1, 1, 50);
    for (int i = 0; i < 73; i++) {
      buffer.add(new double[1], new double[1], i, new double[1], false, 0);
    }
    int draws = 100_000;
    Mat reward = Precision.DOUBLE.zeros(draws, 1);
    Mat rest = Precision.FLOAT.zeros(draws, 1);
    buffer.sample(
        Xoshiro256.named(3, "uniform"),
        TransitionText.batch(rest, rest, reward, rest, rest),
        0,
        draws);
    int[] counts = new int[50];
    for (int i = 0; i < draws; i++) {
      counts[(int) reward.get(i, 0) - 23]++;
    }
    double chi2 = 0;
    for (int count : counts) {
      chi2 += Math.pow(count - draws / 50.0, 2) / (draws / 50.0);
    }
    assertTrue(chi2 < 85.4, "χ² = " + chi2);
  }

  @Test
  void terminationStopsTheBootstrapAndTruncationDoesNot() {
    ReplayBuffer buffer = new ReplayBuffer(1, 1, 4);
    buffer.add(new double[1], new double[1], 0, new double[1], true, 0);
    buffer.add(new double[1], new double[1], 0, new double[1], false, 0);
    Mat column = Precision.FLOAT.zeros(2, 1);
    Mat continues = Precision.DOUBLE.zeros(2, 1);
    buffer.read(0, TransitionText.batch(column, column, column, column, continues), 0);
    buffer.read(1, TransitionText.batch(column, column, column, column, continues), 1);
    assertArrayEquals(new double[][] {{0}, {1}}, continues.toRows());
  }

  @Test
  void aWindowOfALargerMatrixIsFilledInPlace() {
    ReplayBuffer buffer = new ReplayBuffer(1, 1, 4);
    buffer.add(new double[] {5}, new double[] {6}, 7, new double[] {8}, false, 0);
    Mat whole = Precision.FLOAT.zeros(6, 1);
    Mat rest = Precision.FLOAT.zeros(3, 1);
    buffer.sample(
        Xoshiro256.named(1, "w"),
        TransitionText.batch(rest, rest, whole.rowRange(2, 5), rest, rest),
        1,
        2);
    assertArrayEquals(new double[][] {{0}, {0}, {0}, {7}, {7}, {0}}, whole.toRows());
  }

  @Test
  void invalidArgumentsAreNamedAndNothingIsStored() {
    ReplayBuffer buffer = buffer(4);
    double[] obs = {1, 2, 3};
    double[] action = {1, 2};
    assertRefused(
        ShapeException.class,
        "obs has 2 numbers, not 3",
        () -> buffer.add(action, action, 0, obs, false, 0));
    assertRefused(
        ShapeException.class,
        "action has 3 numbers, not 2",
        () -> buffer.add(obs, obs, 0, obs, false, 0));
    assertRefused(
        NonFiniteException.class,
        "nextObs[1] = NaN is not a finite float",
        () -> buffer.add(obs, action, 0, new double[] {1, Double.NaN, 3}, false, 0));
    assertRefused(
        NonFiniteException.class,
        "reward = -Infinity is not a finite float",
        () -> buffer.add(obs, action, Double.NEGATIVE_INFINITY, obs, false, 0));
    assertRefused(
        NonFiniteException.class,
        "action[0] = 1.0E39 is not a finite float",
        () -> buffer.add(obs, new double[] {1e39, 0}, 0, obs, false, 0));
    assertRefused(
        IllegalArgumentException.class,
        "actingPolicy = 32768, expected 0 to 32767",
        () -> buffer.add(obs, action, 0, obs, false, 32768));
    assertEquals(0, buffer.added());
    assertRefused(
        IllegalArgumentException.class,
        "capacity = 0, expected at least 1",
        () -> new ReplayBuffer(1, 1, 0));
    assertRefused(
        IllegalArgumentException.class,
        "actingPolicy = -1, expected 0 to 32767",
        () -> buffer.add(obs, action, 0, obs, false, -1));
    assertEquals(65536, new ReplayBuffer(65536, 1, 1).obsLength());
    assertEquals(65536, new ReplayBuffer(1, 65536, 1).actionLength());
    for (int length : new int[] {0, 65537}) {
      assertRefused(
          IllegalArgumentException.class,
          "obsLength = " + length + ", expected 1 to 65536",
          () -> new ReplayBuffer(length, 1, 1));
      assertRefused(
          IllegalArgumentException.class,
          "actionLength = " + length + ", expected 1 to 65536",
          () -> new ReplayBuffer(1, length, 1));
    }
  }

  @Test
  void batchesThatDoNotFitAreRefused() {
    ReplayBuffer buffer = buffer(4);
    Mat[] batch = TransitionText.batch(Precision.FLOAT, 4);
    Xoshiro256 rng = Xoshiro256.named(1, "r");
    assertRefused(
        IllegalStateException.class,
        "nothing can be sampled from an empty buffer",
        () -> TransitionText.sample(buffer, rng, batch, 0, 4));
    TransitionText.add(buffer, 1);
    assertRefused(
        ShapeException.class,
        "obs is 4×3 where rows 2 to 4 of 3 columns are to be filled",
        () -> TransitionText.sample(buffer, rng, batch, 2, 3));
    assertRefused(
        ShapeException.class,
        "reward is 4×3 where rows 0 to 3 of 1 columns are to be filled",
        () ->
            buffer.sample(
                rng, TransitionText.batch(batch[0], batch[1], batch[0], batch[3], batch[4]), 0, 4));
    assertThrows(ShapeException.class, () -> TransitionText.sample(buffer, rng, batch, -1, 1));
    assertThrows(ShapeException.class, () -> TransitionText.sample(buffer, rng, batch, 0, -1));
    assertThrows(
        ShapeException.class,
        () -> TransitionText.sample(buffer, rng, batch, 1, Integer.MAX_VALUE));
  }

  private static void assertRefused(Class<? extends Exception> type, String message, Executable e) {
    assertEquals(message, assertThrows(type, e).getMessage());
  }

  @Test
  void samplingAllocatesNothing() {
    ReplayBuffer buffer = buffer(5000);
    for (int i = 0; i < 6000; i++) {
      TransitionText.add(buffer, i);
    }
    Xoshiro256 rng = Xoshiro256.named(1, "allocation");
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (Precision precision : Precision.values()) {
      Batch batch = TransitionText.batch(TransitionText.batch(precision, 64));
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
          buffer.sample(rng, batch, 0, 64);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least < 100, precision + ": " + least + " bytes in 100 batches");
    }
  }

  /** Saves at random times and reopens after some of them: the buffer equals one never saved. */
  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void aRestoredBufferContinuesBitForBit(
      @ForAll @IntRange(min = 1, max = 30) int capacity,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 45) Integer> additions,
      @ForAll @Size(8) List<Boolean> reopenings)
      throws IOException {
    ReplayBuffer continued = buffer(capacity);
    ReplayBuffer saved = buffer(capacity);
    MemoryDisk disk = new MemoryDisk();
    CheckpointStore store = new CheckpointStore(disk, "s", Map.of("a", saved));
    for (int save = 0; save < additions.size(); save++) {
      for (int i = 0; i < additions.get(save); i++) {
        TransitionText.add(saved, continued.added());
        TransitionText.add(continued, continued.added());
      }
      store.save(new Checkpoint("s", save));
      if (reopenings.get(save)) {
        saved = buffer(capacity);
        store = new CheckpointStore(disk, "s", Map.of("a", saved));
        assertEquals(List.of(), store.warnings());
      }
      assertSame(continued, saved);
    }
  }

  private static void assertSame(ReplayBuffer expected, ReplayBuffer found) {
    assertEquals(expected.added(), found.added());
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          TransitionText.read(expected, i, Precision.FLOAT),
          TransitionText.read(found, i, Precision.FLOAT));
    }
    if (expected.size() > 0) {
      Mat[] a = TransitionText.batch(Precision.FLOAT, 8);
      Mat[] b = TransitionText.batch(Precision.FLOAT, 8);
      TransitionText.sample(expected, Xoshiro256.named(5, "same"), a, 0, 8);
      TransitionText.sample(found, Xoshiro256.named(5, "same"), b, 0, 8);
      assertEquals(TransitionText.row(a, 7), TransitionText.row(b, 7));
    }
  }
}
