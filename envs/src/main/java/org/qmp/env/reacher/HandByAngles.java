package org.qmp.env.reacher;

import java.util.Arrays;
import org.qmp.env.Trig;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;

/**
 * The place of the hand, from the angles alone: the product of exponentials (Brockett 1984,
 * "Robotic manipulators and the product of exponentials formula").
 *
 * <pre>
 *   p(q) = R₁ R₂ … R₅ p₀,    Rᵢ p = cᵢ + rot(uᵢ, qᵢ − q₀ᵢ)(p − cᵢ)
 * </pre>
 *
 * <p>where p₀, the joints' places cᵢ and their axes uᵢ are those of the initial configuration q₀.
 * The sixth joint turns the hand about its own origin. Stateless and thread-safe.
 */
final class HandByAngles {
  private static final String[] LINKS = {"link1", "link2", "link3", "link4", "link5"};
  private static final double[] SENSE = {-1, 1, -1, -1, -1}; // of a joint about its body's z axis

  private final double[] start; // q₀, rad
  private final double[] place = new double[3 * LINKS.length]; // cᵢ, m
  private final double[] axis = new double[3 * LINKS.length]; // uᵢ
  private final double[] hand = new double[3]; // p₀, m

  HandByAngles(Model model) {
    Simulation simulation = new Simulation(model);
    start = model.initial();
    for (int i = 0; i < LINKS.length; i++) {
      int body = model.body(LINKS[i]);
      double w = simulation.bodyOrientation(body, 0);
      double x = simulation.bodyOrientation(body, 1);
      double y = simulation.bodyOrientation(body, 2);
      double z = simulation.bodyOrientation(body, 3);
      axis[3 * i] = SENSE[i] * 2 * (x * z + w * y);
      axis[3 * i + 1] = SENSE[i] * 2 * (y * z - w * x);
      axis[3 * i + 2] = SENSE[i] * (1 - 2 * (x * x + y * y));
      for (int k = 0; k < 3; k++) {
        place[3 * i + k] = simulation.bodyPosition(body, k);
      }
    }
    for (int k = 0; k < 3; k++) {
      hand[k] = simulation.bodyPosition(model.body("hand"), k);
    }
  }

  /** The place of the hand at the mean start. */
  Goal start() {
    return new Goal(hand[0], hand[1], hand[2]);
  }

  /**
   * An upper bound of the hand's distance from the origin, in m: |c₁| + Σ |cᵢ₊₁ − cᵢ| + |p₀ − c₅|.
   */
  double reach() {
    double reach = 0;
    double[] from = new double[3];
    for (int i = 0; i <= LINKS.length; i++) {
      double[] to = i < LINKS.length ? Arrays.copyOfRange(place, 3 * i, 3 * i + 3) : hand;
      reach += new Goal(to[0], to[1], to[2]).distanceTo(from[0], from[1], from[2]);
      from = to;
    }
    return reach;
  }

  /**
   * The distance of the hand from a point, in m, some time ago.
   *
   * @param observation begins with the six angles and the six angular velocities
   * @param lag h, in s: the angles then were q − h q̇
   */
  double distance(double[] observation, double lag, Goal goal) {
    double x = hand[0];
    double y = hand[1];
    double z = hand[2];
    for (int i = LINKS.length - 1; i >= 0; i--) {
      double angle = observation[i] - lag * observation[Arm.JOINTS + i] - start[i];
      double c = Trig.cos(angle);
      double s = Trig.sin(angle);
      double ux = axis[3 * i];
      double uy = axis[3 * i + 1];
      double uz = axis[3 * i + 2];
      double rx = x - place[3 * i];
      double ry = y - place[3 * i + 1];
      double rz = z - place[3 * i + 2];
      double along = (ux * rx + uy * ry + uz * rz) * (1 - c);
      x = place[3 * i] + c * rx + s * (uy * rz - uz * ry) + along * ux;
      y = place[3 * i + 1] + c * ry + s * (uz * rx - ux * rz) + along * uy;
      z = place[3 * i + 2] + c * rz + s * (ux * ry - uy * rx) + along * uz;
    }
    return goal.distanceTo(x, y, z);
  }
}
