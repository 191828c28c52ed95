package org.qmp.rl;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Team;
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
 * @param metricNames of the environment, each with how it is summed up: {@code success/ever},
 *     {@code distance/last}
 * @param metrics for each episode, what each metric sums up to
 */
public record Evaluation(
    double[] returns, long[] lengths, List<String> metricNames, double[][] metrics) {

  /** Steps within which an episode must end where all are waited for: in evaluations and films. */
  public static final int LONGEST_EPISODE = 100_000;

  /** Who acts in an evaluation; always with mean actions. */
  public enum Acts {
    /** Each task's own policy, which is what a run returns: the headline. */
    OWN("evaluation/"),
    /** The policies that the behaviour chooses. */
    MIXTURE("evaluation-mixture/");

    private final String prefix;

    Acts(String prefix) {
      this.prefix = prefix;
    }

    /** Prefix of the names of such evaluations' metrics. */
    public String prefix() {
      return prefix;
    }
  }

  /**
   * Plays episodes of all tasks side by side.
   *
   * @param environments one for each task
   * @param team divides the tasks
   * @param policy restarted; it acts for all tasks
   * @param step of the training, for the policy
   * @param episodes of each task, at least 1
   * @param rng of each task
   * @param abandons asked before every step
   * @return none if it was abandoned
   */
  static List<Evaluation> of(
      List<Environment> environments,
      Team team,
      BehaviorPolicy policy,
      long step,
      int episodes,
      List<Xoshiro256> rng,
      BooleanSupplier abandons) {
    List<Episodes> all =
        IntStream.range(0, environments.size())
            .mapToObj(i -> new Episodes(environments.get(i), episodes, rng.get(i)))
            .toList();
    PerTask playing = new PerTask(team, all.size(), i -> all.get(i).play());
    playing.run();
    while (all.stream().anyMatch(Episodes::goOn)) {
      if (abandons.getAsBoolean()) {
        return List.of();
      }
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).atTheBeginning()) {
          policy.episodeBegan(i);
        }
        if (all.get(i).goOn()) {
          policy.observe(i, all.get(i).observation);
        }
      }
      policy.decide(step);
      for (int i = 0; i < all.size(); i++) {
        policy.meanAction(i, all.get(i).action);
      }
      playing.run();
    }
    return all.stream().map(Episodes::result).toList();
  }

  /** One task's episodes, one after the other. */
  private static final class Episodes {
    private final Environment environment;
    private final Xoshiro256 rng;
    private final double[] observation;
    private final double[] action;
    private final List<Summary> summaries;
    private final double[] now;
    private final double[] returns;
    private final long[] lengths;
    private final double[][] metrics;
    private int episode;
    private boolean begun;

    private Episodes(Environment environment, int episodes, Xoshiro256 rng) {
      this.environment = environment;
      this.rng = rng;
      observation = new double[environment.observations().size()];
      action = new double[environment.actions().size()];
      summaries = environment.metrics().stream().map(environment::summary).toList();
      now = new double[summaries.size()];
      returns = new double[episodes];
      lengths = new long[episodes];
      metrics = new double[episodes][now.length];
    }

    private boolean goOn() {
      return episode < returns.length;
    }

    private boolean atTheBeginning() {
      return goOn() && lengths[episode] == 0;
    }

    /**
     * Acts, and begins the next episode after the end of one; at the first call it only begins one.
     */
    private void play() {
      if (begun && goOn()) {
        act();
      }
      if (atTheBeginning()) {
        environment.reset(rng::nextDouble, observation);
        begun = true;
      }
    }

    private void act() {
      Outcome outcome = environment.step(action, observation);
      environment.readMetrics(now);
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
              .mapToObj(m -> summaries.get(m).of(environment.metrics().get(m)))
              .toList();
      return new Evaluation(returns, lengths, names, metrics);
    }
  }

  public double meanReturn() {
    return mean(episode -> returns[episode]);
  }

  public double meanLength() {
    return mean(episode -> (double) lengths[episode]);
  }

  /** Mean over episodes of what a metric sums up to. */
  public double meanMetric(int metric) {
    return mean(episode -> metrics[episode][metric]);
  }

  private double mean(IntToDoubleFunction value) {
    double sum = 0;
    for (int episode = 0; episode < returns.length; episode++) {
      sum += value.applyAsDouble(episode);
    }
    return sum / returns.length;
  }
}
