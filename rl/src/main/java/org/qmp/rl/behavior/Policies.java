package org.qmp.rl.behavior;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qmp.autograd.Var;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Guide;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * All policies a behaviour can choose from, and the critics that score them: the learned policies,
 * in the order of the tasks, then the suite's guides.
 */
public interface Policies {

  /** The T tasks that act, in order. */
  List<String> tasks();

  /** Names of all policies: L learned ones, then the guides. */
  List<String> names();

  /** Fixed policies, with actions in [−1, 1]. */
  List<Guide> guides();

  /** The suite's own shares. */
  Optional<DomainKnowledge> knowledge();

  /** Number of all policies. */
  default int count() {
    return names().size();
  }

  /** The number of a task's own policy. */
  default int own(int task) {
    return task;
  }

  /** α of a task. */
  double alpha(int task);

  /** Each task's own policy at its own observation (T×O): row i is task i. */
  SquashedGaussian own(Var observations);

  /** Every learned policy at every task's observation (T×O): row j·T + i is policy j at task i. */
  SquashedGaussian every(Var observations);

  /**
   * Each task's own critic on its rows.
   *
   * @param rows [observation, action], task-major (T·C × (O+A))
   * @return T·C × 1
   */
  Var ownCritics(QSwitch.CriticChoice choice, Var rows);

  /** The Gaussians of all parts' rows, one below the other. */
  static SquashedGaussian stacked(List<SquashedGaussian> parts) {
    return new SquashedGaussian(
        stack(parts.stream().map(SquashedGaussian::mean).toList()),
        stack(parts.stream().map(SquashedGaussian::logStd).toList()));
  }

  /** The rows of all parts, one below the other. */
  static Var stack(List<Var> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : parts.get(0).above(parts.subList(1, parts.size()).toArray(Var[]::new));
  }

  /**
   * The shares by which a behaviour draws.
   *
   * @throws MethodException if they are missing or are for other policies or tasks
   */
  default DomainKnowledge shares(Behavior.Shares behavior) {
    DomainKnowledge shares = unchecked(behavior);
    if (shares.tasks() != tasks().size() || shares.policies() != count()) {
      throw new MethodException(
          String.format(
              Locale.ROOT,
              "shares of %d policies for %d tasks, expected %d policies %s for %d tasks",
              shares.policies(),
              shares.tasks(),
              count(),
              names(),
              tasks().size()));
    }
    return shares;
  }

  private DomainKnowledge unchecked(Behavior.Shares behavior) {
    if (behavior instanceof Behavior.Domain) {
      return knowledge()
          .orElseThrow(() -> new MethodException("these tasks come without domain knowledge"));
    }
    if (behavior instanceof Behavior.Fixed fixed) {
      MethodException.refuse(
          fixed.rows().isEmpty(), "fixed shares need a row for each task, and there are none");
      return Behavior.Fixed.table(fixed.rows());
    }
    double[][] equal = new double[tasks().size()][count()];
    for (double[] row : equal) {
      Arrays.fill(row, 1.0 / count());
    }
    return DomainKnowledge.ofOneStage(equal);
  }
}
