package org.qmp.rl.sac;

import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;

/**
 * The networks of one learner.
 *
 * @param critics online, Q₁ and Q₂
 * @param targets Q̄₁ and Q̄₂, equal to the online ones at the start
 */
public record Nets(Actor actor, TwinQ critics, TwinQ targets, Temperature temperature) {

  /**
   * New networks.
   *
   * @param weights from which each network's numbers are drawn, in streams of their own
   */
  public static Nets create(
      Kernels k, Dimensions d, Wiring wiring, SacConfig config, Xoshiro256 weights) {
    Actor actor = Actor.create("actor", d, wiring, config, k, weights.split("actor"));
    TwinQ critics = TwinQ.create("critic", d, wiring, config, k, weights.split("critic"));
    TwinQ targets = TwinQ.create("target", d, wiring, config, k, weights.split("target"));
    targets.parameters().copyFrom(critics.parameters());
    Temperature temperature =
        new Temperature("temperature", wiring.temperatures(), config.temperature(), k);
    return new Nets(actor, critics, targets, temperature);
  }

  /** The same with other critics, whose targets are made equal to them. */
  public Nets withCritics(TwinQ online, TwinQ target) {
    target.parameters().copyFrom(online.parameters());
    return new Nets(actor, online, target, temperature);
  }
}
