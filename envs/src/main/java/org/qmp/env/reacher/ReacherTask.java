package org.qmp.env.reacher;

/**
 * Something for the arm to do.
 *
 * @param name unique in its suite
 * @param errand where the hand is to be
 * @param reward what steps are worth
 * @param noise standard deviation σ of what is added to each number of an action, at least 0
 */
public record ReacherTask(String name, Errand errand, Reward reward, double noise) {

  /**
   * @throws IllegalArgumentException if the noise is negative or not finite
   */
  public ReacherTask {
    if (!(noise >= 0 && noise <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "reacher task " + name + ": noise = " + noise + ", expected a number from 0");
    }
  }

  /** The same task with other noise. */
  public ReacherTask withNoise(double sigma) {
    return new ReacherTask(name, errand, reward, sigma);
  }
}
