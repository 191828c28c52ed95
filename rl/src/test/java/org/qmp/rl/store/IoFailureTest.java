package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever operation fails, the run ends with that error or continues, and nothing is lost. */
class IoFailureTest {
  /** Fails {@code times} operations from {@code first}; a failing write leaves half its bytes. */
  private static final class Failing extends HookedDisk {
    private final long first;
    private final long last;
    private long count;
    private boolean failed;

    Failing(MemoryDisk disk, long first, long times) {
      super(disk);
      this.first = first;
      this.last = first + times;
    }

    @Override
    void before(String operation) throws IOException {
      long now = count++;
      if (now >= first && now < last) {
        failed = true;
        throw new IOException("No space left on device (" + operation + ")");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, Integer.MAX_VALUE})
  void runThatStopsAtAFailureContinuesLater(long times) throws IOException {
    int failures = 0;
    for (int n = 0; ; n++) {
      MemoryDisk disk = new MemoryDisk();
      Failing failing = new Failing(disk, n, times);
      int[] saved = {0};
      try {
        TinyRun run = new TinyRun();
        CheckpointStore store = new CheckpointStore(failing, TinyRun.SPEC, run.buffers);
        run.run(store, step -> saved[0] = step);
      } catch (IOException e) {
        assertTrue(e.toString().contains("No space left"), e.toString());
        failures++;
      }
      if (times == 1) {
        assertEquals(0, disk.list().stream().filter(file -> file.endsWith(".tmp")).count());
      }
      PowerCuts.assertContinues(disk, saved[0]);
      if (!failing.failed) {
        assertTrue(failures > 100, failures + " failures");
        return;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7})
  void runThatTriesAgainLaterLosesNothing(long times) throws IOException {
    for (int n = 2; ; n++) {
      MemoryDisk disk = new MemoryDisk();
      Failing failing = new Failing(disk, n, times); // the first two are those of opening
      TinyRun run = new TinyRun();
      CheckpointStore store = new CheckpointStore(failing, TinyRun.SPEC, run.buffers);
      for (; run.at() < TinyRun.END; run.step()) {
        try {
          run.save(store, step -> {});
        } catch (IOException e) {
          assertTrue(e.toString().contains("No space left"), e.toString());
        }
      }
      trySaving(run, store, times);
      assertEquals(TinyRun.EXPECTED.get(TinyRun.END), run.fingerprint());
      PowerCuts.assertContinues(disk, TinyRun.END);
      if (!failing.failed) {
        return;
      }
    }
  }

  private static void trySaving(TinyRun run, CheckpointStore store, long times) throws IOException {
    for (long i = 0; i < times; i++) {
      try {
        run.save(store, step -> {});
        return;
      } catch (IOException e) {
        assertTrue(e.toString().contains("No space left"), e.toString());
      }
    }
    run.save(store, step -> {});
  }

  /** The n-th operation fails in a process that opens the files of another. */
  @ParameterizedTest
  @ValueSource(longs = {1, Integer.MAX_VALUE})
  void failureWhileOpeningLosesNothing(long times) throws IOException {
    MemoryDisk before = new MemoryDisk();
    TinyRun first = new TinyRun();
    first.run(new CheckpointStore(before, TinyRun.SPEC, first.buffers), step -> {});
    for (int n = 0; ; n++) {
      MemoryDisk disk = MemoryDisk.of(before.files());
      Failing failing = new Failing(disk, n, times);
      TinyRun run = new TinyRun();
      try {
        run.resume(new CheckpointStore(failing, TinyRun.SPEC, run.buffers));
      } catch (IOException e) {
        assertTrue(e.toString().contains("No space left"), e.toString());
      }
      PowerCuts.assertContinues(disk, TinyRun.END);
      if (!failing.failed) {
        return;
      }
    }
  }
}
