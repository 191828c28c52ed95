package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.opentest4j.AssertionFailedError;

/** Checks everything that a loss of power may leave on the disk of a {@link TinyRun}. */
final class PowerCuts {
  /** With more unforced names than this, only the subsets that differ most are tried. */
  private static final int ALL_SUBSETS = 7;

  static final List<MemoryDisk.Remains> REMAINS = List.of(MemoryDisk.Remains.values());

  /** The steps whose saves have returned, in the order of the saves. */
  private final List<Integer> returned = new ArrayList<>();

  private final Set<String> seen = new HashSet<>();

  void check(MemoryDisk disk) {
    for (SortedMap<String, byte[]> left : everyPowerLoss(disk)) {
      if (seen.add(digest(left) + returned)) {
        check(left);
      }
    }
  }

  private static String digest(SortedMap<String, byte[]> files) {
    StringBuilder digest = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            digest
                .append(name)
                .append(bytes.length)
                .append(' ')
                .append(Arrays.hashCode(bytes))
                .append(';'));
    return digest.toString();
  }

  private void check(SortedMap<String, byte[]> left) {
    try {
      assertContinues(MemoryDisk.of(left), earlier(0));
      List<Long> steps =
          left.keySet().stream()
              .filter(StoreFile.CHECKPOINT::isName)
              .map(StoreFile.CHECKPOINT::number)
              .sorted(Comparator.reverseOrder())
              .toList();
      int two = Math.min(2, returned.size());
      assertTrue(steps.size() >= two, "only " + steps + " is left of " + returned);
      SortedMap<String, byte[]> older = new TreeMap<>(left);
      for (int i = 1; i < steps.size(); i++) { // each one left can be read, not only the newest
        older.remove(StoreFile.CHECKPOINT.file(steps.get(i - 1)));
        assertContinues(MemoryDisk.of(older), i == 1 ? earlier(1) : 0);
      }
    } catch (IOException e) {
      throw new AssertionFailedError("after a loss of power: " + e, e);
    }
  }

  /** The step of the save {@code by} before the last that returned, or 0 if there is none. */
  private int earlier(int by) {
    return returned.size() <= by ? 0 : returned.get(returned.size() - 1 - by);
  }

  /** Resumes from the files left, at step {@code atLeast} or later, and runs to the end. */
  static void assertContinues(MemoryDisk disk, int atLeast) throws IOException {
    TinyRun run = new TinyRun();
    CheckpointStore store = new CheckpointStore(disk, TinyRun.SPEC, run.buffers);
    assertEquals(List.of(), store.warnings());
    run.resume(store);
    assertTrue(run.at() >= atLeast, "step " + run.at() + " where " + atLeast + " was saved");
    run.run(store, step -> {});
    assertEquals(TinyRun.EXPECTED.get(TinyRun.END), run.fingerprint());
    for (String file : disk.list()) {
      assertTrue(StoreFile.CHECKPOINT.isName(file) || StoreFile.SEGMENT.isName(file), file);
    }
  }

  void returned(int step) {
    returned.remove((Integer) step);
    returned.add(step);
  }

  /** The number of different disks that were checked. */
  int seen() {
    return seen.size();
  }

  /** Every state of the disk that a loss of power may leave, some more than once. */
  static List<SortedMap<String, byte[]>> everyPowerLoss(MemoryDisk disk) {
    List<SortedMap<String, byte[]>> all = new ArrayList<>();
    for (long survivors : subsets(disk.unforcedNames())) {
      for (MemoryDisk.Remains first : REMAINS) {
        for (MemoryDisk.Remains second : REMAINS) {
          all.add(disk.afterPowerLoss(survivors, List.of(first, second)));
        }
      }
    }
    return all;
  }

  private static Set<Long> subsets(int changes) {
    Set<Long> subsets = new HashSet<>(Set.of(0L, -1L));
    for (int i = 0; i < changes; i++) {
      subsets.add(1L << i);
      subsets.add(~(1L << i));
      subsets.add((1L << i) - 1);
    }
    for (long all = 0; changes <= ALL_SUBSETS && all < 1L << changes; all++) {
      subsets.add(all);
    }
    return subsets;
  }
}
