package org.qmp.env.physics.scene;

/**
 * An invalid model: what is wrong with which quantity of which part, in one line whatever names and
 * values contain.
 */
public final class ModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String part;
  private final String quantity;
  private final String problem;

  /**
   * An error.
   *
   * @param part such as {@code joint 'knee' (robot.xml:12)}; empty for the whole model
   * @param quantity such as {@code damping}; empty for the whole part
   * @param problem what was found and what was expected
   */
  public ModelException(String part, String quantity, String problem) {
    super(
        ((part.isEmpty() ? "" : part + ": ") + (quantity.isEmpty() ? "" : quantity + " ") + problem)
            .replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " "));
    this.part = part;
    this.quantity = quantity;
    this.problem = problem;
  }

  public String part() {
    return part;
  }

  public String quantity() {
    return quantity;
  }

  public String problem() {
    return problem;
  }
}
