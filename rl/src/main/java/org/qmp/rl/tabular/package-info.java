/**
 * The theory of Q-switch mixture policies as executable text: finite soft Markov decision processes
 * in which every quantity of the theorems is computed exactly, without samples or networks.
 *
 * <p>A guided tour, in the order of the argument (Zhang et al. 2025, QMP, arXiv:2302.00671, on the
 * ground of Haarnoja et al. 2018, soft actor-critic, arXiv:1801.01290):
 *
 * <ol>
 *   <li>{@link org.qmp.rl.tabular.Mdp} is the world and {@link org.qmp.rl.tabular.TabularPolicy} a
 *       way to act in it, with full support.
 *   <li>{@link org.qmp.rl.tabular.Soft} evaluates a policy: Q<sup>π</sup> and V<sup>π</sup>, from a
 *       linear system. It also holds J(Q, π)(s), in terms of which everything else is stated, and
 *       the operators whose fixed points are these and the optimal values.
 *   <li>{@link org.qmp.rl.tabular.PolicyImprovement} makes a policy better: the Boltzmann policy,
 *       and every step on the geometric path towards it.
 *   <li>{@link org.qmp.rl.tabular.PolicyMixture} chooses, in every state, the candidate with the
 *       highest {@link org.qmp.rl.tabular.PolicyMixture.Score}. With {@code SOFT} and the exact
 *       critic this is equation (1).
 * </ol>
 *
 * <p>The theorem. Let the candidates contain π<sub>i</sub>, which came from π<sub>i</sub><sup>old
 * </sup> by a soft improvement step, and let every state be given to the candidate
 *
 * <pre>
 *   j*(s) = argmax_j  E_{a~π_j(·|s)}[ Q^{π_i}(s,a) ] + α H[ π_j(·|s) ]                          (1)
 *
 *   Q^{π_i^mix}(s,a)  ≥  Q^{π_i}(s,a)  ≥  Q^{π_i^old}(s,a)      for all s, a                    (3)
 * </pre>
 *
 * <p>If it replaces π<sub>i</sub> after each improvement, round after round, it converges to the
 * optimum.
 *
 * <p><b>The practical switch is not covered by it.</b> A deep learner executes
 *
 * <pre>
 *   j*(s) = argmax_j  Q_i( s, μ_j(s) ),     a ~ π_{j*}(·|s)                                     (2)
 * </pre>
 *
 * which departs from (1) in four ways, any one of which is enough to lose the guarantee:
 *
 * <ul>
 *   <li>It asks for the value of one representative action in place of the expectation. A policy
 *       whose likeliest action is excellent can be poor on average.
 *   <li>It leaves out the entropy, although Q, being soft, counts it from the next state on. What
 *       is compared is then no longer the quantity that is to be improved; the damage grows with α.
 *   <li>Its critic is not exact. Where Q<sub>i</sub> errs, the maximum over candidates prefers
 *       overestimates.
 *   <li>Its critic lags behind: it evaluates earlier versions of π<sub>i</sub> as much as the
 *       present one. Scored with the critic of π<sub>i</sub><sup>old</sup>, the mixture is still no
 *       worse than π<sub>i</sub><sup>old</sup>, but it may be worse than π<sub>i</sub>.
 * </ul>
 *
 * <p>So (2) is a heuristic. {@code qmp theory} shows how often each of these departures, except an
 * inexact critic, breaks the inequality on random worlds, with the {@link
 * org.qmp.rl.tabular.MixtureProblem}s and {@link org.qmp.rl.tabular.MixtureClaim}s of this package.
 * Nor does the theorem promise fewer iterations or fewer samples: it says nothing about coverage or
 * about progress towards the optimum. Nor does it cover holding a choice for several steps:
 * Q<sub>i</sub> answers for one action of π<sub>j</sub> followed by π<sub>i</sub>, not for a
 * commitment to π<sub>j</sub>.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.rl.tabular;
