/**
 * An arm that brings its hand to several goals, one after the other, without observing them.
 *
 * <p>{@link org.qmp.env.reacher.Reacher} is the world, and its documentation the datasheet; {@code
 * Reacher.suite()} has the five published tasks. Your own task is a {@link
 * org.qmp.env.reacher.ReacherTask}: three goals, or none to stay, a {@link
 * org.qmp.env.reacher.ReacherReward}, and noise:
 *
 * <pre>{@code
 * List<Goal> around = List.of(new Goal(.3, 0, .3), new Goal(.4, .3, .2), new Goal(.3, 0, .3));
 * ReacherTask task = new ReacherTask("around", around, ReacherReward.NEAR_AND_SOON, 0);
 * TaskSuite suite = Reacher.suite("mine", List.of(task));
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.reacher;
