package org.qmp.rl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Summary;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.behavior.BehaviorPolicy;

/**
 * Episodes of one task with mean actions, from start states of their own.
 *
 * @param returns undiscounted return of each episode
 * @param lengths steps of each episode
 * @param metricNames of the world, each with how it is summed up: {@code success/ever}, {@code
 *     distance/last}
 * @param metrics for each episode, what each metric sums up to
 */
public record Evaluation(
    double[] returns, long[] lengths, List<String> metricNames, double[][] metrics) {

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
    private final List<Summary> summaries;
    private final double[] now;
    private final double[] returns;
    private final long[] lengths;
    private final double[][] metrics;
    private int episode;

    private Play(Environment world, int episodes, Xoshiro256 luck) {
      this.world = world;
      this.episodes = episodes;
      this.luck = luck;
      observation = new double[world.observations().size()];
      action = new double[world.actions().size()];
      summaries = world.metrics().stream().map(world::summary).toList();
      now = new double[summaries.size()];
      returns = new double[episodes];
      lengths = new long[episodes];
      metrics = new double[episodes][now.length];
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
      world.readMetrics(now);
      for (int m = 0; m < now.length; m++) {
        metrics[episode][m] = summaries.get(m).add(metrics[episode][m], lengths[episode], now[m]);
      }
      returns[episode] += outcome.reward();
      lengths[episode]++;
      if (outcome.over()) {
        episode++;
      }
    }

    private Evaluation result() {
      List<String> names =
          IntStream.range(0, now.length)
              .mapToObj(m -> summaries.get(m).of(world.metrics().get(m)))
              .toList();
      return new Evaluation(returns, lengths, names, metrics);
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

  /** Mean over episodes of what a metric sums up to. */
  public double meanMetric(int metric) {
    double sum = 0;
    for (double[] episode : metrics) {
      sum += episode[metric];
    }
    return sum / metrics.length;
  }
}
