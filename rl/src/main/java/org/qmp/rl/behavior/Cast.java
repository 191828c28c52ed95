package org.qmp.rl.behavior;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.autograd.Var;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Guide;
import org.qmp.nn.Layer;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.TwinQ;

/**
 * Everybody whom a behaviour may ask: the learned policies, in the order of the tasks, then the
 * suite's guides.
 *
 * @param tasks names, in order
 * @param learners whose tasks are these in this order: each has one or more
 * @param guides fixed policies, with actions in [−1, 1]
 * @param knowledge the suite's own shares
 */
public record Cast(
    List<String> tasks,
    List<Sac> learners,
    List<Guide> guides,
    Optional<DomainKnowledge> knowledge) {

  public Cast {
    tasks = List.copyOf(tasks);
    learners = List.copyOf(learners);
    guides = List.copyOf(guides);
    int learned = learners.stream().mapToInt(sac -> sac.dimensions().tasks()).sum();
    if (learned != tasks.size()) {
      throw new IllegalArgumentException(
          learned + " learned policies for the " + tasks.size() + " tasks " + tasks);
    }
  }

  /** Names of all policies. */
  public List<String> policies() {
    return Stream.concat(tasks.stream(), guides.stream().map(Guide::name)).toList();
  }

  /**
   * The shares that a behaviour speaks of.
   *
   * @throws IllegalArgumentException if they are missing or do not fit the cast
   */
  DomainKnowledge shares(Behavior.Shares behavior) {
    int all = policies().size();
    DomainKnowledge shares = unchecked(behavior, all);
    if (shares.tasks() != tasks.size() || shares.policies() != all) {
      throw new MethodException(
          String.format(
              Locale.ROOT,
              "shares of %d policies for %d tasks, expected %d policies %s for %d tasks",
              shares.policies(),
              shares.tasks(),
              all,
              policies(),
              tasks.size()));
    }
    return shares;
  }

  private DomainKnowledge unchecked(Behavior.Shares behavior, int policies) {
    if (behavior instanceof Behavior.Domain) {
      return knowledge.orElseThrow(
          () -> new MethodException("these tasks come without domain knowledge"));
    }
    if (behavior instanceof Behavior.Fixed fixed) {
      return DomainKnowledge.ofOneStage(
          fixed.rows().stream()
              .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
              .toArray(double[][]::new));
    }
    double[][] equal = new double[tasks.size()][policies];
    for (double[] row : equal) {
      Arrays.fill(row, 1.0 / policies);
    }
    return DomainKnowledge.ofOneStage(equal);
  }

  /** α of a task. */
  public double alpha(int task) {
    int learner = 0;
    while (task >= firstTask(learner + 1)) {
      learner++;
    }
    return learners.get(learner).temperature().alpha(task - firstTask(learner));
  }

  /** Index of a learner's first task; of the one that would follow the last, how many there are. */
  private int firstTask(int learner) {
    return learners.subList(0, learner).stream().mapToInt(sac -> sac.dimensions().tasks()).sum();
  }

  /** Each task's own policy at its own observation (N×O): row i is task i. */
  SquashedGaussian ownPolicies(Var observations) {
    return gaussian(
        IntStream.range(0, learners.size())
            .mapToObj(l -> learners.get(l).actor().policy(rowsOf(l, observations, 1)))
            .toList());
  }

  /** Every learned policy at every task's observation (N×O): row j·N + i is policy j at task i. */
  SquashedGaussian everyPolicy(Var observations) {
    return gaussian(learners.stream().map(sac -> sac.actor().everyPolicy(observations)).toList());
  }

  /**
   * Each task's own critic on its rows.
   *
   * @param rows [observation, action], task-major (N·C × (O+A))
   * @return N·C × 1
   */
  Var ownCritics(QSwitch.CriticChoice judge, Var rows) {
    int each = rows.rows() / tasks.size();
    return above(
        IntStream.range(0, learners.size())
            .mapToObj(l -> judge(judge, learners.get(l).critics(), rowsOf(l, rows, each)))
            .toList());
  }

  private static Var judge(QSwitch.CriticChoice judge, TwinQ critics, Var x) {
    Layer first = critics.first();
    return switch (judge) {
      case FIRST -> first.apply(x);
      case MIN -> critics.min(x);
      case MEAN -> first.apply(x).plus(critics.second().apply(x)).times(0.5);
    };
  }

  /** The rows of a learner's tasks. */
  private Var rowsOf(int learner, Var rows, int each) {
    return learners.size() == 1
        ? rows
        : rows.rowRange(firstTask(learner) * each, firstTask(learner + 1) * each);
  }

  private static SquashedGaussian gaussian(List<SquashedGaussian> parts) {
    return new SquashedGaussian(
        above(parts.stream().map(SquashedGaussian::mean).toList()),
        above(parts.stream().map(SquashedGaussian::logStd).toList()));
  }

  private static Var above(List<Var> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : parts.get(0).above(parts.subList(1, parts.size()).toArray(Var[]::new));
  }
}
