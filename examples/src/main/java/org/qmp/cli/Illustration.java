package org.qmp.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Backend;
import org.qmp.cli.compare.Table;
import org.qmp.cli.draw.WayChart;
import org.qmp.cli.draw.WayChart.Visit;
import org.qmp.cli.option.NamedSuite;
import org.qmp.cli.run.Format;
import org.qmp.env.Environment;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointTask;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.rl.Agent;
import org.qmp.rl.RunSpec;
import org.qmp.rl.TrainingConfig;
import org.qmp.rl.behavior.Behavior;
import org.qmp.rl.multitask.Method;
import org.qmp.rl.stats.Averages;

/**
 * The illustration of the paper: one learner on its way to one goal, alone (a) and with three fixed
 * guides for the Q-switch to choose from, of which one leads away (b) or all lead to the goal (c).
 * The longer a learner explores, the more the guides help; so it is shown with two initial
 * temperatures.
 *
 * @param ways of each panel, first with the temperature of the paper's code, by the seed
 */
record Illustration(List<List<Way>> ways) {
  private static final List<String> SUITES =
      List.of("point-figure", "point-figure-b", "point-figure-c");
  private static final List<String> ALPHAS = List.of("1", "0.1");
  private static final List<String> PANELS =
      List.of("(a) alone", "(b) up, right, down-left", "(c) up, right, up-right");

  /**
   * All steps of a seed until an episode first ends before its time limit; if none does, all steps
   * of the budget.
   *
   * @param last how many steps that episode has; 0 if there is none
   */
  record Way(List<Visit> visits, int last) {
    int steps() {
      return visits.size();
    }
  }

  /** The Q-switch, written as a rule that records its choices: argmax_j Q(s, tanh μ_j(s)). */
  record Watched(List<Visit> visits) implements Behavior.Custom {
    @Override
    public Behavior.Rule start(List<String> tasks, List<String> policies) {
      List<String> names =
          policies.stream().map(n -> n.toLowerCase(Locale.ROOT).replace('_', '-')).toList();
      return decision -> {
        int best = 0;
        for (int j = 1; j < decision.policies(); j++) {
          best = decision.score(j) > decision.score(best) ? j : best;
        }
        double[] seen = decision.observation(); // (p − 5) / 5
        Point at = new Point(5 + 5 * seen[0], 5 + 5 * seen[1]);
        visits.add(new Visit(at, best == 0 ? "its own policy" : names.get(best)));
        return best;
      };
    }
  }

  /**
   * Trains until an episode ends before its time limit, as at the goal.
   *
   * @param threads learners at a time
   * @param seeds how many for each panel: 1, 2, …
   * @param budget most steps of a learner
   */
  static Illustration of(Backend backend, int threads, int seeds, long budget)
      throws InterruptedException {
    List<Callable<Way>> learners = new ArrayList<>();
    for (String alpha : ALPHAS) {
      for (String name : SUITES) {
        TaskSuite suite = NamedSuite.suite(name);
        for (int seed = 1; seed <= seeds; seed++) {
          RunSpec spec = spec(name, seed, budget).set("alpha", alpha);
          learners.add(() -> way(spec, suite, backend));
        }
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Way> ways = new ArrayList<>();
      for (Future<Way> way : pool.invokeAll(learners)) {
        ways.add(way.get());
      }
      return new Illustration(
          IntStream.range(0, ways.size() / seeds)
              .mapToObj(panel -> ways.subList(panel * seeds, (panel + 1) * seeds))
              .toList());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a learner of the illustration failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * The settings of errands, except that the behaviour acts from the first step, the warm-up has
   * 100 steps, the budget is the number of steps, and one episode is evaluated at their end.
   */
  static RunSpec spec(String suite, int seed, long budget) {
    return NamedSuite.ERRANDS
        .defaults()
        .with(
            c -> {
              c.suite = suite;
              c.seed = seed;
              c.training =
                  c.training.with(
                      t -> {
                        t.steps = budget;
                        t.warmUp = 100;
                        t.start = TrainingConfig.Start.BEHAVIOR;
                        t.evaluateEvery = budget;
                        t.evaluationEpisodes = 1;
                      });
            });
  }

  private static Way way(RunSpec plain, TaskSuite suite, Backend backend) {
    List<Visit> visits = new ArrayList<>();
    RunSpec spec = plain.with(c -> c.method = Method.SEPARATED.with(new Watched(visits)));
    int[] last = {0};
    try (Agent agent = new Agent(spec, suite, backend)) {
      agent.run(
          new Agent.Listener() {
            @Override
            public void onEpisode(Agent running, String task, double sum, long length) {
              if (length < PointTask.FIGURE.horizon()) {
                last[0] = (int) length;
                running.requestStop();
              }
            }
          });
      return new Way(List.copyOf(visits.subList(0, (int) agent.step())), last[0]);
    }
  }

  /** Steps until an episode first ends before its time limit. */
  Table table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "temperature from 1", "from 0.1, as below"));
    for (int i = 0; i < PANELS.size(); i++) {
      rows.add(List.of(PANELS.get(i), steps(ways.get(i)), steps(ways.get(i + PANELS.size()))));
    }
    return new Table(
        Format.text(
            "Steps until the goal is first reached before the time limit:"
                + " median and quartiles of %s",
            Format.count(ways.get(0).size(), "seed")),
        rows);
  }

  private static String steps(List<Way> ways) {
    double[] sorted = ways.stream().mapToDouble(Way::steps).sorted().toArray();
    return Format.text(
        "%,.0f [%,.0f, %,.0f]",
        Averages.quantile(sorted, 0.5),
        Averages.quantile(sorted, 0.25),
        Averages.quantile(sorted, 0.75));
  }

  /** The way of a middle seed in each panel. */
  Picture picture() {
    List<WayChart.Panel> panels = new ArrayList<>();
    try (Environment floor = NamedSuite.suite(SUITES.get(0)).tasks().get(0).create()) {
      for (int i = 0; i < PANELS.size(); i++) {
        List<Way> sorted =
            ways.get(i).stream().sorted(Comparator.comparingInt(Way::steps)).toList();
        Way middle = sorted.get((sorted.size() - 1) / 2);
        panels.add(
            new WayChart.Panel(
                Format.text("%s: %s", PANELS.get(i), Format.count(middle.steps(), "step")),
                floor.render(),
                middle.visits(),
                middle.last()));
      }
    }
    return WayChart.of(
        "One learner and one goal, alone and with guides",
        "All steps until the goal is first reached before the time limit, of a seed in the middle,"
            + " temperature from 1: small dots are the steps of earlier episodes, large ones the"
            + " way that arrives, from the lower left to the upper right. The colour says who"
            + " acted.",
        panels);
  }
}
