package org.qmp.rl.multitask;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qmp.autograd.Tape;
import org.qmp.autograd.Var;
import org.qmp.autograd.kernel.Mat;
import org.qmp.rl.multitask.Method.Beta;
import org.qmp.rl.sac.Actor;
import org.qmp.rl.sac.Sac.Extension;
import org.qmp.rl.sac.SquashedGaussian;

/**
 * The penalty that keeps the policies of separate learners close (divide and conquer; Ghosh et al.
 * 2018, arXiv:1711.09874): a term of the actor loss of learner i.
 *
 * <pre>
 *   Σ_{j≠i} β_ij · mean over s and action dimensions of KL( N(μ_j, σ_j²) ‖ N(μ_i, σ_i²) )
 * </pre>
 *
 * The Gaussians are those before tanh, at observations of all tasks. Only π_i is updated: to its
 * tape the other policies are constants. Where no β_ij is above 0 there is no term.
 */
final class DncPenalty implements Extension {
  private final Mat observations;
  private final int learner;
  private final List<Actor> policies;
  private final Beta beta;
  private final int[] peers;

  /**
   * The penalty of one learner.
   *
   * @param observations where the policies are compared, filled before each update
   * @param learner i
   * @param policies of all N tasks, in order
   * @throws org.qmp.rl.behavior.MethodException if beta is for another number of tasks
   */
  DncPenalty(Mat observations, int learner, List<Actor> policies, Beta beta) {
    beta.requireTasks(policies.size());
    this.observations = observations;
    this.learner = learner;
    this.policies = policies;
    this.beta = beta;
    this.peers =
        IntStream.range(0, policies.size())
            .filter(j -> j != learner && beta.of(learner, j) > 0)
            .toArray();
  }

  @Override
  public Optional<Var> penalty(Tape tape, Actor actor) {
    if (peers.length == 0) {
      return Optional.empty();
    }
    Var seen = tape.input("observations of all", observations);
    SquashedGaussian own = actor.policy(seen);
    return Arrays.stream(peers)
        .mapToObj(
            j -> divergence(policies.get(j).policy(seen), own).mean().times(beta.of(learner, j)))
        .reduce(Var::plus);
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
