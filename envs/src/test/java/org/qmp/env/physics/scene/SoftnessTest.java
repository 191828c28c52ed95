package org.qmp.env.physics.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers worked by hand. */
final class SoftnessTest {
  private static final double[] IMPEDANCE = {0.5, 0.8, 0.01, 0.5, 2};
  private static final Softness OUTRIGHT = new Softness(new double[] {-100, -5}, IMPEDANCE);
  private static final Softness SOON =
      new Softness(new double[] {0.1, 2}, new double[] {0.9, 0.9, 0.03, 0.5, 1});

  /** 100 / 0.64 and 5 / 0.8, whatever the time step. */
  @Test
  void stiffnessAndDampingCanBeGivenDirectly() {
    assertEquals(156.25, OUTRIGHT.stiffness(1), 1e-12);
    assertEquals(6.25, OUTRIGHT.damping(1), 1e-12);
  }

  /**
   * 1 / (0.9 · 0.1 · 2)² and 2 / (0.9 · 0.1); at least two time steps of 0.5 s: 1 / 1.8², 2 / 0.9.
   */
  @Test
  void timeConstantAndDampingRatioGiveStiffnessAndDamping() {
    assertEquals(1 / 0.0324, SOON.stiffness(0.01), 1e-12);
    assertEquals(2 / 0.09, SOON.damping(0.01), 1e-12);
    assertEquals(1 / 3.24, SOON.stiffness(0.5), 1e-12);
    assertEquals(2 / 0.9, SOON.damping(0.5), 1e-12);
  }

  @Test
  void timesAreMixedByWeightAndDirectValuesTakeTheMinimum() {
    Softness late = new Softness(new double[] {0.3, 1}, IMPEDANCE);
    assertArrayEquals(new double[] {0.25, 1.25}, SOON.mixed(late, 0.25).reference(), 1e-15);
    assertArrayEquals(
        new double[] {0.6, 0.825, 0.015, 0.5, 1.75}, SOON.mixed(late, 0.25).impedance(), 1e-15);
    Softness other = new Softness(new double[] {-40, -8}, IMPEDANCE);
    assertArrayEquals(new double[] {-100, -8}, OUTRIGHT.mixed(other, 0.25).reference());
    assertArrayEquals(new double[] {-100, -5}, OUTRIGHT.mixed(SOON, 0.25).reference());
  }

  /** 0.5 + 0.3 y: y = 2 x² up to the middle, then 1 − 2 (1 − x)². */
  @Test
  void impedanceRisesAlongTwoParabolas() {
    assertEquals(0.5, OUTRIGHT.impedanceAt(0), 1e-15);
    assertEquals(0.5375, OUTRIGHT.impedanceAt(0.0025), 1e-15);
    assertEquals(0.7625, OUTRIGHT.impedanceAt(-0.0075), 1e-15);
    assertEquals(0.8, OUTRIGHT.impedanceAt(0.02), 1e-15);
    assertEquals(0.9, SOON.impedanceAt(0.01), 1e-15);
  }

  /** An impedance of 0 counts as 10⁻⁴; a power of 1/2 as 1, a straight line: 0.5 + 0.3 · 0.25. */
  @Test
  void impedancesAndPowersAreClampedToTheirRanges() {
    Softness soft = new Softness(new double[] {0.02, 1}, new double[] {0, 0.9, 0.01, 0.5, 2});
    assertEquals(1e-4, soft.impedanceAt(0), 1e-18);
    Softness steep = new Softness(new double[] {0.02, 1}, new double[] {0.5, 0.8, 0.01, 0.5, 0.5});
    assertEquals(0.575, steep.impedanceAt(0.0025), 1e-15);
  }
}
