package org.qmp.rl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;
import org.qmp.nn.Xoshiro256;

/**
 * Power is lost before every single operation of a run, and all that was not forced is lost, torn,
 * zeroed or kept, in every combination. In each case:
 *
 * <ul>
 *   <li>no save that had returned is lost, and none is incomplete: no file has to be skipped;
 *   <li>the newest two saves that had returned can both be read, and so can any older one left;
 *   <li>the run continues with the same bits.
 * </ul>
 */
class PowerLossTest {
  @Test
  void noLossOfPowerLosesASave() throws IOException {
    PowerCuts cuts = new PowerCuts();
    live(UnsafeDisk.Order.SAFE, cuts);
    assertTrue(cuts.seen() > 100, "only " + cuts.seen() + " different remains");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAFE")
  void unsafeOrdersAreCaught(UnsafeDisk.Order unsafe) {
    assertThrows(AssertionFailedError.class, () -> live(unsafe, new PowerCuts()));
  }

  /** Several processes, each ended by a loss of power, until the run is complete. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aRunSurvivesRepeatedLossesOfPower(@ForAll long seed) throws IOException {
    Xoshiro256 chance = Xoshiro256.named(seed, "power");
    MemoryDisk disk = new MemoryDisk();
    for (int life = 0; life < 12; life++) {
      MemoryDisk now = disk;
      int[] left = {life == 11 ? Integer.MAX_VALUE : chance.nextInt(60)};
      HookedDisk mortal =
          new HookedDisk(now) {
            @Override
            void before(String operation) {
              if (left[0]-- == 0) {
                throw new PowerIsOut();
              }
            }
          };
      try {
        TinyRun run = new TinyRun();
        CheckpointStore store = new CheckpointStore(mortal, TinyRun.SPEC, run.buffers);
        run.resume(store);
        assertEquals(List.of(), store.warnings());
        run.run(store, step -> {});
        break;
      } catch (PowerIsOut e) {
        List<MemoryDisk.Remains> remains = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          remains.add(PowerCuts.REMAINS.get(chance.nextInt(PowerCuts.REMAINS.size())));
        }
        disk = MemoryDisk.of(now.afterPowerLoss(chance.nextLong(), remains));
      }
    }
    PowerCuts.assertContinues(disk, TinyRun.END);
  }

  @Test
  void theSpecificationFileIsCompleteOrAbsent() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    Set<String> found = new HashSet<>();
    HookedDisk hooked =
        new HookedDisk(disk) {
          @Override
          void before(String operation) throws IOException {
            for (SortedMap<String, byte[]> left : PowerCuts.everyPowerLoss(disk)) {
              MemoryDisk next = MemoryDisk.of(left);
              found.add(next.exists(SpecFile.NAME) ? SpecFile.read(next) : "none");
              SpecFile.claim(next, "{spec}");
              assertEquals("{spec}", SpecFile.read(next));
              assertEquals(List.of(SpecFile.NAME), next.list());
            }
          }
        };
    SpecFile.claim(hooked, "{spec}");
    assertEquals(Set.of("{spec}", "none"), found);
    for (SortedMap<String, byte[]> left : PowerCuts.everyPowerLoss(disk)) {
      assertTrue(left.containsKey(SpecFile.NAME));
    }
  }

  private static final class PowerIsOut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static void live(UnsafeDisk.Order order, PowerCuts cuts) throws IOException {
    UnsafeDisk disk = new UnsafeDisk(new MemoryDisk(), cuts, order);
    TinyRun run = new TinyRun();
    CheckpointStore store = new CheckpointStore(disk, TinyRun.SPEC, run.buffers);
    run.resume(store);
    run.run(
        store,
        step -> {
          disk.before("return");
          cuts.returned(step);
          cuts.check(disk.disk);
        });
    assertEquals(TinyRun.END, run.at());
  }
}
