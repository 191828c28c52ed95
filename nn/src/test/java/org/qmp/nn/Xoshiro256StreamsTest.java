package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Saved states and named streams. */
class Xoshiro256StreamsTest {
  private static final long[] STATE = {1, 2, 3, 4, 5};

  @Property
  void restoredGeneratorContinuesBitForBit(
      @ForAll long seed, @ForAll String name, @ForAll @IntRange(max = 300) int drawn) {
    Xoshiro256 original = Xoshiro256.named(seed, name);
    draw(original, drawn);
    Xoshiro256 restored = Xoshiro256.named(1, "another");
    restored.restore(original.state());
    Xoshiro256 made = Xoshiro256.of(original.state());
    assertArrayEquals(original.split("child").state(), restored.split("child").state());
    long[] expected = draw(original, 20);
    assertArrayEquals(expected, draw(restored, 20));
    assertArrayEquals(expected, draw(made, 20));
  }

  @Test
  void stateIsACopy() {
    Xoshiro256 generator = Xoshiro256.of(STATE);
    Arrays.fill(generator.state(), 0);
    assertArrayEquals(STATE, generator.state());
  }

  @Test
  void allZeroStateIsRefused() {
    Xoshiro256 generator = Xoshiro256.of(STATE);
    long[] zero = {0, 0, 0, 0, 7};
    assertRefused("all zero", () -> Xoshiro256.of(zero));
    assertRefused("all zero", () -> generator.restore(zero));
    assertArrayEquals(STATE, generator.state());
  }

  @Test
  void stateOfTheWrongLengthIsRefused() {
    assertRefused("5 words", () -> Xoshiro256.of(new long[] {1, 2, 3, 4}));
    assertRefused("not 6", () -> Xoshiro256.of(new long[] {1, 2, 3, 4, 5, 6}));
    assertRefused("not 0", () -> Xoshiro256.of(new long[0]));
  }

  // Computed by an independent program from the construction in the class's documentation.
  @Test
  void namedStreamsNeverChange() {
    assertArrayEquals(
        new long[] {0x00b651e2b49cc97fL, 0x5773ede35898bf08L, 0x1867644a11d808a2L},
        draw(Xoshiro256.named(0, ""), 3));
    assertArrayEquals(
        new long[] {0xfd430633b38281a9L, 0xe3c2dd64edbd8830L, 0x57dd1d15dd715a81L},
        draw(Xoshiro256.named(1, "replay"), 3));
    assertArrayEquals(
        new long[] {0x404de81ee34c4364L, 0x34bc7819412d3798L, 0x79bb0148e43ee3beL},
        draw(Xoshiro256.named(-1, "α😀"), 3));
    assertArrayEquals(
        new long[] {0xbf83bb126a519dc4L, 0x9784d25352f8c22aL, 0xb678164bfa3cc78fL},
        draw(Xoshiro256.named(1, "replay").split("task"), 3));
  }

  @Test
  void streamsOfNeighbouringSeedsAndNamesAllDiffer() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      for (char first = 'a'; first <= 'j'; first++) {
        for (char second = '0'; second <= '9'; second++) {
          firsts.add(Xoshiro256.named(seed, "" + first + second).nextLong());
        }
      }
    }
    assertEquals(10_000, firsts.size());
  }

  @Test
  void joinedNamesAndSplitNamesGiveDifferentStreams() {
    Xoshiro256 root = Xoshiro256.named(3, "a");
    assertNotEquals(root.split("b").nextLong(), Xoshiro256.named(3, "ab").nextLong());
    assertNotEquals(root.split("").nextLong(), Xoshiro256.named(3, "a").nextLong());
    assertNotEquals(root.split("bc").split("d").nextLong(), root.split("b").split("cd").nextLong());
  }

  @Test
  void splitDoesNotDependOnHowMuchTheParentHasDrawn() {
    Xoshiro256 parent = Xoshiro256.named(3, "task");
    long[] early = parent.split("noise").state();
    draw(parent, 17);
    assertArrayEquals(early, parent.split("noise").state());
  }

  @Test
  void splitDoesNotChangeTheParent() {
    Xoshiro256 parent = Xoshiro256.of(STATE);
    parent.split("a").nextLong();
    assertArrayEquals(STATE, parent.state());
  }

  private static long[] draw(Xoshiro256 generator, int count) {
    return LongStream.generate(generator::nextLong).limit(count).toArray();
  }

  private static void assertRefused(String message, Runnable action) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
