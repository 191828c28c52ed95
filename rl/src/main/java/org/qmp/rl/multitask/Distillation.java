package org.qmp.rl.multitask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.Method.Regularizer;
import org.qmp.rl.replay.Batch;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Descent;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.Wiring;

/**
 * The second half of divide and conquer (Ghosh et al. 2018, arXiv:1711.09874): from time to time a
 * centroid policy π_c is trained on the actions of all tasks and replaces every task's policy.
 * Critics, temperatures and optimisers' moments stay as they are.
 *
 * <pre>
 *   π_c ascends on the mean of log π_c(a|s) over stored (s, a) of all tasks;   then π_i ← π_c
 * </pre>
 */
final class Distillation {
  private static final double EDGE = 1e-6;

  private final Regularizer.Dnc schedule;
  private final Batch shared;
  private final List<Actor> policies;
  final Xoshiro256 rng;
  final Actor centroid;
  private final Descent descent;

  /**
   * A centroid that is a copy of the first policy.
   *
   * @param d of each learner
   * @param config of each learner: its rate and gradient clip are used here too
   * @param schedule how often it distils, and with how many steps
   * @param shared a batch of all tasks, for each step
   * @param policies of all tasks, in order
   * @param rng of the transitions that are drawn
   */
  Distillation(
      Kernels kernels,
      Dimensions d,
      SacConfig config,
      Regularizer.Dnc schedule,
      Batch shared,
      List<Actor> policies,
      Xoshiro256 rng) {
    this.schedule = schedule;
    this.shared = shared;
    this.policies = policies;
    this.rng = rng;
    Xoshiro256 overwritten = Xoshiro256.named(0, "centroid");
    centroid = Actor.create("centroid", d, Wiring.heads(1), config, kernels, overwritten);
    centroid.parameters().copyFrom(policies.get(0).parameters());
    descent =
        new Descent(
            Tape.record(kernels, centroid.parameters(), this::loss),
            Descent.Rule.PLAIN,
            config.learningRate(),
            config.gradientClip(),
            centroid.parameters());
  }

  /**
   * The negative mean of log π_c(a|s), without terms that do not depend on π_c. The number before
   * tanh is recovered from the action, with a margin for actions that were rounded to ±1.
   *
   * <pre>
   *   z = ½ log( (1 + 10⁻⁶ + a) / (1 + 10⁻⁶ − a) )
   *   J = mean of Σ_d [ ½ ((z_d − μ_d) / σ_d)² + log σ_d ]
   * </pre>
   */
  private Var loss(Tape t) {
    SquashedGaussian policy = centroid.policy(t.input("obs", shared.obs()));
    Var a = t.input("action", shared.action());
    Var ratio = a.plus(1 + EDGE).divide(a.negate().plus(1 + EDGE));
    Var z = ratio.log().times(0.5);
    Var deviation = z.minus(policy.mean()).times(policy.logStd().negate().exp());
    return deviation.square().times(0.5).plus(policy.logStd()).sumColumns().mean();
  }

  /**
   * Distils if a multiple of the period lies between two steps, the second one included.
   *
   * @param replays of all tasks, none of them empty
   */
  void distilIfDue(List<ReplayBuffer> replays, long before, long after) {
    if (before / schedule.period() != after / schedule.period()) {
      distil(replays);
    }
  }

  /** Trains the centroid and copies its weights to all policies. Allocates nothing. */
  void distil(List<ReplayBuffer> replays) {
    for (int step = 0; step < schedule.steps(); step++) {
      shared.sample(replays, rng);
      descent.step();
    }
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).parameters().copyFrom(centroid.parameters());
    }
  }

  /**
   * Everything that future distillations depend on besides policies, buffers and the generator, by
   * name, in a fixed order: the matrices themselves, so writing into them restores a state.
   */
  Map<String, Mat> state() {
    Map<String, Mat> state = new LinkedHashMap<>();
    for (Parameter p : centroid.parameters()) {
      state.put(p.name(), p.value());
    }
    descent.adam().state().forEach((name, mat) -> state.put("adam/" + name, mat));
    return state;
  }
}
