package org.qmp.rl.multitask;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.nn.Init;
import org.qmp.nn.Layer;
import org.qmp.nn.Mlp;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.sac.Sac.Nets;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.TwinQ;

/**
 * A critic that also uses the other tasks' critics (DECAF; Glatt et al. 2020): a mean of all, with
 * learned weights that depend on the input.
 *
 * <pre>
 *   Q_i^DECAF(s, a) = Σ_j w_j(s, a) Q_j(s, a),      w = softmax of an MLP of [s, a] with N outputs
 * </pre>
 *
 * Its parameters are those of the weights and of its own Q_i: to a tape that is recorded for them
 * the other Q_j are constants, and no action's gradient passes through them.
 */
final class Decaf implements Layer {
  private final List<Layer> critics;
  private final int own;
  private final Layer logits;
  private final Parameters parameters;

  /**
   * The critic of one task.
   *
   * @param critics Q_j (B×1) of every task, in order
   * @param own the task's number i
   * @param logits of the weights (B×N)
   */
  Decaf(List<? extends Layer> critics, int own, Layer logits) {
    this.critics = List.copyOf(critics);
    this.own = own;
    this.logits = logits;
    this.parameters = critics.get(own).parameters().and(logits.parameters());
  }

  /**
   * The networks of separate learners with their critics combined. A combined target combines the
   * other learners' targets, so it follows them.
   *
   * @param d of each learner
   * @param learners their networks, in order of tasks
   * @param weights for each learner, from which the MLPs' numbers are drawn
   */
  static List<Nets> combine(
      Kernels k, Dimensions d, SacConfig config, List<Nets> learners, List<Xoshiro256> weights) {
    int inputs = d.observations() + d.actions();
    Mlp.Spec spec =
        Mlp.Spec.of(inputs, config.hidden(), learners.size()).withInit(Init.xavierNormal(1));
    List<TwinQ> critics = learners.stream().map(Nets::critics).toList();
    List<TwinQ> targets = learners.stream().map(Nets::targets).toList();
    return IntStream.range(0, learners.size())
        .mapToObj(
            i ->
                learners
                    .get(i)
                    .withCritics(
                        combine("critic", critics, i, spec, k, weights.get(i)),
                        combine("target", targets, i, spec, k, weights.get(i))))
        .toList();
  }

  private static TwinQ combine(
      String name, List<TwinQ> all, int own, Mlp.Spec spec, Kernels k, Xoshiro256 weights) {
    Xoshiro256 rng = weights.split("decaf/" + name);
    List<Layer> first = all.stream().map(TwinQ::first).toList();
    List<Layer> second = all.stream().map(TwinQ::second).toList();
    return new TwinQ(
        new Decaf(first, own, Mlp.create(name + "1/share", spec, k, rng)),
        new Decaf(second, own, Mlp.create(name + "2/share", spec, k, rng)));
  }

  @Override
  public Var apply(Var x) {
    Var[] q = new Var[critics.size()];
    for (int j = 0; j < q.length; j++) {
      q[j] = j == own ? critics.get(j).apply(x) : critics.get(j).apply(x).detach();
    }
    Var all = q[0].beside(Arrays.copyOfRange(q, 1, q.length));
    return shares(x).times(all).sumColumns();
  }

  /** w (B×N): each row is at least 0 and adds up to 1. */
  Var shares(Var x) {
    return softmax(logits.apply(x));
  }

  /**
   * The softmax of each row.
   *
   * <pre>
   *   w_j = exp(x_j − m) / Σ_k exp(x_k − m),   m = max_k x_k
   * </pre>
   *
   * The value does not depend on m, so neither does the gradient, and m may be a constant; with it
   * no exponential overflows and their sum is at least 1.
   */
  private static Var softmax(Var x) {
    Var max = x.columns(0, 1);
    for (int j = 1; j < x.cols(); j++) {
      max = max.max(x.columns(j, j + 1));
    }
    Var e = x.minus(max.detach()).exp();
    return e.divide(e.sumColumns());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}
