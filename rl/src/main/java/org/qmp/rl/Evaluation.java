package org.qmp.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.BehaviorPolicy;

/**
 * Episodes of one task with mean actions, from start states of their own.
 *
 * @param returns undiscounted return of each episode
 * @param lengths steps of each episode
 * @param metricNames of the world
 * @param greatest for each episode, the greatest value that each metric took: for {@code success},
 *     whether it was ever reached
 */
public record Evaluation(
    double[] returns, long[] lengths, List<String> metricNames, double[][] greatest) {

  /**
   * Plays episodes of all tasks side by side, in worlds of their own with luck of their own:
   * training is not touched.
   *
   * @param worlds one for each task
   * @param policy restarted; it acts for all tasks
   * @param step at which this happens, for the policy
   * @param episodes of each task, at least 1
   * @param luck of each world
   */
  public static List<Evaluation> of(
      List<Environment> worlds,
      BehaviorPolicy policy,
      long step,
      int episodes,
      List<Xoshiro256> luck) {
    List<Play> plays = new ArrayList<>();
    for (int i = 0; i < worlds.size(); i++) {
      plays.add(new Play(worlds.get(i), episodes, luck.get(i)));
    }
    while (plays.stream().anyMatch(Play::goesOn)) {
      for (int i = 0; i < plays.size(); i++) {
        if (plays.get(i).beginWhereNeeded()) {
          policy.episodeBegan(i);
        }
        policy.observe(i, plays.get(i).observation);
      }
      policy.decide(step);
      for (int i = 0; i < plays.size(); i++) {
        policy.meanAction(i, plays.get(i).action);
        plays.get(i).act();
      }
    }
    return plays.stream().map(Play::result).toList();
  }

  /** One task's episodes, one after the other. */
  private static final class Play {
    private final Environment world;
    private final int episodes;
    private final Xoshiro256 luck;
    private final double[] observation;
    private final double[] action;
    private final double[] metrics;
    private final double[] returns;
    private final long[] lengths;
    private final double[][] greatest;
    private int episode;

    private Play(Environment world, int episodes, Xoshiro256 luck) {
      this.world = world;
      this.episodes = episodes;
      this.luck = luck;
      observation = new double[world.observations().size()];
      action = new double[world.actions().size()];
      metrics = new double[world.metrics().size()];
      returns = new double[episodes];
      lengths = new long[episodes];
      greatest = new double[episodes][metrics.length];
      for (double[] row : greatest) {
        Arrays.fill(row, Double.NEGATIVE_INFINITY);
      }
    }

    private boolean goesOn() {
      return episode < episodes;
    }

    private boolean beginWhereNeeded() {
      boolean begins = goesOn() && lengths[episode] == 0;
      if (begins) {
        world.reset(luck::nextDouble, observation);
      }
      return begins;
    }

    private void act() {
      if (!goesOn()) {
        return;
      }
      Outcome outcome = world.step(action, observation);
      world.readMetrics(metrics);
      for (int m = 0; m < metrics.length; m++) {
        greatest[episode][m] = Math.max(greatest[episode][m], metrics[m]);
      }
      returns[episode] += outcome.reward();
      lengths[episode]++;
      if (outcome.over()) {
        episode++;
      }
    }

    private Evaluation result() {
      return new Evaluation(returns, lengths, world.metrics(), greatest);
    }
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
