package org.qmp.env.physics.scene;

import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.qmp.env.physics.math.Rotation;

/** A shape of a {@link Body}, which gives it mass and contacts. SI units. */
public final class Geom {

  /** The shapes; in a contact, the normal leads from the earlier to the later kind. */
  public enum Kind {
    /** All below the plane z = 0 of its frame; has no size and no mass, and no joint moves it. */
    PLANE(0),
    /** Radius. */
    SPHERE(1),
    /** Radius, and half the length of the cylinder between the caps along z. */
    CAPSULE(2),
    /** Three half axes; gives mass, but no contacts. */
    ELLIPSOID(3),
    /** Radius, and half the length along z. */
    CYLINDER(2),
    /** Three half sides. */
    BOX(3),
    /** The convex hull of {@link Geom#vertices}; touches all but planes, and gives no mass. */
    HULL(0);

    public final int sizes;

    Kind(int sizes) {
      this.sizes = sizes;
    }
  }

  public final Kind kind;
  public final double[] size;

  /** Of a hull, in m in its frame, three numbers each. The frame's origin lies in the hull. */
  public float[] vertices = {};

  /** For messages and look-ups. */
  public String name = "";

  /** Its place in a file; empty if none. */
  public String origin = "";

  /** In the body's frame; the quaternion need not be normalised. */
  public double[] position = new double[3];

  public double[] orientation = {1, 0, 0, 0};

  /** kg/m³. */
  public double density = 1000;

  /** kg, whatever the density. */
  public OptionalDouble mass = OptionalDouble.empty();

  /** Masks: two geoms may touch if the type of one meets the affinity of the other. */
  public int contype = 1;

  public int conaffinity = 1;

  /** Of its contacts: 1 no friction, 3 sliding, 4 and spin, 6 and rolling. */
  public int dimension = 3;

  /** Of two geoms, the higher one's contact parameters are taken, except margin and gap. */
  public int priority;

  /** Of sliding, of spin (m) and of rolling (m). */
  public double[] friction = {1, 0.005, 0.0001};

  /** Margin and gap of contacts, m: see {@link Rules#found} and {@link Rules#acting}. */
  public double margin;

  public double gap;

  /** How soft contacts are, and the weight of this softness against the other geom's. */
  public Softness softness = Softness.DEFAULT;

  public double mixing = 1;

  /**
   * A shape at its body's frame.
   *
   * @param size as many numbers as the kind has, all positive
   */
  public Geom(Kind kind, double... size) {
    this.kind = kind;
    this.size = size.clone();
  }

  /** The convex hull of points around the origin, three numbers each. */
  public static Geom hull(float... vertices) {
    Geom hull = new Geom(Kind.HULL).mass(0);
    hull.vertices = vertices.clone();
    return hull;
  }

  /** A capsule between two points of the body's frame. */
  public static Geom capsule(double radius, double[] from, double[] to) {
    return new Geom(Kind.CAPSULE, radius, Rotation.distance(from, to) / 2).between(from, to);
  }

  /**
   * Puts the middle between two points and the z axis along the line from the second to the first.
   */
  public Geom between(double[] from, double[] to) {
    Rotation.fromZ(from[0] - to[0], from[1] - to[1], from[2] - to[2], orientation, 0);
    return at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2);
  }

  public Geom at(double x, double y, double z) {
    position = new double[] {x, y, z};
    return this;
  }

  public Geom turned(double w, double x, double y, double z) {
    orientation = new double[] {w, x, y, z};
    return this;
  }

  public Geom mass(double value) {
    mass = OptionalDouble.of(value);
    return this;
  }

  public Geom collides(int type, int affinity) {
    contype = type;
    conaffinity = affinity;
    return this;
  }

  /** Changes other numbers, as in {@code with(g -> g.density = 500)}. */
  public Geom with(Consumer<Geom> change) {
    change.accept(this);
    return this;
  }

  /** The radius of a sphere about the frame's origin that contains the shape, m; 0 for a plane. */
  public double radius() {
    double[] s = size;
    return switch (kind) {
      case PLANE -> 0;
      case SPHERE -> s[0];
      case CAPSULE -> s[0] + s[1];
      case CYLINDER -> Math.sqrt(s[0] * s[0] + s[1] * s[1]);
      case ELLIPSOID -> Math.max(s[0], Math.max(s[1], s[2]));
      case BOX -> Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
      case HULL -> {
        double most = 0;
        for (int i = 0; i < vertices.length; i += 3) {
          double x = vertices[i];
          double y = vertices[i + 1];
          double z = vertices[i + 2];
          most = Math.max(most, x * x + y * y + z * z);
        }
        yield Math.sqrt(most);
      }
    };
  }

  /** Half sizes of a box about the frame's origin that contains the shape, m; 0 for a plane. */
  public double[] halfSizes() {
    double[] s = size;
    return switch (kind) {
      case PLANE -> new double[3];
      case SPHERE -> new double[] {s[0], s[0], s[0]};
      case CAPSULE -> new double[] {s[0], s[0], s[0] + s[1]};
      case CYLINDER -> new double[] {s[0], s[0], s[1]};
      case ELLIPSOID, BOX -> s.clone();
      case HULL -> {
        double[] most = new double[3];
        for (int i = 0; i < vertices.length; i++) {
          most[i % 3] = Math.max(most[i % 3], Math.abs(vertices[i]));
        }
        yield most;
      }
    };
  }

  /** Whether it contributes to the mass of its body. */
  public boolean weighs() {
    return kind != Kind.PLANE && mass.orElse(density) > 0;
  }

  /**
   * Refuses invalid sizes and contact parameters.
   *
   * @param moves whether a joint moves its body; MuJoCo, too, has no planes there
   */
  public void check(boolean moves) {
    String part = label();
    if (moves && kind == Kind.PLANE) {
      String found = "is in a body that moves, expected one that is fixed to the world";
      throw new ModelException(part, "", found);
    }
    for (double length : Checks.numbers(part, "size", size, kind.sizes)) {
      Checks.positive(part, "size", length);
    }
    if (kind == Kind.HULL) {
      Checks.hull(part, "vertices", vertices);
      if (weighs()) {
        throw new ModelException(part, "mass", "is not 0, but a hull gives none");
      }
    }
    Checks.numbers(part, "position", position, 3);
    Checks.quaternion(part, "orientation", orientation);
    Checks.notNegative(part, "density", density);
    Checks.notNegative(part, "mass", mass.orElse(0));
    for (double mu : Checks.numbers(part, "friction", friction, 3)) {
      Checks.notNegative(part, "friction", mu);
    }
    Checks.notNegative(part, "margin", margin);
    Checks.notNegative(part, "gap", gap);
    Checks.notNegative(part, "solmix", mixing);
    if (dimension != 1 && dimension != 3 && dimension != 4 && dimension != 6) {
      throw new ModelException(part, "dimension", "is " + dimension + ", expected 1, 3, 4 or 6");
    }
  }

  /** The name of this geom in messages. */
  public String label() {
    return kind + " geom '" + name + "'" + Scene.place(origin);
  }
}
