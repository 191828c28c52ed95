/**
 * Two legs and a torso that run, stand and crawl in a plane.
 *
 * <p>{@link org.qmp.env.walker.Walker} is the world, and its documentation the datasheet; {@code
 * Walker.suite()} has the four published tasks. Your own task is a {@link
 * org.qmp.env.walker.WalkerTask}:
 *
 * <pre>{@code
 * WalkerTask stroll =
 *     new WalkerTask("stroll", Terrain.OPEN, WalkerTask.run(1, 0.5), 1, 0, 0.8, 0);
 * TaskSuite suite = Walker.suite("mine", List.of(stroll));
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.walker;
