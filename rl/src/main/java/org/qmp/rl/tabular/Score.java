package org.qmp.rl.tabular;

/**
 * How a mixture judges a candidate π_j in a state, given a critic. Which critic, that of the
 * improved policy or of an older one, is the caller's choice.
 */
@FunctionalInterface
public interface Score {

  /** The score of π_j at s; higher is better. */
  double of(Soft soft, double[][] q, TabularPolicy candidate, int s);

  /** E_{a~π_j(·|s)}[ Q(s,a) ] + α H[ π_j(·|s) ] = J(Q, π_j)(s): equation (1), the theorem's. */
  Score SOFT = Soft::j;

  /** E_{a~π_j(·|s)}[ Q(s,a) ]. Covered by the theorem only at α = 0, where it is equation (1). */
  Score WITHOUT_ENTROPY = (soft, q, candidate, s) -> candidate.expectation(s, q[s]);

  /** Q(s, argmax_a π_j(a|s)), the tabular likeness of equation (2). Covered by no theorem. */
  Score AT_MODE = (soft, q, candidate, s) -> q[s][candidate.mode(s)];

  /**
   * −D_KL( π_j(·|s) ‖ exp(Q(s,·)/α) / Z ): equation (1) in its other form, since J = α log Z − α
   * D_KL. Needs α &gt; 0.
   */
  Score DIVERGENCE =
      (soft, q, candidate, s) -> -candidate.divergence(PolicyImprovement.boltzmann(q, soft), s);
}
