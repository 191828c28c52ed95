package org.qmp.env.tabletop;

/**
 * The functions that all rewards are made of.
 *
 * <pre>
 *   tolerance(x; l, u, m) = 1 if l ≤ x ≤ u, else 1/(9 d² + 1)     d = distance to the nearer bound / m,
 *   gaussian(x; l, u, m)  = 1 if l ≤ x ≤ u, else 0.1^(d²)         both 0.1 at d = 1, and 0 where m = 0
 *   hamacher(a, b)        = a b / (a + b − a b), 0 where both are 0
 *   floor(ρ; t, α, β)     = 0 if ρ ≤ t, else α ln(ρ − t) + β      how high to fly at a distance ρ
 * </pre>
 *
 * <p>Source: Meta-World (Yu et al. 2020, arXiv:1910.10897; MIT licence); its tolerance is that of
 * dm_control (Tassa et al. 2018, arXiv:1801.00690).
 */
final class Rewards {
  private static final double LOG_TENTH = StrictMath.log(0.1);

  private Rewards() {}

  /** With a long tail. */
  static double tolerance(double x, double low, double high, double margin) {
    double d = beyond(x, low, high, margin);
    return d == Double.POSITIVE_INFINITY ? 0 : 1 / (9 * d * d + 1);
  }

  /** With bounds from 0 to u. */
  static double tolerance(double x, double high, double margin) {
    return tolerance(x, 0, high, margin);
  }

  /** With a short tail, and bounds from 0 to u. */
  static double gaussian(double x, double high, double margin) {
    double d = beyond(x, 0, high, margin);
    return d == Double.POSITIVE_INFINITY ? 0 : StrictMath.exp(LOG_TENTH * (d * d)); // pow allocates
  }

  private static double beyond(double x, double low, double high, double margin) {
    if (low <= x && x <= high) {
      return 0;
    }
    return margin == 0 ? Double.POSITIVE_INFINITY : (x < low ? low - x : x - high) / margin;
  }

  static double hamacher(double a, double b) {
    double denominator = a + b - a * b;
    return denominator == 0 ? 0 : a * b / denominator;
  }

  static double floor(double distance, double radius, double slope, double height) {
    return distance <= radius ? 0 : slope * StrictMath.log(distance - radius) + height;
  }

  static double clip(double x, double low, double high) {
    return Math.min(high, Math.max(low, x));
  }

  /**
   * The reward of having an object between the fingers. With o the object, o₀ where it was placed,
   * L and R the pads, tcp₀ where the fingers began, and a₄ the commanded effort of closing:
   *
   * <pre>
   *   cₛ   = tolerance(|s_y − o_y|; r, p, ||s_y − o₀_y| − p|)                 pads s = L, R
   *   k    = hamacher(hamacher(c_L, c_R), level)
   *   level = tolerance(‖(tcp − o)_xz‖; 0, z, ‖(o₀ − tcp₀)_xz‖ − z)
   *   grip = min(max(0, a₄), e)/e if k &gt; 0.97, else 0
   *   f    = hamacher(k, grip)
   *   plain:  f
   *   dense:  (f + k)/2
   *   reach:  (f + tolerance(‖o − tcp‖; 0, ρ, |‖o₀ − tcp₀‖ − ρ|))/2
   * </pre>
   *
   * @param radius r, of the object, m
   * @param pad p, a distance of a pad that is near enough, m
   * @param level z, a distance in x and z that is near enough, m
   * @param effort e, enough of a₄
   * @param reach ρ, a distance of the fingers that is near enough, m
   */
  record Cage(double radius, double pad, double level, double effort, Mode mode, double reach) {
    /** The term for coming near. */
    enum Mode {
      PLAIN,
      DENSE,
      REACH
    }

    static Cage plain(double radius, double pad, double level) {
      return new Cage(radius, pad, level, 1, Mode.PLAIN, 0);
    }

    static Cage dense(double radius, double pad, double level) {
      return new Cage(radius, pad, level, 1, Mode.DENSE, 0);
    }

    static Cage reach(double radius, double pad, double level, double reach) {
      return new Cage(radius, pad, level, 1, Mode.REACH, reach);
    }

    /** The same with a smaller sufficient a₄. */
    Cage withEffort(double enough) {
      return new Cage(radius, pad, level, enough, mode, reach);
    }

    double of(Gripper gripper, Point3 object, Point3 start) {
      double k =
          hamacher(
              hamacher(around(gripper.left, object, start), around(gripper.right, object, start)),
              Rewards.level(gripper, object, start, level));
      double grip = k > 0.97 ? Math.min(gripper.closing(), effort) / effort : 0;
      double f = hamacher(k, grip);
      return switch (mode) {
        case PLAIN -> f;
        case DENSE -> (f + k) / 2;
        case REACH -> {
          double margin = Math.abs(start.distance(gripper.startTcp) - reach);
          yield (f + tolerance(object.distance(gripper.tcp), reach, margin)) / 2;
        }
      };
    }

    private double around(Point3 side, Point3 object, Point3 start) {
      double margin = Math.abs(Math.abs(side.y - start.y) - pad);
      return tolerance(Math.abs(side.y - object.y), radius, pad, margin);
    }
  }

  private static double level(Gripper gripper, Point3 object, Point3 start, double enough) {
    return tolerance(
        gripper.tcp.distanceXz(object), enough, start.distanceXz(gripper.startTcp) - enough);
  }

  /**
   * The reward of an object between the fingers, whatever the commanded effort. With signed
   * distances d_L = L_y − o_y and d_R = o_y − R_y:
   *
   * <pre>
   *   mₛ      = ||o_y − s_y| − 0.05|
   *   k       = hamacher(hamacher(tolerance(d_R; r, 0.05, m_R), tolerance(d_L; r, 0.05, m_L)), level)
   *   pinch   = (k + grip)/2
   *   grip    = hamacher(tolerance(d_R; r, r + δ, m_R), tolerance(d_L; r, r + δ, m_L)) if k &gt; 0.95, else 0
   * </pre>
   *
   * <p>The pads s in the margins are meant to be those of the start, and are if the faults of the
   * original are repaired; the original keeps a reference to the current ones instead.
   */
  record Pinch(double radius, double slack, double level) {
    private static final double PAD = 0.05;

    double of(Gripper gripper, Point3 object, Point3 start) {
      double k = around(gripper, object, start);
      double grip = k > 0.95 ? between(gripper, object, radius + slack) : 0;
      return (k + grip) / 2;
    }

    /** k. */
    double around(Gripper gripper, Point3 object, Point3 start) {
      return hamacher(between(gripper, object, PAD), Rewards.level(gripper, object, start, level));
    }

    private double between(Gripper gripper, Point3 object, double high) {
      return hamacher(
          side(object.y - gripper.right.y, high, object.y - gripper.rightInMargins().y),
          side(gripper.left.y - object.y, high, object.y - gripper.leftInMargins().y));
    }

    private double side(double distance, double high, double inMargin) {
      return tolerance(distance, radius, high, Math.abs(Math.abs(inMargin) - PAD));
    }
  }
}
