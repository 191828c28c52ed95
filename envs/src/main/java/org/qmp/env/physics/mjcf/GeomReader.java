package org.qmp.env.physics.mjcf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.qmp.env.physics.math.Rotation;
import org.qmp.env.physics.scene.Geom;

/** Reads geoms. */
record GeomReader(BodyReader.Settings settings, Defaults defaults, Inert inert) {
  private static final int MOST_SIZES = 3;

  /** Shapes that are ignored here as purely visual. */
  private static final Set<String> DRAWN = Set.of("mesh", "hfield", "sdf");

  /** A geom of a body; empty if it is purely visual. */
  Optional<Geom> read(XmlElement body, XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    if (DRAWN.contains(a.text("type", "")) && movesNothing(body, a)) {
      inert.ignored.add("element <geom> of type " + a.required("type"));
      Defaults.known("geom").forEach(a::text);
      List.of("name", "mesh", "hfield").forEach(a::text);
      a.done();
      return Optional.empty();
    }
    Geom geom = shape(body, a);
    geom.origin = element.where();
    geom.name = a.text("name", "");
    geom.density = a.number("density", 1000);
    if (a.has("mass")) {
      geom.mass(a.number("mass", 0));
    }
    if (!counts(a) || geom.kind == Geom.Kind.HULL) {
      geom.mass(0);
    }
    geom.collides(a.integer("contype", 1), a.integer("conaffinity", 1));
    geom.dimension = a.integer("condim", 3);
    geom.priority = a.integer("priority", 0);
    geom.friction = a.overlay("friction", geom.friction);
    geom.margin = a.number("margin", 0);
    geom.gap = a.number("gap", 0);
    geom.softness = a.softness("solref", "solimp");
    geom.mixing = a.number("solmix", 1);
    a.ignore("group");
    if (settings.inFluid()) {
      a.only("fluidshape", "none");
    } else {
      a.ignore("fluidshape");
    }
    a.only("shellinertia", "false");
    a.zero("adhesion", "surfacevel");
    a.done();
    return Optional.of(geom);
  }

  /** Whether the mass of a geom of this group counts. */
  private boolean counts(Attributes a) {
    int group = a.integer("group", 0);
    return settings.groups()[0] <= group && group <= settings.groups()[1];
  }

  /** Whether a geom has no contacts, gives its body no mass and is not affected by a fluid. */
  private boolean movesNothing(XmlElement body, Attributes a) {
    boolean touches = a.integer("contype", 1) != 0 || a.integer("conaffinity", 1) != 0;
    boolean felt = settings.inFluid() && !a.text("fluidshape", "none").equals("none");
    return !touches && !felt && !weighs(body, a);
  }

  /** Whether a geom adds to the mass of a body other than the world. */
  private boolean weighs(XmlElement body, Attributes a) {
    boolean given = body.children().stream().anyMatch(child -> child.name().equals("inertial"));
    String fromGeoms = settings.inertiaFromGeoms();
    boolean asked = fromGeoms.equals("true") || (fromGeoms.equals("auto") && !given);
    double mass = a.has("mass") ? a.number("mass", 0) : a.number("density", 1000);
    boolean still = body.name().equals("worldbody");
    return !still && asked && mass != 0 && counts(a);
  }

  private Geom shape(XmlElement body, Attributes a) {
    String type =
        a.word(
            "type", "sphere", "plane", "sphere", "capsule", "ellipsoid", "cylinder", "box", "mesh");
    if (type.equals("mesh")) {
      a.ignore("size");
      return placed(hull(body, a), a);
    }
    Geom.Kind kind = Geom.Kind.valueOf(type.toUpperCase(Locale.ROOT));
    double[] ends = a.numbers("fromto", 6, 6);
    if (ends != null) {
      return between(a, kind, ends);
    }
    double[] size = new double[0];
    if (kind == Geom.Kind.PLANE) {
      a.ignore("size"); // how far it is drawn
    } else {
      size = a.first("size", kind.sizes, MOST_SIZES);
    }
    return placed(new Geom(kind, size), a);
  }

  private Geom placed(Geom geom, Attributes a) {
    geom.position = a.vector("pos", 0, 0, 0);
    geom.orientation = settings.frames().orientation(a);
    return geom;
  }

  /** The convex hull of a mesh. */
  private Geom hull(XmlElement body, Attributes a) {
    String name = a.required("mesh");
    float[] vertices = settings.meshes().get(name);
    if (vertices == null) {
      throw a.error("mesh", "is '" + name + "', expected a <mesh> whose vertices are in the file");
    }
    if (weighs(body, a)) {
      throw a.error("mesh", "would give its body mass, expected <inertial> in the body or mass 0");
    }
    return Geom.hull(vertices);
  }

  /** Between two points; sizes other than the radius are ignored. */
  private Geom between(Attributes a, Geom.Kind kind, double[] ends) {
    if (kind == Geom.Kind.PLANE || kind == Geom.Kind.SPHERE) {
      throw a.error("fromto", "is not for a " + kind);
    }
    for (String other : List.of("pos", "quat", "axisangle", "euler", "xyaxes", "zaxis")) {
      if (a.has(other)) {
        throw a.error(other, "stands beside 'fromto', which says it already");
      }
    }
    double[] from = Arrays.copyOf(ends, 3);
    double[] to = Arrays.copyOfRange(ends, 3, 6);
    double[] size = new double[kind.sizes];
    Arrays.fill(size, a.first("size", 1, MOST_SIZES)[0]);
    size[kind.sizes - 1] = Rotation.distance(from, to) / 2;
    return new Geom(kind, size).between(from, to);
  }
}
