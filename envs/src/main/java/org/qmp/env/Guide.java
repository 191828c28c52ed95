package org.qmp.env;

/**
 * A fixed policy that comes with a suite, which a mixture may use besides the learned ones. It acts
 * in the environments of its suite as they are before any wrapper.
 */
public interface Guide {

  /** The name in reports, unique among the tasks and guides of its suite. */
  String name();

  /**
   * Writes the mean action.
   *
   * @param observation as a world of the suite shows it
   * @param actionOut receives an action of those worlds
   */
  void mean(double[] observation, double[] actionOut);

  /**
   * Acts once.
   *
   * @param observation as a world of the suite shows it
   * @param chance the source of this action's randomness
   * @param actionOut receives an action of those worlds
   */
  void act(double[] observation, Chance chance, double[] actionOut);
}
