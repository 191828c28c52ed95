package org.qmp.env.physics.scene;

/**
 * The softness of a constraint (MuJoCo documentation, Computation, Solver parameters).
 *
 * @param reference time constant in s and damping ratio, both positive; or minus the stiffness and
 *     minus the damping, both not positive
 * @param impedance d0, dw, width (m or rad), midpoint and power of the impedance curve, mixed as
 *     they are given; where they act, d0, dw and midpoint count as the nearest number in [10⁻⁴, 1 −
 *     10⁻⁴], width as at least 0 and power as at least 1
 */
public record Softness(double[] reference, double[] impedance) {
  private static final double MIN_IMPEDANCE = 1e-4;
  private static final double MAX_IMPEDANCE = 1 - 1e-4;
  private static final double TINY = 1e-15;

  /** MuJoCo's default: 0.02 s, critically damped. */
  public static final Softness DEFAULT =
      new Softness(new double[] {0.02, 1}, new double[] {0.9, 0.95, 0.001, 0.5, 2});

  /** With copies of 2 and of 5 numbers. */
  public Softness {
    reference = Checks.numbers("softness", "reference", reference, 2).clone();
    impedance = Checks.numbers("softness", "impedance", impedance, 5).clone();
    if (reference[0] > 0 != reference[1] > 0) {
      String found = "is " + reference[0] + " " + reference[1];
      throw new ModelException(
          "softness", "reference", found + ", expected two positive numbers or none");
    }
  }

  @Override
  public double[] reference() {
    return reference.clone();
  }

  @Override
  public double[] impedance() {
    return impedance.clone();
  }

  private double clamped(int i) {
    return Math.min(MAX_IMPEDANCE, Math.max(MIN_IMPEDANCE, impedance[i]));
  }

  /**
   * The mixture of two with the weights w and 1 − w. If a reference is direct (minus the stiffness
   * and minus the damping), the smaller numbers of both count, which are the stiffer, as in MuJoCo.
   */
  public Softness mixed(Softness other, double w) {
    double[] ref = new double[2];
    boolean times = reference[0] > 0 && other.reference[0] > 0;
    for (int i = 0; i < 2; i++) {
      ref[i] =
          times
              ? w * reference[i] + (1 - w) * other.reference[i]
              : Math.min(reference[i], other.reference[i]);
    }
    double[] imp = new double[5];
    for (int i = 0; i < 5; i++) {
      imp[i] = w * impedance[i] + (1 - w) * other.impedance[i];
    }
    return new Softness(ref, imp);
  }

  /**
   * The impedance of a residual r.
   *
   * <pre>
   *   d(r) = d0 + y(x) (dw − d0)         x = min(1, |r| / width)
   *   y(x) = x^p / mid^(p−1)             for x ≤ mid
   *        = 1 − (1−x)^p / (1−mid)^(p−1) otherwise
   * </pre>
   *
   * <p>With a width of 0 it is ½ (d0 + dw).
   */
  public double impedanceAt(double r) {
    double d0 = clamped(0);
    double dw = clamped(1);
    double width = impedance[2];
    if (d0 == dw || width <= TINY) {
      return 0.5 * (d0 + dw);
    }
    double x = Math.abs(r) / width;
    if (x >= 1) {
      return dw;
    }
    return x == 0 ? d0 : d0 + curve(x, clamped(3), Math.max(1, impedance[4])) * (dw - d0);
  }

  private static double curve(double x, double mid, double p) {
    if (p == 1) {
      return x;
    }
    return x <= mid
        ? 1 / power(mid, p - 1) * power(x, p)
        : 1 - 1 / power(1 - mid, p - 1) * power(1 - x, p);
  }

  private static double power(double x, double p) {
    if (p == 1) {
      return x;
    }
    return p == 2 ? x * x : StrictMath.pow(x, p);
  }

  /** The stiffness k = 1 / (dw² tc² dr²) in 1/s², or −tc / dw²; tc is at least two steps h. */
  public double stiffness(double h) {
    double dw = clamped(1);
    if (reference[0] <= 0) {
      return -reference[0] / (dw * dw);
    }
    double tc = Math.max(reference[0], 2 * h);
    double dr = reference[1];
    return 1 / Math.max(TINY, dw * dw * tc * tc * dr * dr);
  }

  /** The damping b = 2 / (dw tc) in 1/s, or −dr / dw. */
  public double damping(double h) {
    double dw = clamped(1);
    if (reference[1] <= 0) {
      return -reference[1] / dw;
    }
    return 2 / Math.max(TINY, dw * Math.max(reference[0], 2 * h));
  }
}
