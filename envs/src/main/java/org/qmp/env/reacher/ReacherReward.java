package org.qmp.env.reacher;

/**
 * The reward of a step without its control cost: from the distance δ of the hand 0.01 s before its
 * end, in m, whether that is a success, and the stage s and the count n of successes after it.
 */
public enum ReacherReward {
  /** −δ − 0.4 (3 − s). */
  NEAR_AND_SOON,
  /** −δ + 200 [success] − 2. */
  NEAR_AND_PAID,
  /** −0.4 (3 − s). */
  SOON,
  /** −δ. */
  NEAR,
  /** n if n is a multiple of 30 and the step a success, otherwise 0. */
  COUNTED;

  private static final double PRIZE = 200;
  private static final double RENT = 2;
  private static final double HASTE = 0.4;
  private static final int COUNTED_BY = 30;

  double of(double distance, boolean success, int count, int stage) {
    double haste = HASTE * (ReacherTask.STAGES - stage);
    return switch (this) {
      case NEAR_AND_SOON -> -distance - haste;
      case NEAR_AND_PAID -> -distance + (success ? PRIZE : 0) - RENT;
      case SOON -> -haste;
      case NEAR -> -distance;
      case COUNTED -> success && count % COUNTED_BY == 0 ? count : 0;
    };
  }
}
