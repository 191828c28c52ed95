package consumer;

import java.util.List;
import org.qmp.env.AbstractEnvironment;
import org.qmp.env.Box;
import org.qmp.env.Chance;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.rl.Agent;
import org.qmp.rl.multitask.NamedMethod;

/**
 * Learns two tasks in memory, with nothing but the JVM and the library, and prints what came of it.
 */
public final class Corridor extends AbstractEnvironment {
  private final double goal;
  private double x;

  private Corridor(String name, double goal) {
    super(name, Box.cube(1, -1, 1), Box.cube(1, -1, 1));
    this.goal = goal;
  }

  private static TaskSuite.Task task(String name, double goal) {
    return new TaskSuite.Task(name, () -> new TimeLimit(new Corridor(name, goal), 20));
  }

  @Override
  protected void begin(Chance chance) {
    x = chance.uniform(-0.5, 0.5);
  }

  @Override
  protected Outcome act(double[] action) {
    x = Math.min(1, Math.max(-1, x + 0.2 * action[0]));
    return new Outcome.Running(-Math.abs(x - goal));
  }

  @Override
  protected void observe(double[] out) {
    out[0] = x;
  }

  public static void main(String[] args) {
    TaskSuite suite = new TaskSuite("corridor", List.of(task("left", -0.8), task("right", 0.8)));
    try (Agent agent = Agent.train(suite, NamedMethod.of("separated+qmp").method(), 3000)) {
      double left = agent.policy("left").act(new double[] {0})[0];
      double right = agent.policy("right").act(new double[] {0})[0];
      System.out.println(agent.fingerprint());
      if (!(left < -0.2 && right > 0.2)) {
        throw new AssertionError("left goes " + left + ", right goes " + right);
      }
    }
  }
}
