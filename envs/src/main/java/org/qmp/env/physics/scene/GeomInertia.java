package org.qmp.env.physics.scene;

import java.util.Arrays;
import java.util.List;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.math.Spatial;

/**
 * Mass and inertia of solid shapes of even density ρ, about their centres in their frames.
 *
 * <pre>
 *   sphere     m = 4/3 π r³ ρ          I = 2/5 m r²
 *   ellipsoid  m = 4/3 π a b c ρ       I_xx = m (b² + c²) / 5, …
 *   box        m = 8 a b c ρ           I_xx = m (b² + c²) / 3, …
 *   cylinder   m = 2 π r² h ρ          I_xx = I_yy = m (3 r² + 4 h²) / 12      I_zz = m r² / 2
 *   capsule    a cylinder, mass m, and two half spheres, mass s together, at its ends:
 *              I_xx = I_yy = m (3 r² + 4 h²) / 12 + s (2/5 r² + h² + 3/4 h r)
 *              I_zz = m r² / 2 + 2/5 s r²
 * </pre>
 *
 * <p>with half-lengths h, half-sides or half-axes a, b, c. Under {@link Rules#MUJOCO_2_1} a capsule
 * is a cylinder of half-length h + r/2.
 */
public final class GeomInertia {
  private GeomInertia() {}

  /** Of all geoms of a body together, in the body's frame; of a single one, along its own axes. */
  public static Inertial of(List<Geom> geoms, Rules rules) {
    List<Inertial> parts =
        geoms.stream().map(geom -> of(geom, rules)).filter(p -> p.mass() > 0).toList();
    if (parts.isEmpty()) {
      return new Inertial(0, new double[3], new double[] {1, 0, 0, 0}, new double[3]);
    }
    return geoms.size() == 1 ? parts.get(0) : together(parts);
  }

  private static Inertial of(Geom geom, Rules rules) {
    double[] unit = perDensity(geom, rules);
    double given = geom.mass.orElse(unit[3] * geom.density);
    double scale = geom.mass.isEmpty() ? geom.density : unit[3] == 0 ? 0 : given / unit[3];
    double[] moments = {unit[0] * scale, unit[1] * scale, unit[2] * scale};
    double mass = unit[3] == 0 ? 0 : given;
    return new Inertial(mass, geom.position, geom.orientation, moments);
  }

  /** Three moments and the mass of the shape at density 1. */
  private static double[] perDensity(Geom geom, Rules rules) {
    double[] s = geom.size;
    return switch (geom.kind) {
      case PLANE, HULL -> new double[4];
      case SPHERE -> solid(ellipsoid(s[0], s[0], s[0]), 5, s[0], s[0], s[0]);
      case ELLIPSOID -> solid(ellipsoid(s[0], s[1], s[2]), 5, s[0], s[1], s[2]);
      case BOX -> solid(8 * s[0] * s[1] * s[2], 3, s[0], s[1], s[2]);
      case CYLINDER -> cylinder(s[0], s[1]);
      case CAPSULE ->
          switch (rules) {
            case MUJOCO_2_1 -> cylinder(s[0], s[1] + s[0] / 2);
            case MUJOCO_3 -> capsule(s[0], s[1]);
          };
    };
  }

  /** Of half axes a, b, c, with moments m (b² + c²) / n, …. */
  private static double[] solid(double m, double n, double a, double b, double c) {
    return new double[] {
      m * (b * b + c * c) / n, m * (a * a + c * c) / n, m * (a * a + b * b) / n, m
    };
  }

  private static double ellipsoid(double a, double b, double c) {
    return 4.0 / 3 * Math.PI * a * b * c;
  }

  private static double[] cylinder(double r, double h) {
    double m = 2 * Math.PI * r * r * h;
    double across = m * (3 * r * r + 4 * h * h) / 12;
    return new double[] {across, across, m * r * r / 2, m};
  }

  private static double[] capsule(double r, double h) {
    double[] total = cylinder(r, h);
    double s = ellipsoid(r, r, r);
    double across = s * (0.4 * r * r + h * h + 0.75 * h * r);
    total[0] += across;
    total[1] += across;
    total[2] += 0.4 * s * r * r;
    total[3] += s;
    return total;
  }

  /**
   * The sum of some bodies, by Steiner's theorem about the common centre: I = Σ R diag(λ) Rᵀ + m
   * (|d|² 1 − d dᵀ).
   */
  private static Inertial together(List<Inertial> parts) {
    double mass = 0;
    double[] center = new double[3];
    for (Inertial part : parts) {
      mass += part.mass();
      Spatial.addScaled(part.mass(), part.center(), 0, center, 0, 3);
    }
    for (int i = 0; i < 3; i++) {
      center[i] /= mass;
    }
    double[] sum = new double[10];
    for (Inertial part : parts) {
      double[] matrix = new double[9];
      Rotation.matrix(part.orientation(), 0, matrix, 0);
      double[] c = part.center();
      double[] d = {c[0] - center[0], c[1] - center[1], c[2] - center[2]};
      double[] about = new double[10];
      Spatial.inertia(part.moments(), 0, matrix, 0, part.mass(), d, about, 0);
      Spatial.add(about, 0, sum, 0, 10);
    }
    return Inertial.ofMatrix(mass, center, Arrays.copyOf(sum, 6));
  }
}
