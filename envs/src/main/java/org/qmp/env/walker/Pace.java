package org.qmp.env.walker;

/** What a velocity v is worth, in m/s along x. */
public sealed interface Pace {

  /** What is paid for a velocity. */
  double worth(double velocity);

  /**
   * To run at 3 m/s: weight · (3 − |direction · v − 3|).
   *
   * @param direction 1 forward, −1 backward
   * @param weight more than 0
   */
  record Run(double direction, double weight) implements Pace {
    private static final double SPEED = 3;

    /**
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Run {
      if (Math.abs(direction) != 1 || !(weight > 0 && weight <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "pace: direction "
                + (direction + " and weight " + weight)
                + ", expected 1 or -1 and a number above 0");
      }
    }

    @Override
    public double worth(double velocity) {
      return weight * (SPEED - Math.abs(direction * velocity - SPEED));
    }
  }

  /** To stand: −|v|. */
  record Stand() implements Pace {
    @Override
    public double worth(double velocity) {
      return -Math.abs(velocity);
    }
  }
}
