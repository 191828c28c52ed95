package org.qmp.cli.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.qmp.cli.option.UsageException;
import org.qmp.env.Guide;
import org.qmp.env.TaskSuite;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.MetricsSink;
import org.qmp.rl.TrainingConfig;

/**
 * How often each policy acted for each task in the course of a run, or on average of several runs.
 *
 * @param tasks names of the rows
 * @param policies names of the columns: the tasks', then the guides'
 * @param windows in the order of time, at least one
 */
public record PolicyShares(List<String> tasks, List<String> policies, List<Window> windows) {
  public PolicyShares {
    tasks = List.copyOf(tasks);
    policies = List.copyOf(policies);
    windows = List.copyOf(windows);
  }

  /**
   * The steps between two evaluations, without the random ones before the first update.
   *
   * @param from steps before its first one
   * @param to steps after its last one
   * @param shares [task][policy], of the steps in which a policy acted (not chance), in [0, 1]:
   *     rows sum to 1, or to 0 where there were none
   */
  public record Window(long from, long to, double[][] shares) {
    /** Whether a policy acted for a task. */
    boolean hasActions(int task) {
      return Arrays.stream(shares[task]).sum() > 0;
    }

    /** Whether a policy acted for any task: windows of random actions alone say nothing. */
    boolean hasActions() {
      return IntStream.range(0, shares.length).anyMatch(this::hasActions);
    }
  }

  /**
   * The mean over runs of the same suite.
   *
   * @param training how all of them were trained
   * @throws UsageException if their method has no mixture, or they share no evaluation yet
   */
  public static PolicyShares of(
      String name, TaskSuite suite, TrainingConfig training, List<Metrics> runs) {
    Families families = Families.of(suite);
    List<String> tasks = families.order().stream().map(families.tasks()::get).toList();
    List<String> policies = new ArrayList<>(tasks);
    suite.guides().stream().map(Guide::name).forEach(policies::add);
    SortedSet<Long> ends = new TreeSet<>(runs.get(0).steps(Acts.MIXTURE.prefix()));
    runs.forEach(run -> ends.retainAll(run.steps(Acts.MIXTURE.prefix())));
    if (ends.isEmpty()) {
      throw new UsageException(
          name
              + " has no mixture of policies; runs that have been evaluated, of methods such as"
              + " separated+qmp, are allowed");
    }
    long random = training.start() == TrainingConfig.Start.UNIFORM ? training.warmUp() : 0;
    List<Window> windows = new ArrayList<>();
    long from = 0;
    for (long to : ends) {
      long begin = Math.max(from, Math.min(random, to));
      windows.add(new Window(begin, to, shares(tasks, policies, runs, to)));
      from = to;
    }
    List<Window> some = windows.stream().filter(Window::hasActions).toList();
    if (some.isEmpty()) {
      some = List.of(new Window(0, from, new double[tasks.size()][policies.size()]));
    }
    return new PolicyShares(tasks, policies, some);
  }

  private static String name(String task, String policy) {
    return MetricsSink.SHARES + task + "/" + policy;
  }

  /** The mean over those runs in which policies acted for the task. */
  private static double[][] shares(
      List<String> tasks, List<String> policies, List<Metrics> runs, long step) {
    double[][] shares = new double[tasks.size()][policies.size()];
    for (Metrics run : runs) {
      SortedMap<String, Double> moment = run.byStep().getOrDefault(step, new TreeMap<>());
      for (int i = 0; i < tasks.size(); i++) {
        for (int j = 0; j < policies.size(); j++) {
          shares[i][j] += moment.getOrDefault(name(tasks.get(i), policies.get(j)), 0.0);
        }
      }
    }
    return normalized(shares);
  }

  private static double[][] normalized(double[][] rows) {
    for (double[] row : rows) {
      double sum = Arrays.stream(row).sum();
      for (int j = 0; j < row.length && sum > 0; j++) {
        row[j] /= sum;
      }
    }
    return rows;
  }

  /** The same in fewer windows, neighbours joined. */
  public PolicyShares condensed(int atMost) {
    int count = Math.min(atMost, windows.size());
    List<Window> together = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      together.add(
          together(windows.subList(i * windows.size() / count, (i + 1) * windows.size() / count)));
    }
    return new PolicyShares(tasks, policies, together);
  }

  /** Weighted by steps; windows in which no policy acted for a task do not count. */
  private Window together(List<Window> some) {
    double[][] mean = new double[tasks.size()][policies.size()];
    for (Window window : some) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean[i].length; j++) {
          mean[i][j] += (window.to - window.from) * window.shares[i][j];
        }
      }
    }
    return new Window(some.get(0).from, some.get(some.size() - 1).to, normalized(mean));
  }

  /**
   * The share of policies' steps in which a policy other than the task's own acted, in [0, 1];
   * windows are weighted by steps, tasks equally.
   */
  public double foreign() {
    double foreign = 0;
    double all = 0;
    for (Window window : windows) {
      for (int i = 0; i < tasks.size(); i++) {
        if (window.hasActions(i)) {
          double steps = (double) (window.to - window.from);
          foreign += steps * (1 - window.shares[i][i]);
          all += steps;
        }
      }
    }
    return all == 0 ? 0 : foreign / all;
  }
}
