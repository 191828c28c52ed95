package org.qmp.rl.sac;

import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Mlp;
import org.qmp.nn.Require;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;

/**
 * The policy network: observations (B×O) to a {@link SquashedGaussian} over actions (B×A). Its
 * output layer is [μ, x] (B×2A), block by block of tasks; {@link LogStd} makes log σ of x.
 */
public record Actor(Mlp net, Dimensions dimensions, Wiring wiring, LogStd logStd) {

  /**
   * How the network's second output x becomes log σ, elementwise between finite bounds.
   *
   * @param smooth low + ½ (high − low) (1 + tanh x), at its bounds only where tanh rounds to ±1;
   *     otherwise min(max(x, low), high), with no gradient from outside
   */
  public record LogStd(boolean smooth, double low, double high) {
    /** The bounds of the original. */
    public static final LogStd DEFAULT = new LogStd(false, -20, 2);

    public LogStd {
      boolean ordered = low < high && high - low <= Double.MAX_VALUE;
      Require.that(
          ordered, "bounds of log σ", low + " and " + high, "finite numbers, the lower one first");
    }

    Var of(Var x) {
      return smooth
          ? x.tanh().times(0.5 * (high - low)).plus(0.5 * (high + low))
          : x.clamp(low, high);
    }

    /** The policy given by a network's output [μ, x] (B×2A). */
    public SquashedGaussian policy(Var out) {
      int actions = out.cols() / 2;
      return new SquashedGaussian(out.columns(0, actions), of(out.columns(actions, 2 * actions)));
    }
  }

  /**
   * A new actor.
   *
   * @param name prefix of its parameters' names
   */
  public static Actor create(
      String name, Dimensions d, Wiring wiring, SacConfig config, Kernels k, Xoshiro256 rng) {
    Mlp net = Mlp.create(name, config.actorSpec(d, wiring), k, rng);
    return new Actor(net, d, wiring, config.logStd());
  }

  /** Each task's policy at its own observations (N·B × O, task-major). */
  public SquashedGaussian policy(Var observations) {
    return logStd.policy(net.apply(wiring.identify(observations)));
  }

  /**
   * Every task's policy at every observation: row j·n + i is policy j at observation i. A trunk
   * that all tasks share, without a code of the task, is evaluated once for each observation.
   *
   * @param observations n × O
   */
  public SquashedGaussian everyPolicy(Var observations) {
    int tasks = dimensions.tasks();
    if (wiring.ids() > 0 || wiring.actor().networks() > 1) {
      return policy(observations.tile(tasks));
    }
    return logStd.policy(net.output().apply(net.applyHidden(observations).tile(tasks)));
  }

  public Parameters parameters() {
    return net.parameters();
  }
}
