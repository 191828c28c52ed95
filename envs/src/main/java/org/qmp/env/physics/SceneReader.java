package org.qmp.env.physics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the sections of a model file into a {@link Scene}. */
final class SceneReader {
  private static final Set<String> SECTIONS =
      Set.of("compiler", "option", "default", "worldbody", "contact", "actuator");
  private static final Set<String> IGNORED = Set.of("visual", "size");
  private static final Set<String> IGNORED_ASSETS = Set.of("texture", "material");

  private final XmlElement root;
  private final Rules rules;
  private final Set<String> ignored;
  private final Defaults defaults;

  SceneReader(XmlElement root, Rules rules, Set<String> ignored) {
    this.root = root;
    this.rules = rules;
    this.ignored = ignored;
    defaults = new Defaults(ignored);
  }

  Scene read() {
    if (!root.name().equals("mujoco")) {
      throw root.error("expected <mujoco> as the root");
    }
    Attributes a = new Attributes(root, List.of());
    a.text("model");
    a.done();
    root.children().forEach(this::checkSection);
    BodyReader.Settings settings = compiler(merged("compiler"));
    Scene scene = new Scene(options(merged("option")));
    sections("default").forEach(defaults::read);
    BodyReader bodies = new BodyReader(settings, defaults, ignored);
    for (XmlElement world : sections("worldbody")) {
      new Attributes(world, List.of()).done();
      bodies.contents(world, scene.world(), Defaults.main());
    }
    sections("contact").forEach(section -> exclusions(section, scene));
    sections("actuator").forEach(section -> actuators(section, scene, settings.autolimits()));
    return scene;
  }

  private void checkSection(XmlElement section) {
    if (IGNORED.contains(section.name())) {
      ignored.add("element <" + section.name() + ">");
    } else if (section.name().equals("asset")) {
      for (XmlElement child : section.children()) {
        if (!IGNORED_ASSETS.contains(child.name())) {
          throw child.error("is not supported in <asset>");
        }
        ignored.add("element <" + child.name() + ">");
      }
    } else if (section.name().equals("statistic")) {
      Attributes a = new Attributes(section, List.of());
      a.ignore(ignored, "center", "extent", "meansize");
      a.done();
    } else if (!SECTIONS.contains(section.name())) {
      throw section.error("is not supported");
    }
  }

  private List<XmlElement> sections(String name) {
    return root.children().stream().filter(child -> child.name().equals(name)).toList();
  }

  /** The attributes of all sections of a name, later ones over earlier ones. */
  private Attributes merged(String name) {
    List<XmlElement> all = sections(name);
    for (XmlElement section : all) {
      if (!section.children().isEmpty()) {
        throw section.children().get(0).error("is not supported in <" + name + ">");
      }
    }
    XmlElement last =
        all.isEmpty()
            ? new XmlElement(root.source(), root.line(), name, Map.of(), List.of())
            : all.get(all.size() - 1);
    return new Attributes(last, all.stream().map(XmlElement::attributes).toList());
  }

  private BodyReader.Settings compiler(Attributes a) {
    String angle = a.word("angle", "degree", "degree", "radian");
    String sequence = a.text("eulerseq", "xyz");
    if (!sequence.matches("[xyzXYZ]{3}")) {
      throw a.error("eulerseq", "is '" + sequence + "', expected three of xyzXYZ");
    }
    a.word("coordinate", "local", "local");
    String silent = rules.limitsByRange() ? "true" : "false";
    boolean autolimits = a.word("autolimits", silent, "true", "false").equals("true");
    String fromGeoms = a.word("inertiafromgeom", "auto", "auto", "true", "false");
    a.ignore(ignored, "meshdir", "texturedir");
    a.done();
    double unit = angle.equals("degree") ? Math.PI / 180 : 1;
    return new BodyReader.Settings(new FrameReader(unit, sequence), autolimits, fromGeoms);
  }

  private Options options(Attributes a) {
    double[] gravity = a.vector("gravity", 0, 0, -9.81);
    a.word("solver", "Newton", "Newton");
    boolean euler = a.word("integrator", "Euler", "Euler", "RK4").equals("Euler");
    boolean pyramids = a.word("cone", "pyramidal", "pyramidal", "elliptic").equals("pyramidal");
    a.ignore(ignored, "jacobian");
    try {
      Options options =
          Options.of(rules)
              .withTimestep(a.number("timestep", 0.002))
              .withGravity(gravity[0], gravity[1], gravity[2])
              .with(euler ? Options.Integration.EULER : Options.Integration.RUNGE_KUTTA)
              .with(pyramids ? Options.Cone.PYRAMIDAL : Options.Cone.ELLIPTIC)
              .withSolver(a.integer("iterations", 100), a.number("tolerance", 1e-8))
              .withImpedanceRatio(a.number("impratio", 1));
      a.done();
      return options;
    } catch (ModelException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("option: ") ? a.error(message) : e;
    }
  }

  private static void exclusions(XmlElement section, Scene scene) {
    new Attributes(section, List.of()).done();
    for (XmlElement child : section.children()) {
      if (!child.name().equals("exclude")) {
        throw child.error("is not supported in <contact>");
      }
      Attributes a = new Attributes(child, List.of());
      a.text("name");
      scene.exclude(a.required("body1"), a.required("body2"), child.where());
      a.done();
    }
  }

  private void actuators(XmlElement section, Scene scene, boolean autolimits) {
    new Attributes(section, List.of()).done();
    for (XmlElement child : section.children()) {
      if (!Defaults.actuates(child)) {
        throw child.error("is not supported in <actuator>");
      }
      try {
        scene.add(actuator(child, autolimits), child.where());
      } catch (ModelException e) {
        String message = String.valueOf(e.getMessage());
        throw message.startsWith("actuator '") ? child.error(message) : e;
      }
    }
  }

  private Actuator actuator(XmlElement element, boolean autolimits) {
    Attributes a = defaults.of(element, Defaults.main());
    double[] gear = a.overlay("gear", 1, 0, 0, 0, 0, 0);
    for (int i = 1; i < 6; i++) {
      if (gear[i] != 0) {
        throw a.error("gear", "has more than one number, expected one for a slide or hinge");
      }
    }
    double kp = element.name().equals("position") ? a.number("kp", 1) : 0;
    double kv =
        switch (element.name()) {
          case "position" -> a.number("kv", 0);
          case "velocity" -> a.number("kv", 1);
          default -> 0;
        };
    double gain =
        switch (element.name()) {
          case "position" -> kp;
          case "velocity" -> kv;
          default -> 1;
        };
    Actuator actuator =
        new Actuator(
            a.text("name", ""),
            a.required("joint"),
            gear[0],
            gain,
            0 - kp, // never −0
            0 - kv,
            a.range("ctrlrange", "ctrllimited", autolimits),
            a.range("forcerange", "forcelimited", autolimits));
    a.ignore(ignored, "group");
    a.done();
    return actuator;
  }
}
