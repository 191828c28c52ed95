/**
 * An arm with two fingers in a kitchen: doors to slide and to swing, knobs and a light switch to
 * turn.
 *
 * <p>{@link org.qmp.env.kitchen.Kitchen} is the world, and its documentation the datasheet; {@code
 * Kitchen.suite()} has the ten published tasks. Your own task is a {@link
 * org.qmp.env.kitchen.KitchenTask}, and {@link org.qmp.env.kitchen.KitchenOption}s change the
 * published worlds:
 *
 * <pre>{@code
 * KitchenTask microwave =
 *     new KitchenTask("microwave-open", 22, List.of(0.0), List.of(-0.75), 0.2, "microHandle");
 * TaskSuite suite =
 *     Kitchen.suite("mine", List.of(microwave), Set.of(KitchenOption.EXACT_READINGS));
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.kitchen;
