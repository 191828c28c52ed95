package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;
import org.qmp.env.classic.PointTask;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Point;

final class WrappersTest {
  private static final PointTask STILL =
      new PointTask(new Point(0, 0), new Point(10, 10), 1.4, 0, 30);

  /** The last outcome of this many diagonal steps; without noise, the tenth reaches the goal. */
  private static Outcome after(int steps, Environment world) {
    world.reset(() -> 0.5, new double[2]);
    Outcome outcome = new Running(0);
    for (int i = 0; i < steps; i++) {
      outcome = world.step(new double[] {1, 1}, new double[2]);
    }
    return outcome;
  }

  private static TimeLimit limited(int limit) {
    return new TimeLimit(new PointReach(STILL), limit);
  }

  @Test
  void truncationIsNotTermination() {
    assertInstanceOf(Running.class, after(8, limited(9)));
    assertInstanceOf(Truncated.class, after(9, limited(9)));
  }

  @Test
  void truncationKeepsTheReward() {
    double reward = after(9, new PointReach(STILL)).reward();
    assertEquals(new Truncated(reward), after(9, limited(9)));
  }

  @Test
  void aTerminationAtTheLimitIsNotATruncation() {
    assertInstanceOf(Terminated.class, after(10, limited(10)));
    assertInstanceOf(Terminated.class, after(10, limited(11)));
  }

  @Test
  void theErrorOfAStepAfterTheLimitNamesTheLimit() {
    TimeLimit world = limited(4);
    after(4, world);
    Exception refusal =
        assertThrows(IllegalStateException.class, () -> world.step(new double[2], new double[2]));
    assertEquals(
        "PointReach: the episode ended at its time limit of 4 steps; reset it before the next step",
        refusal.getMessage());
  }

  @Test
  void aRefusedActionDoesNotCountAsAStep() {
    TimeLimit world = limited(2);
    after(1, world);
    assertThrows(
        IllegalArgumentException.class, () -> world.step(new double[] {7, 0}, new double[2]));
    assertEquals(1, stepsTaken(world));
  }

  private static double stepsTaken(TimeLimit world) {
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    return state[state.length - 1];
  }

  @Test
  void invalidStatesAreRefused() {
    TimeLimit world = limited(5);
    for (double steps : new double[] {-1, 6, 0.5, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> world.restoreState(new double[] {0, 0, 1, steps}, () -> 0.5));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> world.restoreState(new double[] {0, 0, 3, 0}, () -> 0.5));
  }

  @Test
  void impossibleWrappingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> limited(0));
    assertThrows(IllegalArgumentException.class, () -> new RescaleAction(acting(new Discrete(3))));
    Box half = Box.cube(1, 0, Double.POSITIVE_INFINITY);
    assertThrows(IllegalArgumentException.class, () -> new RescaleAction(acting(half)));
  }

  /** A world whose observation is the action of the step. */
  private static Environment acting(Space space) {
    return new Wrapper(new Pendulum()) {
      @Override
      public Space actions() {
        return space;
      }

      @Override
      public Outcome step(double[] action, double[] observationOut) {
        observationOut[0] = action[0];
        return new Running(0);
      }
    };
  }

  private static double rescaled(double low, double high, double action) {
    double[] out = new double[1];
    new RescaleAction(acting(Box.cube(1, low, high))).step(new double[] {action}, out);
    return out[0];
  }

  @Property
  void rescalingIsAffineAndFillsTheBox(
      @ForAll @DoubleRange(min = -100, max = 100) double low,
      @ForAll @DoubleRange(min = 0.01, max = 100) double width,
      @ForAll @DoubleRange(min = -1, max = 1) double action) {
    double high = low + width;
    double tolerance = 1e-13 * Math.max(Math.abs(low), Math.abs(high));
    assertEquals(low, rescaled(low, high, -1), tolerance);
    assertEquals(high, rescaled(low, high, 1), tolerance);
    assertEquals(low + (action + 1) / 2 * width, rescaled(low, high, action), tolerance);
    assertTrue(Box.cube(1, low, high).contains(new double[] {rescaled(low, high, action)}));
  }

  @Property
  void rescalingToASymmetricBoxIsExact(@ForAll @DoubleRange(min = -1, max = 1) double action) {
    assertEquals(2 * action, rescaled(-2, 2, action));
  }

  @Test
  void actionsAreCheckedBeforeTheyAreRescaled() {
    Environment world = new RescaleAction(Pendulum.task());
    world.reset(new SeededChance(1), new double[3]);
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> world.step(new double[] {1.5}, new double[3]));
    assertEquals(
        "Pendulum: action[0] = 1.5, expected a number in [-1.0, 1.0]", refusal.getMessage());
  }
}
