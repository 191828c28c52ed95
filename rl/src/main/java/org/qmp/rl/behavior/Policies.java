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
import org.qmp.nn.Require;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.TwinQ;

/**
 * All policies a behaviour can choose from, and the critics that score them: the learned policies,
 * in the order of the tasks, then the suite's guides.
 *
 * @param tasks names, in order
 * @param learners one for each task in this order, or one for all
 * @param guides fixed policies, with actions in [−1, 1]
 * @param knowledge the suite's own shares
 */
public record Policies(
    List<String> tasks,
    List<Sac> learners,
    List<Guide> guides,
    Optional<DomainKnowledge> knowledge) {

  public Policies {
    tasks = List.copyOf(tasks);
    learners = List.copyOf(learners);
    guides = List.copyOf(guides);
    int learned = learners.stream().mapToInt(sac -> sac.dimensions().tasks()).sum();
    Require.that(
        learned == tasks.size() && (learners.size() == 1 || learners.size() == learned),
        "learners",
        learners.size(),
        "one of all tasks " + tasks + ", or one of each");
  }

  /** Names of all policies. */
  public List<String> names() {
    return Stream.concat(tasks.stream(), guides.stream().map(Guide::name)).toList();
  }

  /** Number of all policies. */
  public int count() {
    return tasks.size() + guides.size();
  }

  private boolean joint() {
    return learners.size() == 1;
  }

  /** α of a task. */
  public double alpha(int task) {
    return joint()
        ? learners.get(0).temperature().alpha(task)
        : learners.get(task).temperature().alpha(0);
  }

  /** Each task's own policy at its own observation (N×O): row i is task i. */
  SquashedGaussian own(Var observations) {
    return gaussian(
        IntStream.range(0, learners.size())
            .mapToObj(l -> learners.get(l).actor().policy(rowsOf(l, observations, 1)))
            .toList());
  }

  /** Every learned policy at every task's observation (N×O): row j·N + i is policy j at task i. */
  SquashedGaussian every(Var observations) {
    return gaussian(learners.stream().map(sac -> sac.actor().everyPolicy(observations)).toList());
  }

  /**
   * Each task's own critic on its rows.
   *
   * @param rows [observation, action], task-major (N·C × (O+A))
   * @return N·C × 1
   */
  Var ownCritics(QSwitch.CriticChoice choice, Var rows) {
    int each = rows.rows() / tasks.size();
    return stack(
        IntStream.range(0, learners.size())
            .mapToObj(l -> value(choice, learners.get(l).critics(), rowsOf(l, rows, each)))
            .toList());
  }

  private static Var value(QSwitch.CriticChoice choice, TwinQ critics, Var x) {
    return switch (choice) {
      case FIRST -> critics.first().apply(x);
      case MIN -> critics.min(x);
      case MEAN -> critics.first().apply(x).plus(critics.second().apply(x)).times(0.5);
    };
  }

  /** The rows of a learner's tasks. */
  private Var rowsOf(int learner, Var rows, int each) {
    return joint() ? rows : rows.rowRange(learner * each, (learner + 1) * each);
  }

  private static SquashedGaussian gaussian(List<SquashedGaussian> parts) {
    return new SquashedGaussian(
        stack(parts.stream().map(SquashedGaussian::mean).toList()),
        stack(parts.stream().map(SquashedGaussian::logStd).toList()));
  }

  private static Var stack(List<Var> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : parts.get(0).above(parts.subList(1, parts.size()).toArray(Var[]::new));
  }

  /**
   * The shares by which a behaviour draws.
   *
   * @throws MethodException if they are missing or are for other policies or tasks
   */
  DomainKnowledge shares(Behavior.Shares behavior) {
    DomainKnowledge shares = unchecked(behavior);
    if (shares.tasks() != tasks.size() || shares.policies() != count()) {
      throw new MethodException(
          String.format(
              Locale.ROOT,
              "shares of %d policies for %d tasks, expected %d policies %s for %d tasks",
              shares.policies(),
              shares.tasks(),
              count(),
              names(),
              tasks.size()));
    }
    return shares;
  }

  private DomainKnowledge unchecked(Behavior.Shares behavior) {
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
    double[][] equal = new double[tasks.size()][count()];
    for (double[] row : equal) {
      Arrays.fill(row, 1.0 / count());
    }
    return DomainKnowledge.ofOneStage(equal);
  }
}
