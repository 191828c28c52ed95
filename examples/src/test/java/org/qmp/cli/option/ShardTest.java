package org.qmp.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** Each run is in one shard, and shards have equally many runs of each method and seed. */
final class ShardTest {

  @Property(tries = 300)
  void everyRunBelongsToOneShardAndShardsAreBalanced(
      @ForAll @IntRange(min = 1, max = 7) int methods,
      @ForAll @IntRange(min = 1, max = 9) int seeds,
      @ForAll @IntRange(min = 1, max = 12) int count) {
    int[] sizes = new int[count];
    int[][] ofMethod = new int[methods][count];
    int[][] ofSeed = new int[seeds][count];
    for (int place = 0; place < methods * seeds; place++) {
      int at = place;
      int[] owners =
          IntStream.rangeClosed(1, count)
              .filter(i -> new Shard(i, count).has(at, methods))
              .toArray();
      assertEquals(1, owners.length);
      sizes[owners[0] - 1]++;
      ofMethod[place % methods][owners[0] - 1]++;
      ofSeed[place / methods][owners[0] - 1]++;
    }
    requireBalance(sizes);
    Arrays.stream(ofMethod).forEach(ShardTest::requireBalance);
    Arrays.stream(ofSeed).forEach(ShardTest::requireBalance);
  }

  private static void requireBalance(int[] counts) {
    int spread = Arrays.stream(counts).max().orElse(0) - Arrays.stream(counts).min().orElse(0);
    assertTrue(spread <= 1, Arrays.toString(counts));
  }

  /** Dealing runs simply in turn would give each shard one method only. */
  @Test
  void twoShardsOfTwoMethodsHaveBoth() {
    assertEquals(
        "[0, 3, 4, 7]",
        Arrays.toString(IntStream.range(0, 8).filter(i -> new Shard(1, 2).has(i, 2)).toArray()));
  }

  @Test
  void aShardIsReadAsItIsWritten() throws Exception {
    assertEquals(new Shard(2, 8), new Shard.Reader().convert("2/8"));
    assertEquals("2/8", new Shard(2, 8).toString());
    for (String wrong : new String[] {"0/8", "9/8", "2", "2/", "/8", "a/b", "2/8/1", "-1/2", ""}) {
      assertThrows(TypeConversionException.class, () -> new Shard.Reader().convert(wrong), wrong);
    }
  }
}
