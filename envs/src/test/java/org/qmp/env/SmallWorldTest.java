package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.contract.EnvironmentContract;

/** Worlds that override little more than they must. */
final class SmallWorldTest {
  private static final class Corridor extends AbstractEnvironment {
    private double x;

    Corridor() {
      super("Corridor", Box.cube(1, -1, 1), Box.cube(1, -1, 1));
    }

    @Override
    protected void begin(Chance chance) {
      x = chance.uniform(-1, 0);
    }

    @Override
    protected Outcome act(double[] action) {
      x = Math.min(1, Math.max(-1, x + 0.3 * action[0]));
      return x == 1 ? new Terminated(0) : new Running(-1);
    }

    @Override
    protected void observe(double[] out) {
      out[0] = x;
    }
  }

  @Nested
  final class Bare implements EnvironmentContract {
    @Override
    public Environment create() {
      return new Corridor();
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }
  }

  @Nested
  final class Limited implements EnvironmentContract {
    @Override
    public Environment create() {
      return new TimeLimit(new Corridor(), 9);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }
  }

  @Test
  void metricsStateAndPictureAreEmptyByDefault() {
    Environment world = new Corridor();
    assertEquals(List.of(), world.metrics());
    assertEquals(0, world.stateSize());
    assertEquals(List.of(), world.render().shapes());
    assertEquals("Corridor", world.render().title());
  }

  /** A world that counts up to three laps. */
  private static final class Track extends AbstractEnvironment {
    private int laps;

    Track() {
      super("Track", Box.cube(1, 0, 3), new Discrete(2), "laps");
    }

    @Override
    protected void begin(Chance chance) {
      laps = 0;
    }

    @Override
    protected Outcome act(double[] action) {
      laps += (int) action[0];
      return outcome(-1, laps == 3);
    }

    @Override
    protected void observe(double[] out) {
      out[0] = laps;
    }

    @Override
    protected int savedNumbers() {
      return 1;
    }

    @Override
    protected void save(double[] out) {
      out[0] = laps;
    }

    @Override
    protected void restore(double[] in) {
      laps = count(in[0], "laps", 3);
    }
  }

  @Test
  void aSavedCountIsAWholeNumberUpToItsMaximum() {
    Environment world = new Track();
    double[] state = new double[2];
    for (int laps = 0; laps <= 3; laps++) {
      world.restoreState(new double[] {laps, 2}, () -> 0.5);
      world.saveState(state);
      assertEquals(laps, state[0]);
    }
    for (double bad : new double[] {-1, 4, 1.5}) {
      assertEquals(
          "Track: a state of " + bad + " laps, expected 0 to 3",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> world.restoreState(new double[] {bad, 1}, () -> 0.5))
              .getMessage());
    }
  }

  @Test
  void theNamesOfMetricsCannotBeChanged() {
    List<String> metrics = new Track().metrics();
    assertThrows(UnsupportedOperationException.class, () -> metrics.set(0, "rounds"));
  }

  @Test
  void stepsBeforeTheFirstResetAndAfterTheEndHaveDifferentErrors() {
    Environment world = new Track();
    double[] seen = new double[1];
    assertEquals("Track: no episode has begun; reset it before the next step", refusedStep(world));
    world.reset(() -> 0.5, seen);
    for (int lap = 1; lap <= 3; lap++) {
      world.step(new double[] {1}, seen);
    }
    assertEquals("Track: the episode is over; reset it before the next step", refusedStep(world));
  }

  @Test
  void noStepFollowsAResetThatFailed() {
    Environment world = new Corridor();
    Chance none =
        () -> {
          throw new ArithmeticException("no number");
        };
    for (int time = 1; time <= 2; time++) {
      assertThrows(ArithmeticException.class, () -> world.reset(none, new double[1]));
      assertEquals(
          "Corridor: no episode has begun; reset it before the next step", refusedStep(world));
      world.reset(() -> 0.5, new double[1]);
      world.step(new double[] {0}, new double[1]);
    }
  }

  private static String refusedStep(Environment world) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> world.step(new double[] {1}, new double[1]))
            .getMessage());
  }

  @Test
  void theErrorNamesTheWorldWhoseStateCannotBeSaved() {
    Environment world = new TimeLimit(new Corridor(), 9);
    Exception refusal =
        assertThrows(UnsupportedOperationException.class, () -> world.saveState(new double[0]));
    assertEquals("Corridor: its state cannot be saved", refusal.getMessage());
  }
}
