package org.qmp.env.tabletop;

import org.qmp.env.physics.scene.Rules;

/**
 * Differences from the published worlds.
 *
 * @param rules of the simulator; the published worlds have {@link Rules#MUJOCO_2_1}
 * @param placements number that selects the fifty placements of each task
 * @param repaired whether faults of the original are repaired: the basketball is put where it was
 *     drawn, and not the arm; a moved mug is at rest, and not the arm; the first observation of a
 *     window that is to be closed shows it open; and margins of {@code push-back}, {@code sweep},
 *     {@code sweep-into}, {@code soccer}, {@code pick-place} and {@code door-lock} are those of the
 *     start, not of the present
 */
public record TabletopOptions(Rules rules, long placements, boolean repaired) {
  /** As published, with the placements to learn with. */
  public static final TabletopOptions PUBLISHED = new TabletopOptions(Rules.MUJOCO_2_1, 0, false);

  private static final long TEST = 100;

  /** The same under other rules. */
  public TabletopOptions withRules(Rules others) {
    return new TabletopOptions(others, placements, repaired);
  }

  /** The same with the fifty placements of another number. */
  public TabletopOptions withPlacements(long others) {
    return new TabletopOptions(rules, others, repaired);
  }

  /** The same with fifty other placements, for evaluation. */
  public TabletopOptions withTestPlacements() {
    return withPlacements(placements + TEST);
  }

  /** The same without the faults. */
  public TabletopOptions withRepairs() {
    return new TabletopOptions(rules, placements, true);
  }
}
