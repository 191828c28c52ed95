/**
 * Environments, and nothing about learning in them.
 *
 * <p>An {@link org.qmp.env.Environment} is reset with a {@link org.qmp.env.Chance}, the source of
 * all its randomness, and then stepped until the {@link org.qmp.env.Outcome} says that the episode
 * was {@code Terminated} or {@code Truncated}, which learners must not confuse. Observations and
 * actions lie in {@link org.qmp.env.Space}s; everything else that a step reports are named metrics.
 * Its whole state can be saved and restored bit for bit.
 *
 * <pre>{@code
 * Environment world = Pendulum.task();
 * double[] observation = new double[world.observations().size()];
 * double[] action = new double[world.actions().size()];
 * world.reset(chance, observation);
 * Outcome outcome;
 * do {
 *   world.actions().sample(chance, action);
 *   outcome = world.step(action, observation);
 * } while (!outcome.over());
 * }</pre>
 *
 * <p>Environments are wrapped by {@link org.qmp.env.TimeLimit} and {@link
 * org.qmp.env.RescaleAction}, or by your own {@link org.qmp.env.Wrapper}; several environments with
 * equal spaces make a {@link org.qmp.env.TaskSuite}, which may provide fixed policies ({@link
 * org.qmp.env.Guide}), reward functions ({@link org.qmp.env.Relabeling}) and shares of acting set
 * by hand ({@link org.qmp.env.DomainKnowledge}). An environment draws itself as a {@link
 * org.qmp.env.draw.Picture}, a few {@link org.qmp.env.draw.Shape}s, which {@link
 * org.qmp.env.draw.Svg} writes as a picture or a film.
 *
 * <p>To write an environment, extend {@link org.qmp.env.AbstractEnvironment}, and let its test
 * implement {@code org.qmp.env.contract.EnvironmentContract} of the test-jar.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env;
