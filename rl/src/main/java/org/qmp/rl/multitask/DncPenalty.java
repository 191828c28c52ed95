package org.qmp.rl.multitask;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.nn.Xoshiro256;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.replay.Dimensions;
import org.qmp.rl.replay.ReplayBuffer;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * What keeps the policies of separate learners close (divide and conquer; Ghosh et al. 2018,
 * arXiv:1711.09874): a term of the actor loss of learner i.
 *
 * <pre>
 *   Σ_{j≠i} β_ij · mean over s and action dimensions of KL( N(μ_j, σ_j²) ‖ N(μ_i, σ_i²) )
 * </pre>
 *
 * The Gaussians are those before tanh, at observations of all tasks. Only π_i moves: to its tape
 * the other policies are constants. Where no β_ij is above 0 there is no term.
 *
 * <p>{@link #fill} comes before each update.
 */
public final class DncPenalty implements Extension {
  private final int learner;
  private final List<Actor> policies;
  private final Beta beta;
  private final int[] peers;
  private final SharedBatch shared;

  /**
   * The penalty of one learner.
   *
   * @param d of the learner, which has one task
   * @param batch rows of a learner's batch, at least N
   * @param learner i
   * @param policies of all N tasks, in order
   * @throws IllegalArgumentException if these do not fit together
   */
  public DncPenalty(
      Precision precision, Dimensions d, int batch, int learner, List<Actor> policies, Beta beta) {
    if (d.tasks() != 1) {
      throw new IllegalArgumentException(
          "a learner of " + d.tasks() + " tasks, expected separate learners of one task each");
    }
    if (learner < 0 || learner >= policies.size()) {
      throw new IllegalArgumentException(
          "learner = " + learner + ", expected one of " + policies.size());
    }
    beta.requireTasks(policies.size());
    this.learner = learner;
    this.policies = List.copyOf(policies);
    this.beta = beta;
    this.peers =
        IntStream.range(0, policies.size())
            .filter(j -> j != learner && beta.of(learner, j) > 0)
            .toArray();
    this.shared = new SharedBatch(precision, d, policies.size(), batch);
  }

  /**
   * Draws new observations: ⌊batch / N⌋ of each task. Allocates nothing.
   *
   * @param replays of all tasks, none of them empty
   */
  public void fill(List<ReplayBuffer> replays, Xoshiro256 rng) {
    shared.fill(replays, rng);
  }

  /** Where the policies are compared (N·⌊batch / N⌋ × O), task-major. */
  public Mat observations() {
    return shared.observations();
  }

  @Override
  public Optional<Var> penalty(Tape tape, Actor actor) {
    if (peers.length == 0) {
      return Optional.empty();
    }
    Var observations = tape.input("observations of all", shared.observations());
    SquashedGaussian own = actor.policy(observations);
    Var sum = term(peers[0], observations, own);
    for (int n = 1; n < peers.length; n++) {
      sum = sum.plus(term(peers[n], observations, own));
    }
    return Optional.of(sum);
  }

  private Var term(int other, Var observations, SquashedGaussian own) {
    SquashedGaussian policy = policies.get(other).policy(observations);
    return divergence(policy, own).mean().times(beta.of(learner, other));
  }

  /**
   * Divergence of the Gaussians before tanh, dimension by dimension (B×A).
   *
   * <pre>
   *   KL(p ‖ q) = ½ ( σ_p²/σ_q² + (μ_p − μ_q)²/σ_q² − 1 ) − (log σ_p − log σ_q)
   * </pre>
   */
  static Var divergence(SquashedGaussian p, SquashedGaussian q) {
    Var logRatio = p.logStd().minus(q.logStd());
    Var distance = p.mean().minus(q.mean()).times(q.logStd().negate().exp());
    Var squares = logRatio.exp().square().plus(distance.square());
    return squares.minus(1).times(0.5).minus(logRatio);
  }
}
