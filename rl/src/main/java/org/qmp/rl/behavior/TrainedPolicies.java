package org.qmp.rl.behavior;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qmp.autograd.Var;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Guide;
import org.qmp.nn.Require;
import org.qmp.rl.sac.Sac;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * The policies of learners for all their tasks at once, then the suite's guides.
 *
 * @param tasks names, in order
 * @param learners one for each task in this order, or one for all
 * @param guides fixed policies, with actions in [−1, 1]
 * @param knowledge the suite's own shares
 */
public record TrainedPolicies(
    List<String> tasks, List<Sac> learners, List<Guide> guides, Optional<DomainKnowledge> knowledge)
    implements Policies {

  public TrainedPolicies {
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

  @Override
  public List<String> names() {
    return Stream.concat(tasks.stream(), guides.stream().map(Guide::name)).toList();
  }

  private boolean joint() {
    return learners.size() == 1;
  }

  @Override
  public double alpha(int task) {
    return joint()
        ? learners.get(0).temperature().alpha(task)
        : learners.get(task).temperature().alpha(0);
  }

  @Override
  public SquashedGaussian own(Var observations) {
    return Policies.stacked(
        IntStream.range(0, learners.size())
            .mapToObj(l -> learners.get(l).actor().policy(rowsOf(l, observations, 1)))
            .toList());
  }

  @Override
  public SquashedGaussian every(Var observations) {
    return Policies.stacked(
        learners.stream().map(sac -> sac.actor().everyPolicy(observations)).toList());
  }

  @Override
  public Var ownCritics(QSwitch.CriticChoice choice, Var rows) {
    int each = rows.rows() / tasks.size();
    return Policies.stack(
        IntStream.range(0, learners.size())
            .mapToObj(l -> choice.value(learners.get(l).critics(), rowsOf(l, rows, each)))
            .toList());
  }

  /** The rows of a learner's tasks. */
  private Var rowsOf(int learner, Var rows, int each) {
    return joint() ? rows : rows.rowRange(learner * each, (learner + 1) * each);
  }
}
