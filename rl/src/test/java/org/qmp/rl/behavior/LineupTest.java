package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/** Who is asked about. */
final class LineupTest {

  private static int[] policies(Lineup lineup, int count) {
    return IntStream.range(0, count).map(lineup::policy).toArray();
  }

  @Test
  void everybodyIsAskedAboutWithoutAnyDraw() {
    Lineup lineup = new Lineup(1, 3, 3);
    Xoshiro256 rng = Xoshiro256.named(1, "choice");
    lineup.draw(rng);
    assertArrayEquals(new int[] {0, 1, 2}, policies(lineup, 3));
    assertEquals(Xoshiro256.named(1, "choice").nextLong(), rng.nextLong());
  }

  @Test
  void theOwnPolicyAloneNeedsNoDrawEither() {
    Lineup lineup = new Lineup(2, 4, 1);
    Xoshiro256 rng = Xoshiro256.named(1, "choice");
    lineup.draw(rng);
    assertEquals(2, lineup.policy(0));
    assertEquals(Xoshiro256.named(1, "choice").nextLong(), rng.nextLong());
  }

  /** Own 1 and two of 0, 2, 3, 4: six pairs, each as likely; five standard deviations of 1,000. */
  @Test
  void everySubsetWithTheOwnPolicyIsAsLikely() {
    Lineup lineup = new Lineup(1, 5, 3);
    Xoshiro256 rng = Xoshiro256.named(7, "choice");
    Map<String, Integer> counts = new HashMap<>();
    for (int n = 0; n < 6_000; n++) {
      lineup.draw(rng);
      counts.merge(Arrays.toString(policies(lineup, 3)), 1, Integer::sum);
    }
    assertEquals(6, counts.size(), counts::toString);
    counts.forEach(
        (subset, count) -> {
          assertEquals(1_000, count, 150, subset);
          assertEquals(true, subset.contains("1"), subset);
        });
  }
}
