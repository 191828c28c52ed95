package org.qmp.rl.multitask;

import java.util.List;
import java.util.Optional;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.nn.Layer;
import org.qmp.rl.sac.TaskNet;

/**
 * A critic of one task: of [observation, action] (B×(O+A)), B×1.
 *
 * @param nets the task's network; or those of all tasks, in order, if Q is a mean of them
 * @param own the number of the task's network
 * @param weights of that mean before the softmax (B×N), see {@link Decaf}; or empty
 */
public record TaskCritic(List<TaskNet> nets, int own, Optional<TaskNet> weights) implements Layer {

  public TaskCritic {
    nets = List.copyOf(nets);
  }

  private Layer layer() {
    return weights.<Layer>map(w -> new Decaf(nets, own, w)).orElse(nets.get(own));
  }

  @Override
  public Var apply(Var x) {
    return layer().apply(x);
  }

  @Override
  public Parameters parameters() {
    return layer().parameters();
  }
}
