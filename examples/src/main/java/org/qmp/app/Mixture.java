package org.qmp.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.qmp.env.Guide;
import org.qmp.env.TaskSuite;

/**
 * How often each policy acted for each task in the course of a run, or on average of several runs.
 *
 * @param tasks names of the rows
 * @param policies names of the columns: the tasks', then the guides'
 * @param windows in the order of time, at least one; rows sum to 1, or to 0 where only chance acted
 */
record Mixture(List<String> tasks, List<String> policies, List<Window> windows) {
  public Mixture {
    tasks = List.copyOf(tasks);
    policies = List.copyOf(policies);
    windows = List.copyOf(windows);
  }

  /**
   * The steps between two evaluations.
   *
   * @param shares [task][policy], in [0, 1]
   */
  record Window(long from, long to, double[][] shares) {}

  /**
   * The mean over runs of the same suite.
   *
   * @throws UsageException if their method has no mixture, or they share no evaluation yet
   */
  static Mixture of(String name, TaskSuite suite, List<Metrics> runs) {
    List<String> tasks = suite.tasks().stream().map(TaskSuite.Task::name).toList();
    List<String> policies = new ArrayList<>(tasks);
    suite.guides().stream().map(Guide::name).forEach(policies::add);
    SortedSet<Long> evaluated = common(runs, "evaluation-mixture/" + tasks.get(0) + "/return");
    SortedSet<Long> ends = common(runs, name(tasks.get(0), policies.get(0)));
    if (evaluated.isEmpty() && ends.isEmpty()) {
      throw new UsageException(
          name
              + " has no mixture of policies; runs that have been evaluated, of methods such as"
              + " separated+qmp, are allowed");
    }
    List<Window> windows = new ArrayList<>();
    if (ends.isEmpty()) {
      double[][] nobody = new double[tasks.size()][policies.size()];
      return new Mixture(tasks, policies, List.of(new Window(0, evaluated.last(), nobody)));
    }
    long from = start(ends);
    for (long to : ends) {
      windows.add(new Window(from, to, shares(tasks, policies, runs, to)));
      from = to;
    }
    return new Mixture(tasks, policies, windows);
  }

  /** The steps at which all runs have told a number. */
  private static SortedSet<Long> common(List<Metrics> runs, String name) {
    SortedSet<Long> steps = new TreeSet<>(runs.get(0).series(name).keySet());
    runs.forEach(run -> steps.retainAll(run.series(name).keySet()));
    return steps;
  }

  /** Nothing is told of windows in which chance alone acted, so the first may begin late. */
  private static long start(SortedSet<Long> ends) {
    long first = ends.first();
    SortedSet<Long> later = ends.tailSet(first + 1);
    return later.isEmpty() ? 0 : Math.max(0, first - (later.first() - first));
  }

  private static String name(String task, String policy) {
    return "mixture/" + task + "/" + policy;
  }

  private static double[][] shares(
      List<String> tasks, List<String> policies, List<Metrics> runs, long step) {
    double[][] shares = new double[tasks.size()][policies.size()];
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = 0; j < policies.size(); j++) {
        for (Metrics run : runs) {
          SortedMap<Long, Double> series = run.series(name(tasks.get(i), policies.get(j)));
          shares[i][j] += series.getOrDefault(step, 0.0) / runs.size();
        }
      }
    }
    return shares;
  }

  /** The same with at most so many windows, neighbours being taken together. */
  Mixture condensed(int atMost) {
    int count = Math.min(atMost, windows.size());
    List<Window> together = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      together.add(
          together(windows.subList(i * windows.size() / count, (i + 1) * windows.size() / count)));
    }
    return new Mixture(tasks, policies, together);
  }

  /** Weighted by steps. */
  private Window together(List<Window> some) {
    long from = some.get(0).from;
    long to = some.get(some.size() - 1).to;
    double[][] mean = new double[tasks.size()][policies.size()];
    for (Window window : some) {
      double weight = (double) (window.to - window.from) / (to - from);
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean[i].length; j++) {
          mean[i][j] += weight * window.shares[i][j];
        }
      }
    }
    return new Window(from, to, mean);
  }

  /** In how many of the steps that policies made it was not the task's own, in [0, 1]. */
  double foreign() {
    double own = 0;
    double all = 0;
    for (Window window : windows) {
      for (int i = 0; i < window.shares.length; i++) {
        double steps = (double) (window.to - window.from);
        own += steps * window.shares[i][i];
        all += Arrays.stream(window.shares[i]).sum() > 0 ? steps : 0;
      }
    }
    return all == 0 ? 0 : 1 - own / all;
  }
}
