package org.qmp.rl.sac;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Mlp;
import org.qmp.nn.Xoshiro256;

/**
 * The policy network: observations (B×O) to a {@link SquashedGaussian} over actions (B×A). Its
 * output layer is [μ, log σ] (B×2A), block by block of tasks.
 */
public final class Actor {
  private final Mlp net;
  private final int actions;
  private final LogStd logStd;

  private Actor(Mlp net, int actions, LogStd logStd) {
    this.net = net;
    this.actions = actions;
    this.logStd = logStd;
  }

  static Actor create(String name, Dimensions d, SacConfig config, Kernels k, Xoshiro256 rng) {
    Mlp net = Mlp.create(name, config.actorSpec(d), k, rng);
    return new Actor(net, d.actions(), config.logStd());
  }

  SquashedGaussian policy(Var observations) {
    Var out = net.apply(observations);
    return new SquashedGaussian(
        out.columns(0, actions), logStd.bound(out.columns(actions, 2 * actions)));
  }

  public Parameters parameters() {
    return net.parameters();
  }
}
