package org.qmp.env.physics;

import java.util.List;
import java.util.Set;

/**
 * Reads bodies and what hangs on them: inertias, joints, sites, and geoms by {@link GeomReader}.
 */
final class BodyReader {

  /**
   * What a model file says about all of its bodies.
   *
   * @param inertiaFromGeoms auto, true or false
   * @param groups the first and the last group of geoms that have mass
   * @param inFluid whether a fluid pushes bodies
   */
  record Settings(
      FrameReader frames,
      boolean autolimits,
      String inertiaFromGeoms,
      double[] groups,
      boolean inFluid) {}

  private static final Inertial NOTHING =
      new Inertial(0, new double[3], new double[] {1, 0, 0, 0}, new double[3]);

  private final Settings settings;
  private final FrameReader frames;
  private final Defaults defaults;
  private final GeomReader geoms;
  private final Set<String> ignored;

  BodyReader(Settings settings, Defaults defaults, Set<String> ignored) {
    this.settings = settings;
    this.frames = settings.frames();
    this.defaults = defaults;
    geoms = new GeomReader(settings, defaults, ignored);
    this.ignored = ignored;
  }

  /** Reads what stands in a body, or in the world. */
  void contents(XmlElement element, Body body, String around) {
    boolean hasInertia = element.name().equals("worldbody");
    for (XmlElement child : element.children()) {
      if (Inert.skips(element, child, ignored)) {
        continue;
      }
      switch (child.name()) {
        case "body" -> body.add(body(child, around));
        case "geom" -> geoms.read(element, child, around).ifPresent(body::add);
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
        default -> throw child.error("is not supported in <" + element.name() + ">");
      }
      if (!child.name().equals("body") && !child.children().isEmpty()) {
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
    a.only("mocap", "false");
    a.zero("gravcomp");
    a.done(ignored);
    contents(element, body, inside);
    switch (settings.inertiaFromGeoms()) {
      case "true" ->
          body.inertial = body.geoms.stream().anyMatch(Geom::weighs) ? null : body.inertial;
      case "false" -> body.inertial = body.inertial == null ? NOTHING : body.inertial;
      default -> {}
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
      body.inertial =
          diagonal == null
              ? Inertial.ofMatrix(mass, position, full == null ? new double[6] : full)
              : new Inertial(mass, position, orientation, diagonal);
    } catch (ModelException e) {
      throw element.error(String.valueOf(e.getMessage()));
    }
  }

  private Joint freeJoint(XmlElement element) {
    Attributes a = new Attributes(element, List.of());
    Joint joint = new Joint(Joint.Kind.FREE, a.text("name", ""));
    joint.origin = element.where();
    if (!a.text("align", "auto").equals("auto")) {
      a.only("align", "false");
    }
    a.done(ignored);
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
    if (kind == Joint.Kind.FREE) { // is never limited
      a.ignore(ignored, "range", "limited");
    } else {
      double[] range = a.range("range", "limited", settings.autolimits());
      if (range != null) {
        joint.range(range[0] * unit, range[1] * unit);
      }
    }
    joint
        .damping(a.number("damping", 0))
        .armature(a.number("armature", 0))
        .frictionLoss(a.number("frictionloss", 0))
        .margin(a.number("margin", 0))
        .spring(a.number("stiffness", 0), a.number("springref", 0) * unit)
        .limitSoftness(a.softness("solreflimit", "solimplimit"))
        .frictionSoftness(a.softness("solreffriction", "solimpfriction"));
    a.unlimited("actuatorfrcrange", "actuatorfrclimited", settings.autolimits());
    a.zero("springdamper");
    a.done(ignored);
    return joint;
  }

  private Site site(XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    String name = a.text("name", "");
    double[] position = a.vector("pos", 0, 0, 0);
    double[] orientation = frames.orientation(a);
    a.done(ignored);
    try {
      return new Site(name, position, orientation);
    } catch (ModelException e) {
      throw element.error(String.valueOf(e.getMessage()));
    }
  }
}
