package org.qmp.env;

/** Takes actions in [−1, 1] and stretches them to the environment's box: {@link Box#stretch}. */
public final class RescaleAction extends Wrapper {
  private final Box actions;
  private final Box target;
  private final double[] innerAction;

  /**
   * Rescales the actions of an environment.
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
