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

/** A world that says nothing but what it must. */
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
  void whatItDoesNotSayIsNothing() {
    Environment world = new Corridor();
    assertEquals(List.of(), world.metrics());
    assertEquals(0, world.stateSize());
    assertEquals(List.of(), world.render().shapes());
    assertEquals("Corridor", world.render().title());
  }

  @Test
  void aStateThatCannotBeSavedIsRefusedByName() {
    Environment world = new TimeLimit(new Corridor(), 9);
    Exception refusal =
        assertThrows(UnsupportedOperationException.class, () -> world.saveState(new double[0]));
    assertEquals("Corridor: its state cannot be saved", refusal.getMessage());
  }
}
