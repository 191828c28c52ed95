/**
 * Small environments without a physics engine, in which a learner shows within minutes whether it
 * learns.
 *
 * <p>{@link org.qmp.env.classic.Pendulum} is the swing-up for which every library has numbers;
 * {@link org.qmp.env.classic.PointReach} is the plane on which sharing behaviours can be watched,
 * with the fixed guides that walk up, right, straight to the goal or away. The documentation of a
 * world is its datasheet.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.classic;
