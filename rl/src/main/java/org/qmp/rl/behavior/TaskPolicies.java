package org.qmp.rl.behavior;

import java.util.List;
import java.util.Optional;
import org.qmp.autograd.Var;
import org.qmp.env.DomainKnowledge;
import org.qmp.env.Guide;
import org.qmp.rl.sac.Actor.LogStd;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.TaskNet;
import org.qmp.rl.sac.TwinQ;

/**
 * All tasks' policies for one task, without learners.
 *
 * @param names of all policies, each the name of its task
 * @param own the number of the task
 * @param actors of all policies
 * @param critics of the task
 * @param alpha of the task
 */
public record TaskPolicies(
    List<String> names, int own, List<TaskNet> actors, LogStd logStd, TwinQ critics, double alpha)
    implements Policies {

  public TaskPolicies {
    names = List.copyOf(names);
    actors = List.copyOf(actors);
  }

  @Override
  public List<String> tasks() {
    return List.of(names.get(own));
  }

  @Override
  public List<Guide> guides() {
    return List.of();
  }

  @Override
  public Optional<DomainKnowledge> knowledge() {
    return Optional.empty();
  }

  @Override
  public int own(int task) {
    return own;
  }

  @Override
  public double alpha(int task) {
    return alpha;
  }

  @Override
  public SquashedGaussian own(Var observations) {
    return logStd.policy(actors.get(own).apply(observations));
  }

  @Override
  public SquashedGaussian every(Var observations) {
    return Policies.stacked(
        actors.stream().map(actor -> logStd.policy(actor.apply(observations))).toList());
  }

  @Override
  public Var ownCritics(QSwitch.CriticChoice choice, Var rows) {
    return choice.value(critics, rows);
  }
}
