package org.qmp.env.physics;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads bodies and what hangs on them: joints, geoms, sites and inertias. */
final class BodyReader {

  /** What a model file says about all of its bodies. */
  record Settings(FrameReader frames, boolean autolimits, String inertiaFromGeoms) {}

  private static final Inertial NOTHING =
      new Inertial(0, new double[3], new double[] {1, 0, 0, 0}, new double[3]);

  private final Settings settings;
  private final FrameReader frames;
  private final Defaults defaults;
  private final Set<String> ignored;

  BodyReader(Settings settings, Defaults defaults, Set<String> ignored) {
    this.settings = settings;
    this.frames = settings.frames();
    this.defaults = defaults;
    this.ignored = ignored;
  }

  /** Reads what stands in a body, or in the world. */
  void contents(XmlElement element, Body body, String around) {
    boolean hasInertia = element.name().equals("worldbody");
    for (XmlElement child : element.children()) {
      switch (child.name()) {
        case "body" -> body.add(body(child, around));
        case "geom" -> body.add(geom(child, around));
        case "site" -> body.add(site(child, around));
        case "joint" -> body.add(joint(child, around));
        case "freejoint" -> body.add(freeJoint(child));
        case "inertial" -> {
          if (hasInertia) {
            throw child.error("is one too many in <" + element.name() + "> '" + body.name + "'");
          }
          hasInertia = true;
          inertial(child, body);
        }
        case "light", "camera" -> ignored.add("element <" + child.name() + ">");
        default -> throw child.error("is not supported in <" + element.name() + ">");
      }
      if (!child.name().equals("body")
          && !child.children().isEmpty()
          && !ignored.contains("element <" + child.name() + ">")) {
        throw child.children().get(0).error("is not supported in <" + child.name() + ">");
      }
    }
  }

  private Body body(XmlElement element, String around) {
    Attributes a = new Attributes(element, List.of());
    Body body = new Body(a.text("name", ""));
    body.origin = element.where();
    body.position = a.vector("pos", 0, 0, 0);
    body.orientation = frames.orientation(a);
    String inside = a.text("childclass", around);
    defaults.check(element, inside);
    a.done();
    contents(element, body, inside);
    if (body.inertial == null && settings.inertiaFromGeoms().equals("false")) {
      body.inertial = NOTHING;
    }
    return body;
  }

  private void inertial(XmlElement element, Body body) {
    Attributes a = new Attributes(element, List.of());
    double[] position = a.vector("pos", 0, 0, 0);
    double[] orientation = frames.orientation(a);
    double mass = a.number("mass", -1);
    a.required("mass");
    double[] full = a.numbers("fullinertia", 6, 6);
    double[] diagonal = full == null ? a.vector("diaginertia", 0, 0, 0) : null;
    if (full != null && a.has("diaginertia")) {
      throw a.error("diaginertia", "stands beside 'fullinertia', which says it already");
    }
    a.done();
    if (full != null && orientation[0] != 1) {
      throw a.error("fullinertia", "has axes of its own and takes no orientation");
    }
    try {
      Inertial inertial =
          diagonal == null
              ? Inertial.ofMatrix(mass, position, full == null ? new double[6] : full)
              : new Inertial(mass, position, orientation, diagonal);
      body.inertial = settings.inertiaFromGeoms().equals("true") ? null : inertial;
    } catch (ModelException e) {
      throw element.error(String.valueOf(e.getMessage()));
    }
  }

  private Joint freeJoint(XmlElement element) {
    Attributes a = new Attributes(element, List.of());
    Joint joint = new Joint(Joint.Kind.FREE, a.text("name", ""));
    joint.origin = element.where();
    a.ignore(ignored, "group");
    a.done();
    return joint;
  }

  private Joint joint(XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    Joint.Kind kind =
        switch (a.word("type", "hinge", "free", "ball", "slide", "hinge")) {
          case "free" -> Joint.Kind.FREE;
          case "ball" -> Joint.Kind.BALL;
          case "slide" -> Joint.Kind.SLIDE;
          default -> Joint.Kind.HINGE;
        };
    double unit = kind == Joint.Kind.HINGE || kind == Joint.Kind.BALL ? frames.angle() : 1;
    Joint joint = new Joint(kind, a.text("name", ""));
    joint.origin = element.where();
    joint.anchor = a.vector("pos", 0, 0, 0);
    joint.axis = a.vector("axis", 0, 0, 1);
    joint.reference = a.number("ref", 0) * unit;
    double[] range = a.range("range", "limited", settings.autolimits());
    if (range != null) {
      joint.range(range[0] * unit, range[1] * unit);
    }
    joint
        .damping(a.number("damping", 0))
        .armature(a.number("armature", 0))
        .frictionLoss(a.number("frictionloss", 0))
        .margin(a.number("margin", 0))
        .spring(a.number("stiffness", 0), a.number("springref", 0) * unit)
        .limitSoftness(a.softness("solreflimit", "solimplimit"))
        .frictionSoftness(a.softness("solreffriction", "solimpfriction"));
    a.ignore(ignored, "group");
    a.done();
    return joint;
  }

  private Site site(XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    String name = a.text("name", "");
    double[] position = a.vector("pos", 0, 0, 0);
    double[] orientation = frames.orientation(a);
    a.ignore(ignored, "size", "type", "rgba", "material", "group");
    a.done();
    try {
      return new Site(name, position, orientation);
    } catch (ModelException e) {
      throw element.error(String.valueOf(e.getMessage()));
    }
  }

  private Geom geom(XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    Geom geom = shape(a);
    geom.origin = element.where();
    geom.name(a.text("name", ""));
    geom.density(a.number("density", 1000));
    geom.mass = a.has("mass") ? Double.valueOf(a.number("mass", 0)) : null;
    geom.collides(a.integer("contype", 1), a.integer("conaffinity", 1));
    geom.dimension(a.integer("condim", 3)).priority(a.integer("priority", 0));
    geom.friction = a.overlay("friction", geom.friction);
    geom.margin(a.number("margin", 0), a.number("gap", 0));
    geom.softness(a.softness("solref", "solimp"), a.number("solmix", 1));
    a.ignore(ignored, "rgba", "material", "group");
    a.done();
    return geom;
  }

  private Geom shape(Attributes a) {
    Geom.Kind kind =
        switch (a.word(
            "type", "sphere", "plane", "sphere", "capsule", "ellipsoid", "cylinder", "box")) {
          case "plane" -> Geom.Kind.PLANE;
          case "capsule" -> Geom.Kind.CAPSULE;
          case "ellipsoid" -> Geom.Kind.ELLIPSOID;
          case "cylinder" -> Geom.Kind.CYLINDER;
          case "box" -> Geom.Kind.BOX;
          default -> Geom.Kind.SPHERE;
        };
    double[] ends = a.numbers("fromto", 6, 6);
    if (ends != null) {
      return between(a, kind, ends);
    }
    double[] size = size(a, kind, kind.sizes);
    Geom geom = new Geom(kind, size);
    geom.position = a.vector("pos", 0, 0, 0);
    geom.orientation = frames.orientation(a);
    return geom;
  }

  private double[] size(Attributes a, Geom.Kind kind, int count) {
    if (kind == Geom.Kind.PLANE) { // how far it is drawn
      a.ignore(ignored, "size");
      return new double[0];
    }
    double[] size = a.numbers("size", count, count);
    if (size == null) {
      throw a.error("size", "is missing");
    }
    return size;
  }

  private Geom between(Attributes a, Geom.Kind kind, double[] ends) {
    if (kind == Geom.Kind.PLANE || kind == Geom.Kind.SPHERE) {
      throw a.error("fromto", "is not for a " + kind);
    }
    for (String other : new String[] {"pos", "quat", "axisangle", "euler", "xyaxes", "zaxis"}) {
      if (a.has(other)) {
        throw a.error(other, "stands beside 'fromto', which says it already");
      }
    }
    double[] from = {ends[0], ends[1], ends[2]};
    double[] to = {ends[3], ends[4], ends[5]};
    double length = Rotation.distance(from, to);
    double[] given = size(a, kind, kind.sizes - 1);
    double[] size = Arrays.copyOf(given, kind.sizes);
    size[kind.sizes - 1] = length / 2;
    return new Geom(kind, size).between(from, to);
  }
}
