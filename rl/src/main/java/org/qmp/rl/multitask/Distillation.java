package org.qmp.rl.multitask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Descent;
import org.qmp.rl.sac.SacConfig;
import org.qmp.rl.sac.SquashedGaussian;
import org.qmp.rl.sac.Wiring;

/**
 * The second half of divide and conquer (Ghosh et al. 2018, arXiv:1711.09874): now and then a
 * centroid policy π_c learns what all tasks did, and every task's policy goes on from there.
 * Critics, temperatures and optimisers' moments stay as they are.
 *
 * <pre>
 *   π_c ascends on the mean of log π_c(a|s) over stored (s, a) of all tasks;   then π_i ← π_c
 * </pre>
 */
public final class Distillation {
  /** Steps of the original code. */
  public static final int STEPS = 100;

  private static final double EDGE = 1e-6;

  /**
   * A distillation now and then.
   *
   * @param period environment steps, of all tasks together
   * @param rng of the transitions that are drawn
   */
  record Periodic(Distillation centroid, long period, Xoshiro256 rng) {

    /** Distils if a multiple of the period lies between two steps, the second one included. */
    void distilIfDue(List<ReplayBuffer> replays, long before, long after) {
      if (before / period != after / period) {
        centroid.distil(replays, rng);
      }
    }
  }

  private final List<Actor> policies;
  private final Actor centroid;
  private final SharedBatch shared;
  private final Descent descent;
  private final int steps;

  /**
   * A centroid that is a copy of the first policy.
   *
   * @param d of each learner, which has one task
   * @param config of each learner: its batch (at least N), rate and gradient clip are used here too
   * @param policies of all N tasks, in order
   * @param steps of the centroid at each distillation, at least 1
   */
  public Distillation(
      Kernels kernels, Dimensions d, SacConfig config, List<Actor> policies, int steps) {
    if (d.tasks() != 1) {
      throw new IllegalArgumentException(
          "learners of " + d.tasks() + " tasks, expected separate learners of one task each");
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps = " + steps + ", expected at least 1");
    }
    this.policies = List.copyOf(policies);
    this.steps = steps;
    shared = new SharedBatch(kernels.precision(), d, policies.size(), config.batch());
    Xoshiro256 overwritten = Xoshiro256.named(0, "centroid");
    centroid = Actor.create("centroid", d, Wiring.heads(1), config, kernels, overwritten);
    centroid.parameters().copyFrom(policies.get(0).parameters());
    Tape loss = Tape.record(kernels, centroid.parameters(), this::loss);
    descent =
        new Descent(
            loss,
            Descent.Rule.PLAIN,
            config.learningRate(),
            config.gradientClip(),
            centroid.parameters());
  }

  /**
   * The negative mean of log π_c(a|s) but for terms that do not depend on π_c. The number before
   * tanh is recovered from the action, with room for actions that were rounded to ±1.
   *
   * <pre>
   *   z = ½ log( (1 + 10⁻⁶ + a) / (1 + 10⁻⁶ − a) )
   *   J = mean of Σ_d [ ½ ((z_d − μ_d) / σ_d)² + log σ_d ]
   * </pre>
   */
  private Var loss(Tape t) {
    SquashedGaussian policy = centroid.policy(t.input("obs", shared.observations()));
    Var a = t.input("action", shared.actions());
    Var ratio = a.plus(1 + EDGE).divide(a.negate().plus(1 + EDGE));
    Var z = ratio.log().times(0.5);
    Var deviation = z.minus(policy.mean()).times(policy.logStd().negate().exp());
    return deviation.square().times(0.5).plus(policy.logStd()).sumColumns().mean();
  }

  /**
   * Lets the centroid learn and gives its weights to all policies. Allocates nothing.
   *
   * @param replays of all tasks, none of them empty
   */
  public void distil(List<ReplayBuffer> replays, Xoshiro256 rng) {
    for (int step = 0; step < steps; step++) {
      shared.fill(replays, rng);
      descent.step();
    }
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).parameters().copyFrom(centroid.parameters());
    }
  }

  /** The centroid policy. */
  public Actor centroid() {
    return centroid;
  }

  /**
   * Everything that future distillations depend on besides policies, buffers and the generator, by
   * name, in a fixed order: the matrices themselves, so writing into them restores a state.
   */
  public Map<String, Mat> state() {
    Map<String, Mat> state = new LinkedHashMap<>();
    for (Parameter p : centroid.parameters()) {
      state.put(p.name(), p.value());
    }
    descent.adam().state().forEach((name, mat) -> state.put("adam/" + name, mat));
    return Collections.unmodifiableMap(state);
  }
}
