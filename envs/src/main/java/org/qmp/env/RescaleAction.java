package org.qmp.env;

/**
 * Lets every action be in [−1, 1] and stretches it to the box that the world wants.
 *
 * <pre>
 *   inner = ½ (low + high) + a · ½ (high − low),   a in [−1, 1], clipped to [low, high]
 * </pre>
 */
public final class RescaleAction extends Wrapper {
  private final Box actions;
  private final Box target;
  private final double[] innerAction;

  /**
   * Rescales the actions of a world.
   *
   * @throws IllegalArgumentException unless its actions are a box with finite bounds
   */
  public RescaleAction(Environment inner) {
    super(inner);
    if (!(inner.actions() instanceof Box box) || !box.bounded()) {
      throw new IllegalArgumentException(
          inner.name() + ": only a box with finite bounds can be rescaled, not " + inner.actions());
    }
    target = box;
    actions = Box.cube(box.size(), -1, 1);
    innerAction = new double[box.size()];
  }

  @Override
  public Space actions() {
    return actions;
  }

  @Override
  public Outcome step(double[] action, double[] observationOut) {
    actions.requireAction(name(), action);
    for (int i = 0; i < innerAction.length; i++) {
      double centre = 0.5 * target.low(i) + 0.5 * target.high(i);
      double half = 0.5 * target.high(i) - 0.5 * target.low(i);
      innerAction[i] = target.clip(i, centre + actions.clip(i, action[i]) * half);
    }
    return super.step(innerAction, observationOut);
  }
}
