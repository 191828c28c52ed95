package org.qmp.rl.sac;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Mlp;
import org.qmp.nn.Xoshiro256;

/**
 * Two independent critics Q₁, Q₂ of [observation, action] (B×(O+A)), each B×1 (Fujimoto, van Hoof
 * and Meger 2018, arXiv:1802.09477).
 */
public final class TwinQ {
  private final Mlp first;
  private final Mlp second;
  private final Parameters parameters;

  private TwinQ(Mlp first, Mlp second) {
    this.first = first;
    this.second = second;
    this.parameters = first.parameters().and(second.parameters());
  }

  static TwinQ create(String name, Dimensions d, SacConfig config, Kernels k, Xoshiro256 rng) {
    return new TwinQ(
        Mlp.create(name + "1", config.criticSpec(d), k, rng),
        Mlp.create(name + "2", config.criticSpec(d), k, rng));
  }

  Var first(Var observationsAndActions) {
    return first.apply(observationsAndActions);
  }

  Var second(Var observationsAndActions) {
    return second.apply(observationsAndActions);
  }

  Var min(Var observationsAndActions) {
    return first(observationsAndActions).min(second(observationsAndActions));
  }

  public Parameters parameters() {
    return parameters;
  }
}
