package org.qmp.env.physics.mjcf;

import java.util.Locale;
import java.util.Map;
import org.qmp.env.physics.scene.Body;
import org.qmp.env.physics.scene.Geom;
import org.qmp.env.physics.scene.Inertial;
import org.qmp.env.physics.scene.Joint;
import org.qmp.env.physics.scene.Site;

/** Reads bodies with their inertias, joints, sites and geoms. */
record BodyReader(BodyReader.Settings settings, Defaults defaults, Inert inert) {
  /**
   * Settings of a model file for all of its bodies.
   *
   * @param inertiaFromGeoms auto, true or false
   * @param groups the first and the last group of geoms that have mass
   * @param inFluid whether a fluid pushes bodies
   * @param meshes the vertices of those that have them in the file, by name
   */
  record Settings(
      FrameReader frames,
      boolean autolimits,
      String inertiaFromGeoms,
      double[] groups,
      boolean inFluid,
      Map<String, float[]> meshes) {}

  private static final Inertial NOTHING =
      new Inertial(0, new double[3], new double[] {1, 0, 0, 0}, new double[3]);

  /** Reads the content of a body, or of the world. */
  void contents(XmlElement element, Body body, String around) {
    boolean hasInertia = element.name().equals("worldbody");
    for (XmlElement child : element.children()) {
      if (inert.skips(element, child)) {
        continue;
      }
      switch (child.name()) {
        case "body" -> body.add(body(child, around));
        case "geom" ->
            new GeomReader(settings, defaults, inert)
                .read(element, child, around)
                .ifPresent(body::add);
        case "site" -> body.add(site(child, around));
        case "joint" -> body.add(joint(child, around));
        case "freejoint" -> body.add(freeJoint(child));
        case "inertial" -> {
          if (hasInertia) {
            throw child.error("is one too many in <" + element.name() + "> '" + body.name + "'");
          }
          hasInertia = true;
          body.inertial = inertial(child);
        }
        default -> throw child.misplaced(element);
      }
      if (!child.name().equals("body")) {
        child.requireNoChildren();
      }
    }
  }

  private Body body(XmlElement element, String around) {
    Attributes a = defaults.alone(element);
    Body body = new Body(a.text("name", ""));
    body.origin = element.where();
    body.position = a.vector("pos", 0, 0, 0);
    body.orientation = settings.frames().orientation(a);
    String inside = a.text("childclass", around);
    defaults.check(element, inside);
    body.mocap = a.flag("mocap", false);
    a.zero("gravcomp");
    a.done();
    contents(element, body, inside);
    if (settings.inertiaFromGeoms().equals("true") && body.geoms.stream().anyMatch(Geom::weighs)) {
      body.inertial = null;
    } else if (settings.inertiaFromGeoms().equals("false") && body.inertial == null) {
      body.inertial = NOTHING;
    }
    return body;
  }

  private Inertial inertial(XmlElement element) {
    Attributes a = defaults.alone(element);
    double[] position = a.vector("pos", 0, 0, 0);
    double[] orientation = settings.frames().orientation(a);
    a.required("mass");
    double mass = a.number("mass", 0);
    double[] full = a.numbers("fullinertia", 6, 6);
    if (full != null && a.has("diaginertia")) {
      throw a.error("diaginertia", "stands beside 'fullinertia', which says it already");
    }
    double[] diagonal = a.vector("diaginertia", 0, 0, 0);
    a.done();
    if (full != null && orientation[0] != 1) {
      throw a.error("fullinertia", "has axes of its own and takes no orientation");
    }
    return element.part(
        () ->
            full == null
                ? new Inertial(mass, position, orientation, diagonal)
                : Inertial.ofMatrix(mass, position, full));
  }

  private Joint freeJoint(XmlElement element) {
    Attributes a = defaults.alone(element);
    Joint joint = new Joint(Joint.Kind.FREE, a.text("name", ""));
    joint.origin = element.where();
    if (!a.text("align", "auto").equals("auto")) {
      a.only("align", "false");
    }
    a.done();
    return joint;
  }

  private Joint joint(XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    Joint.Kind kind =
        Joint.Kind.valueOf(
            a.word("type", "hinge", "free", "ball", "slide", "hinge").toUpperCase(Locale.ROOT));
    double unit =
        kind == Joint.Kind.HINGE || kind == Joint.Kind.BALL ? settings.frames().angle() : 1;
    Joint joint = new Joint(kind, a.text("name", ""));
    joint.origin = element.where();
    joint.anchor = a.vector("pos", 0, 0, 0);
    joint.axis = a.vector("axis", 0, 0, 1);
    joint.reference = a.number("ref", 0) * unit;
    if (kind == Joint.Kind.FREE) { // is never limited
      a.ignore("range", "limited");
    } else {
      double[] range = a.range("range", "limited", settings.autolimits());
      if (range != null) {
        joint.range(range[0] * unit, range[1] * unit);
      }
    }
    joint.damping = a.number("damping", 0);
    joint.armature = a.number("armature", 0);
    joint.frictionLoss = a.number("frictionloss", 0);
    joint.margin = a.number("margin", 0);
    joint.stiffness = a.number("stiffness", 0);
    joint.springReference = a.number("springref", 0) * unit;
    joint.limitSoftness = a.softness("solreflimit", "solimplimit");
    joint.frictionSoftness = a.softness("solreffriction", "solimpfriction");
    a.unlimited("actuatorfrcrange", "actuatorfrclimited", settings.autolimits());
    a.zero("springdamper");
    a.done();
    return joint;
  }

  private Site site(XmlElement element, String around) {
    Attributes a = defaults.of(element, around);
    String name = a.text("name", "");
    double[] position = a.vector("pos", 0, 0, 0);
    double[] orientation = settings.frames().orientation(a);
    a.done();
    return element.part(() -> new Site(name, position, orientation));
  }
}
