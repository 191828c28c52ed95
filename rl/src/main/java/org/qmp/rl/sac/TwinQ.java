package org.qmp.rl.sac;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Layer;
import org.qmp.nn.Mlp;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;

/**
 * Two independent critics Q₁, Q₂ of [observation, action] (B×(O+A)), each B×1 (Fujimoto, van Hoof
 * and Meger 2018, arXiv:1802.09477).
 */
public record TwinQ(Layer first, Layer second) {

  static TwinQ create(
      String name, Dimensions d, Wiring wiring, SacConfig config, Kernels k, Xoshiro256 rng) {
    Mlp.Spec spec = config.criticSpec(d, wiring);
    return new TwinQ(
        new Identified(wiring, Mlp.create(name + "1", spec, k, rng)),
        new Identified(wiring, Mlp.create(name + "2", spec, k, rng)));
  }

  /** A network with the code of its rows' tasks in its input, if the wiring says so. */
  private record Identified(Wiring wiring, Mlp net) implements Layer {
    @Override
    public Var apply(Var x) {
      return net.apply(wiring.identify(x));
    }

    @Override
    public Parameters parameters() {
      return net.parameters();
    }
  }

  /** min(Q₁, Q₂) of [observation, action], task-major. */
  public Var min(Var x) {
    return first.apply(x).min(second.apply(x));
  }

  public Parameters parameters() {
    return first.parameters().and(second.parameters());
  }
}
