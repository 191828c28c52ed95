package org.qmp.rl.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qmp.nn.Xoshiro256;

/** Which policies are scored. */
final class CandidatesTest {

  private static int[] draw(int own, int count, int policies, Xoshiro256 rng) {
    int[] all = IntStream.range(0, policies).toArray();
    QSwitch.ByScore.drawCandidates(own, count, all, rng);
    return Arrays.copyOf(all, count);
  }

  @Test
  void allAreCandidatesWithoutAnyDraw() {
    Xoshiro256 rng = Xoshiro256.named(1, "choice");
    assertArrayEquals(new int[] {0, 1, 2}, draw(1, 3, 3, rng));
    assertEquals(Xoshiro256.named(1, "choice").nextLong(), rng.nextLong());
  }

  @Test
  void theOwnPolicyAloneNeedsNoDrawEither() {
    Xoshiro256 rng = Xoshiro256.named(1, "choice");
    assertArrayEquals(new int[] {2}, draw(2, 1, 4, rng));
    assertEquals(Xoshiro256.named(1, "choice").nextLong(), rng.nextLong());
  }

  /** Own 1 and two of 0, 2, 3, 4: six pairs, each as likely; five standard deviations of 1,000. */
  @Test
  void everySubsetWithTheOwnPolicyIsAsLikely() {
    Xoshiro256 rng = Xoshiro256.named(7, "choice");
    Map<String, Integer> counts = new HashMap<>();
    for (int n = 0; n < 6_000; n++) {
      counts.merge(Arrays.toString(draw(1, 3, 5, rng)), 1, Integer::sum);
    }
    assertEquals(6, counts.size(), counts::toString);
    counts.forEach(
        (subset, count) -> {
          assertEquals(1_000, count, 150, subset);
          assertEquals(true, subset.contains("1"), subset);
        });
  }
}
