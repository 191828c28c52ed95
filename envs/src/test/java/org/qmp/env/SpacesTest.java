package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.qmp.env.contract.SeededChance;

final class SpacesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Box BOX = Box.of(new double[] {-1, 0, 5}, new double[] {1, 0.5, INFINITY});

  @Property
  void clippingTwiceEqualsClippingOnceAndEndsInside(@ForAll @Size(3) double[] point) {
    clip(point);
    double[] once = point.clone();
    clip(point);
    assertArrayEquals(once, point);
    assertTrue(BOX.contains(point));
  }

  @Property
  void clippingMovesExactlyThePointsOutside(@ForAll @Size(3) double[] point) {
    double[] clipped = point.clone();
    clip(clipped);
    boolean moved = false;
    for (int i = 0; i < 3; i++) {
      moved |= point[i] != clipped[i];
    }
    assertEquals(!BOX.contains(point), moved);
  }

  @Test
  void nanStaysNanAndOutsideWhenClipped() {
    double[] point = {Double.NaN, 0, 6};
    clip(point);
    assertTrue(Double.isNaN(point[0]));
    assertFalse(BOX.contains(point));
  }

  @Test
  void infinityIsOutsideEvenIfThereIsNoBound() {
    assertFalse(BOX.contains(new double[] {0, 0, INFINITY}));
    assertTrue(BOX.contains(new double[] {0, 0, Double.MAX_VALUE}));
    assertFalse(BOX.contains(new double[] {0, 0}));
  }

  @Property
  void samplesLieInTheBoxAndTakeOneNumberPerDimension(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
    SeededChance chance = new SeededChance(seed);
    int[] taken = {0};
    Box box = Box.cube(size, -0.1, 0.3);
    double[] point = new double[size];
    box.sample(
        () -> {
          taken[0]++;
          return chance.next();
        },
        point);
    assertTrue(box.contains(point));
    assertEquals(size, taken[0]);
  }

  @Test
  void samplesAreUniform() {
    Box box = Box.cube(1, -1, 3);
    double[] point = new double[1];
    box.sample(() -> 0, point);
    assertEquals(-1, point[0]);
    box.sample(() -> 0.25, point);
    assertEquals(0, point[0]);
    box.sample(() -> Math.nextDown(1.0), point);
    assertEquals(3, point[0], 1e-15);
  }

  @Test
  void allChoicesAreDrawnEquallyOften() {
    Discrete dice = new Discrete(6);
    SeededChance chance = new SeededChance(1);
    int[] counts = new int[6];
    double[] point = new double[1];
    for (int i = 0; i < 6000; i++) {
      dice.sample(chance, point);
      assertTrue(dice.contains(point));
      counts[(int) point[0]]++;
    }
    for (int count : counts) {
      assertEquals(1000, count, 4 * Math.sqrt(1000));
    }
  }

  @Test
  void anUnboundedBoxHasNoUniformSample() {
    assertThrows(IllegalStateException.class, () -> BOX.sample(new SeededChance(1), new double[3]));
  }

  @Test
  void refusalsNameEnvironmentDimensionValueAndBounds() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> BOX.requireAction("Crane", new double[] {0, 0.75, 6}));
    assertEquals("Crane: action[1] = 0.75, expected a number in [0.0, 0.5]", refusal.getMessage());
    refusal =
        assertThrows(
            IllegalArgumentException.class, () -> BOX.requireAction("Crane", new double[2]));
    assertEquals("Crane: an action has length 3, not 2", refusal.getMessage());
    refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Discrete(4).requireAction("Lift", new double[] {1.5}));
    assertEquals("Lift: action[0] = 1.5, expected a whole number in [0, 3]", refusal.getMessage());
    for (double bad : new double[] {-1, 4, Double.NaN, INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Discrete(4).requireAction("Lift", new double[] {bad}));
    }
  }

  @Test
  void roundingToFloatIsAllowedButNoLargerError() {
    Box box = Box.cube(1, -0.1, 0.3);
    assertTrue((double) 0.3f > 0.3);
    assertDoesNotThrow(() -> box.requireAction("Crane", new double[] {0.3f}));
    assertThrows(
        IllegalArgumentException.class, () -> box.requireAction("Crane", new double[] {0.30001}));
  }

  /** For bounds above 1 in proportion, for smaller ones as for 1. */
  @Test
  void theAllowedRoundingIsProportionalToTheBound() {
    Box box = Box.cube(1, -0.01, 1000.7);
    assertTrue((double) 1000.7f > 1000.7 + 1e-6);
    assertDoesNotThrow(() -> box.requireAction("Crane", new double[] {1000.7f}));
    assertDoesNotThrow(() -> box.requireAction("Crane", new double[] {-0.01f}));
    assertThrows(
        IllegalArgumentException.class, () -> box.requireAction("Crane", new double[] {-0.01001}));
  }

  @Test
  void boxesAreEqualWhenTheirBoundsAre() {
    assertEquals(Box.cube(2, -1, 1), Box.of(new double[] {-1, -1}, new double[] {1, 1}));
    assertEquals(Box.cube(2, -1, 1).hashCode(), Box.cube(2, -1, 1).hashCode());
    assertNotEquals(Box.cube(2, -1, 1), Box.cube(3, -1, 1));
    assertNotEquals(Box.cube(2, -1, 1), Box.cube(2, -1, 2));
    assertNotEquals(Box.cube(2, -1, 1), Box.cube(2, -2, 1));
    assertEquals("Box [-1.0, 1.0] × [-1.0, 1.0]", Box.cube(2, -1, 1).toString());
  }

  @Test
  void aBoxCopiesItsBounds() {
    double[] low = {0};
    double[] high = {1};
    Box box = Box.of(low, high);
    low[0] = -5;
    high[0] = 5;
    assertEquals(0, box.low(0));
    assertEquals(1, box.high(0));
  }

  @Test
  void aProductHasTheDimensionsOfBothInTheirOrder() {
    Box line = Box.of(new double[] {-1}, new double[] {2});
    Box area = Box.of(new double[] {-3, 0}, new double[] {INFINITY, 5});
    assertEquals(Box.of(new double[] {-1, -3, 0}, new double[] {2, INFINITY, 5}), line.and(area));
    assertEquals(Box.of(new double[] {-3, 0, -1}, new double[] {INFINITY, 5, 2}), area.and(line));
  }

  @Test
  void aBoxIsBoundedOnlyIfAllItsBoundsAreFinite() {
    assertTrue(Box.cube(2, -1, 1).bounded());
    assertFalse(Box.cube(2, 0, INFINITY).bounded());
    assertFalse(Box.cube(2, -INFINITY, 0).bounded());
    assertFalse(Box.cube(1, 0, 1).and(Box.unbounded(1)).bounded());
  }

  /** The width of this box, 2e308, is not a double, but its points are. */
  @Test
  void stretchingWorksEvenIfTheWidthOverflows() {
    double[] out = new double[1];
    Box.cube(1, -1e308, 1e308).stretch(new double[] {0.5}, out);
    assertEquals(5e307, out[0], 1e293);
  }

  @Test
  void nonFiniteActionsAreRefusedEvenIfThereIsNoBound() {
    for (double bad : new double[] {INFINITY, -INFINITY, Double.NaN}) {
      assertEquals(
          "Crane: action[0] = " + bad + ", expected a number in [-Infinity, Infinity]",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Box.unbounded(1).requireAction("Crane", new double[] {bad}))
              .getMessage());
    }
  }

  @Test
  void aChoiceIsOneNumber() {
    assertTrue(new Discrete(3).contains(new double[] {2}));
    assertFalse(new Discrete(3).contains(new double[] {2, 0}));
    assertFalse(new Discrete(3).contains(new double[] {3}));
  }

  @Test
  void emptySpacesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Box.cube(0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> Box.cube(1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Box.cube(1, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> Box.of(new double[1], new double[2]));
    assertThrows(IllegalArgumentException.class, () -> Box.of(new double[0], new double[0]));
    assertThrows(IllegalArgumentException.class, () -> new Discrete(0));
  }

  private static void clip(double[] point) {
    Arrays.setAll(point, i -> BOX.clip(i, point[i]));
  }
}
