package org.qmp.env;

/**
 * Lets every action be in [−1, 1] and stretches it to the box that the world wants: {@link
 * Box#stretch}.
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
    target.stretch(action, innerAction);
    return super.step(innerAction, observationOut);
  }
}
