package org.qmp.env.reacher;

/**
 * What a step is worth, its control aside: by the distance δ at which it ends, in m, by whether
 * that is a success, and by the stage s and the count n of successes after it.
 */
public enum Reward {
  /** −δ − 0.4 (3 − s). */
  NEAR_AND_SOON {
    @Override
    double of(double distance, boolean success, int count, int stage) {
      return -distance - haste(stage);
    }
  },

  /** −δ + 200 [success] − 2. */
  NEAR_AND_PAID {
    @Override
    double of(double distance, boolean success, int count, int stage) {
      return -distance + (success ? PRIZE : 0) - RENT;
    }
  },

  /** −0.4 (3 − s). */
  SOON {
    @Override
    double of(double distance, boolean success, int count, int stage) {
      return -haste(stage);
    }
  },

  /** −δ. */
  NEAR {
    @Override
    double of(double distance, boolean success, int count, int stage) {
      return -distance;
    }
  },

  /** n where n is a multiple of 30 and the step a success, otherwise 0. */
  COUNTED {
    @Override
    double of(double distance, boolean success, int count, int stage) {
      return success && count % COUNTED_BY == 0 ? count : 0;
    }
  };

  private static final double PRIZE = 200;
  private static final double RENT = 2;
  private static final double HASTE = 0.4;
  private static final int COUNTED_BY = 30;

  abstract double of(double distance, boolean success, int count, int stage);

  private static double haste(int stage) {
    return HASTE * (Errand.STAGES - stage);
  }
}
