package org.qmp.spark;

import java.util.List;
import java.util.Map;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.SuiteProvider;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;

/**
 * A corridor with a hole: an episode that begins there throws an exception, again in every attempt
 * of the same run.
 */
public final class Fragile implements SuiteProvider {
  private static final double HOLE = 0.002;
  private static final int HORIZON = 20;

  @Override
  public String name() {
    return "fragile";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public List<Offer> suites() {
    return List.of(new Offer("fragile", "walk to the middle", Fragile::suite, Map.of()));
  }

  private static TaskSuite suite() {
    return new TaskSuite(
        "fragile",
        List.of(new TaskSuite.Task("walk", () -> new TimeLimit(new Corridor(), HORIZON))));
  }

  static final class Corridor extends AbstractEnvironment {
    private double x;

    Corridor() {
      super("Corridor", Box.cube(1, -1, 1), Box.cube(1, -1, 1));
    }

    @Override
    protected void begin(Chance chance) {
      x = chance.uniform(-1, 1);
      if (Math.abs(x) < HOLE) {
        throw new IllegalStateException("fell into the hole");
      }
    }

    @Override
    protected Outcome act(double[] action) {
      x = Math.min(1, Math.max(-1, x + action[0] / 10));
      return outcome(-Math.abs(x), false);
    }

    @Override
    protected void observe(double[] out) {
      out[0] = x;
    }

    @Override
    protected int savedNumbers() {
      return 1;
    }

    @Override
    protected void save(double[] out) {
      out[0] = x;
    }

    @Override
    protected void restore(double[] in) {
      x = in[0];
    }
  }
}
