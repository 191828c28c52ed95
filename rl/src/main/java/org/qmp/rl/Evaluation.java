package org.qmp.rl;

import java.util.Arrays;
import java.util.List;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.nn.Xoshiro256;

/**
 * Episodes with a policy's mean actions, from start states of their own.
 *
 * @param returns undiscounted return of each episode
 * @param lengths steps of each episode
 * @param metricNames of the world
 * @param greatest for each episode, the greatest value that each metric took: for {@code success},
 *     whether it was ever reached
 */
public record Evaluation(
    double[] returns, long[] lengths, List<String> metricNames, double[][] greatest) {

  /** Chooses an action. */
  @FunctionalInterface
  public interface Policy {
    void act(double[] observation, double[] actionOut);
  }

  /** Plays episodes in a world of its own with luck of its own: training is not touched. */
  public static Evaluation of(Environment world, Policy policy, int episodes, Xoshiro256 luck) {
    double[] returns = new double[episodes];
    long[] lengths = new long[episodes];
    List<String> names = world.metrics();
    double[][] greatest = new double[episodes][names.size()];
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    double[] metrics = new double[names.size()];
    for (int e = 0; e < episodes; e++) {
      world.reset(luck::nextDouble, observation);
      Arrays.fill(greatest[e], Double.NEGATIVE_INFINITY);
      boolean over = false;
      while (!over) {
        policy.act(observation, action);
        Outcome outcome = world.step(action, observation);
        world.readMetrics(metrics);
        for (int m = 0; m < metrics.length; m++) {
          greatest[e][m] = Math.max(greatest[e][m], metrics[m]);
        }
        returns[e] += outcome.reward();
        lengths[e]++;
        over = outcome.over();
      }
    }
    return new Evaluation(returns, lengths, names, greatest);
  }

  public double meanReturn() {
    double sum = 0;
    for (double value : returns) {
      sum += value;
    }
    return sum / returns.length;
  }

  public double meanLength() {
    double sum = 0;
    for (long value : lengths) {
      sum += value;
    }
    return sum / lengths.length;
  }

  /** Mean over episodes of the greatest value of a metric. */
  public double meanGreatest(int metric) {
    double sum = 0;
    for (double[] episode : greatest) {
      sum += episode[metric];
    }
    return sum / greatest.length;
  }
}
