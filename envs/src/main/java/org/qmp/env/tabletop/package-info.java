/**
 * An arm led by its hand over a table, and objects to be moved there: the fifty tasks of
 * Meta-World, and four with a door and a drawer beside each other.
 *
 * <p>{@link org.qmp.env.tabletop.Tabletop} is the world, and its documentation the datasheet;
 * {@code Tabletop.cds()}, {@code mt10()} and {@code mt50()} are the published suites, {@code
 * mt10Repaired()} and {@code mt50Repaired()} the same without faults of the original, and {@link
 * org.qmp.env.tabletop.TabletopOptions} select variants of them:
 *
 * <pre>{@code
 * Environment push = Tabletop.task("push", TabletopOptions.PUBLISHED.withTestPlacements());
 * }</pre>
 *
 * <p>A task is a small class: where its objects are placed, how the scene is prepared, and its
 * reward. {@code Rewards} has the functions that they share, on one page.
 */
@org.jspecify.annotations.NullMarked
package org.qmp.env.tabletop;
