package org.qmp.rl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.rl.Evaluation.Acts;
import org.qmp.rl.multitask.Learner;

/** Writes the metrics of a training to sinks; a number that does not exist yet is left out. */
final class TrainingMetrics {
  private final Training training;
  private final List<MetricsSink> sinks = new ArrayList<>();

  TrainingMetrics(Training training) {
    this.training = training;
  }

  void add(MetricsSink sink) {
    sinks.add(sink);
  }

  void flush() throws IOException {
    for (MetricsSink sink : sinks) {
      sink.flush();
    }
  }

  /** Return and length of every task's episode that has just ended. */
  void episodes() throws IOException {
    for (TaskLoop loop : training.tasks()) {
      if (loop.justEnded()) {
        write("collect/" + loop.name + "/return", loop.lastReturn());
        write("collect/" + loop.name + "/length", (double) loop.lastLength());
      }
    }
  }

  /** Means over a task's episodes. */
  void evaluation(Acts who, String task, Evaluation evaluation) throws IOException {
    String prefix = who.prefix() + task + "/";
    write(prefix + "return", evaluation.meanReturn());
    write(prefix + "length", evaluation.meanLength());
    for (int m = 0; m < evaluation.metricNames().size(); m++) {
      write(prefix + evaluation.metricNames().get(m), evaluation.meanMetric(m));
    }
  }

  /**
   * Row i of the mixture's matrix: how often each policy acted for task i since the row was last
   * written. A row is left out if all actions were random, or the task waited for others.
   */
  void shares() throws IOException {
    if (!training.evaluable().contains(Acts.MIXTURE)) {
      return;
    }
    List<String> policies = training.policies().names();
    for (TaskLoop task : training.tasks()) {
      long[] acted = task.acted;
      long all = Arrays.stream(acted).sum();
      for (int j = 0; all > 0 && j < acted.length; j++) {
        write(MetricsSink.SHARES + task.name + "/" + policies.get(j), (double) acted[j] / all);
      }
      Arrays.fill(acted, 0);
    }
  }

  /** Losses and the like of the latest updates; nothing for learners that have not made one. */
  void learners() throws IOException {
    List<Learner> learners = training.learners().all();
    for (Learner learner : learners) {
      for (var number : learner.latest().entrySet()) {
        write(number.getKey(), number.getValue());
      }
    }
    List<String> tasks = training.policies().tasks();
    for (int i = 0; i < tasks.size(); i++) {
      if (learners.get(learners.size() == 1 ? 0 : i).sac().updates() > 0) {
        write("learner/" + tasks.get(i) + "/alpha", training.policies().alpha(i));
      }
    }
  }

  private void write(String name, double value) throws IOException {
    for (MetricsSink sink : sinks) {
      sink.write(training.step(), name, value);
    }
  }
}
