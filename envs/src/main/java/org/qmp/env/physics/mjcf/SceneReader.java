package org.qmp.env.physics.mjcf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.qmp.env.physics.scene.Actuator;
import org.qmp.env.physics.scene.JointEquality;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.physics.scene.Scene;
import org.qmp.env.physics.scene.Softness;
import org.qmp.env.physics.scene.WeldEquality;

/** Reads the sections of a model file into a {@link Scene}. */
record SceneReader(XmlElement root, Rules rules, Inert inert, Defaults defaults) {
  private static final int MOST_NUMBERS = 30_000; // of the vertices of a mesh

  Scene read() {
    if (!root.name().equals("mujoco")) {
      throw root.error("expected <mujoco> as the root");
    }
    Attributes a = defaults.alone(root);
    a.text("model");
    a.done();
    root.children().forEach(this::checkSection);
    List<XmlElement> options = sections("option");
    OptionReader optionReader =
        new OptionReader(rules, merged("option", options), merged("flag", flags(options)));
    Scene scene = new Scene(optionReader.read());
    sections("default").forEach(defaults::read);
    BodyReader.Settings settings = compiler(merged("compiler", sections("compiler")), scene);
    BodyReader bodies = new BodyReader(settings, defaults, inert);
    sections("worldbody").forEach(w -> bodies.contents(w, scene.world, Defaults.MAIN));
    sections("contact").forEach(section -> exclusions(section, scene));
    sections("equality").forEach(section -> equalities(section, scene));
    boolean autolimits = settings.autolimits();
    for (XmlElement section : sections("actuator")) {
      for (XmlElement element : section.only("motor", "position", "velocity")) {
        scene.add(actuator(element, autolimits), element.where());
      }
    }
    for (XmlElement section : sections("tendon")) {
      section.only("fixed", "spatial").forEach(tendon -> tendon(tendon, autolimits));
    }
    optionReader.switchOff(scene);
    return scene;
  }

  private void checkSection(XmlElement section) {
    if (inert.skips(root, section)) {
      return;
    }
    switch (section.name()) {
      case "compiler", "option", "default" -> {} // have attributes
      case "worldbody", "contact", "actuator", "tendon", "equality" ->
          defaults.alone(section).done();
      case "asset", "deformable", "extension" -> {
        defaults.alone(section).done();
        section.children().forEach(child -> checkInert(section, child));
      }
      default -> throw section.error("is not supported");
    }
  }

  private void checkInert(XmlElement section, XmlElement child) {
    if (!hasVertices(child) && !inert.skips(section, child)) {
      throw child.misplaced(section);
    }
  }

  private static boolean hasVertices(XmlElement asset) {
    return asset.name().equals("mesh") && asset.attributes().containsKey("vertex");
  }

  /** The vertices of meshes by name, including unused ones. */
  private Map<String, float[]> meshes() {
    Map<String, float[]> meshes = new TreeMap<>();
    for (XmlElement section : sections("asset")) {
      for (XmlElement asset : section.children()) {
        String name = asset.attributes().getOrDefault("name", "");
        if (hasVertices(asset) && meshes.put(name, vertices(asset)) != null && !name.isEmpty()) {
          throw asset.error("another mesh is called '" + name + "'");
        }
      }
    }
    return meshes;
  }

  private float[] vertices(XmlElement mesh) {
    mesh.requireNoChildren();
    Attributes a = defaults.of(mesh, Defaults.MAIN);
    a.text("name");
    a.ignore("inertia");
    a.only("maxhullvert", -1);
    double[] scale = a.vector("scale", 1, 1, 1);
    double[] all = Objects.requireNonNull(a.numbers("vertex", 12, MOST_NUMBERS));
    a.done();
    float[] vertices = new float[all.length];
    for (int i = 0; i < vertices.length; i++) {
      vertices[i] = (float) (all[i] * scale[i % 3]);
    }
    return vertices;
  }

  private List<XmlElement> sections(String name) {
    return root.children().stream().filter(child -> child.name().equals(name)).toList();
  }

  private List<XmlElement> flags(List<XmlElement> options) {
    List<XmlElement> flags = options.stream().flatMap(o -> o.only("flag").stream()).toList();
    flags.forEach(XmlElement::requireNoChildren);
    return flags;
  }

  /** The attributes of all elements of a name, later ones over earlier ones. */
  private Attributes merged(String name, List<XmlElement> all) {
    XmlElement last =
        all.isEmpty()
            ? new XmlElement(root.source(), root.line(), name, Map.of(), List.of())
            : all.get(all.size() - 1);
    return new Attributes(last, all.stream().map(XmlElement::attributes).toList(), inert);
  }

  private BodyReader.Settings compiler(Attributes a, Scene scene) {
    for (XmlElement section : sections("compiler")) {
      section.children().forEach(child -> checkInert(section, child));
    }
    String angle = a.word("angle", "degree", "degree", "radian");
    String sequence = a.text("eulerseq", "xyz");
    if (!sequence.matches("[xyzXYZ]{3}")) {
      throw a.error("eulerseq", "is '" + sequence + "', expected three of xyzXYZ");
    }
    a.word("coordinate", "local", "local");
    boolean autolimits = a.flag("autolimits", rules.limitsByRange());
    String fromGeoms = a.word("inertiafromgeom", "auto", "auto", "true", "false");
    double[] groups = a.vector("inertiagrouprange", 0, 5);
    a.only("fusestatic", "false");
    a.only("alignfree", "false");
    scene.massRequired = true;
    scene.leastInertia(
        Math.max(0, a.number("boundmass", 0)), Math.max(0, a.number("boundinertia", 0)));
    scene.totalMass(Math.max(0, a.number("settotalmass", -1)));
    a.done();
    double unit = angle.equals("degree") ? Math.PI / 180 : 1;
    return new BodyReader.Settings(
        new FrameReader(unit, sequence),
        autolimits,
        fromGeoms,
        groups,
        scene.options.fluid.pushes(),
        meshes());
  }

  private void exclusions(XmlElement section, Scene scene) {
    for (XmlElement child : section.only("exclude")) {
      child.requireNoChildren();
      Attributes a = defaults.alone(child);
      a.text("name");
      scene.exclude(a.required("body1"), a.required("body2"), child.where());
      a.done();
    }
  }

  private void equalities(XmlElement section, Scene scene) {
    for (XmlElement child : section.children()) {
      child.requireNoChildren();
      Attributes a = defaults.of(child, "equality", Defaults.MAIN);
      if (!a.flag("active", true)) {
        inert.ignored.add("element <" + child.name() + "> of <equality> that is not active");
      } else {
        switch (child.name()) {
          case "joint" -> scene.add(joint(child, a));
          case "weld" -> scene.add(weld(child, a));
          default -> throw child.misplaced(section);
        }
      }
    }
  }

  private static JointEquality joint(XmlElement element, Attributes a) {
    a.text("name");
    String first = a.required("joint1");
    String second = a.text("joint2", "");
    double[] polynomial = a.overlay("polycoef", 0, 1, 0, 0, 0);
    Softness softness = a.softness("solref", "solimp");
    a.done();
    return element.part(
        () -> new JointEquality(first, second, polynomial, softness, element.where()));
  }

  private static WeldEquality weld(XmlElement element, Attributes a) {
    a.text("name");
    String first = a.required("body1");
    String second = a.text("body2", "world");
    a.required("relpose");
    double[] pose = a.vector("relpose", new double[7]);
    double[] position = Arrays.copyOf(pose, 3);
    double[] orientation = Arrays.copyOfRange(pose, 3, 7);
    Softness softness = a.softness("solref", "solimp");
    a.zero("anchor");
    a.only("torquescale", 1);
    a.done();
    return element.part(
        () -> new WeldEquality(first, second, position, orientation, softness, element.where()));
  }

  private Actuator actuator(XmlElement element, boolean autolimits) {
    element.requireNoChildren();
    Attributes a = defaults.of(element, Defaults.MAIN);
    for (String other : List.of("tendon", "site", "slidersite", "cranksite", "body")) {
      if (a.has(other)) {
        throw a.error(other, "is not supported, only 'joint'");
      }
    }
    boolean position = element.name().equals("position");
    boolean motor = element.name().equals("motor");
    double kp = position ? a.number("kp", 1) : 0;
    double kv = motor ? 0 : a.number("kv", position ? 0 : 1);
    String name = a.text("name", "");
    String joint = a.required("joint");
    double gear = a.overlay("gear", 1, 0, 0, 0, 0, 0)[0]; // a slide or hinge uses no other
    double[] controls = a.range("ctrlrange", "ctrllimited", autolimits);
    double[] forces = a.range("forcerange", "forcelimited", autolimits);
    a.zero("armature", "damping", "delay", "nsample");
    if (position) {
      a.zero("timeconst", "dampratio", "inheritrange");
    }
    a.done();
    double gain = motor ? 1 : position ? kp : kv;
    return element.part( // 0 − k is never −0
        () -> new Actuator(name, joint, gear, gain, 0 - kp, 0 - kv, controls, forces));
  }

  /** Skips a tendon that has no effect, and refuses any other. */
  private void tendon(XmlElement tendon, boolean autolimits) {
    Attributes a = defaults.of(tendon, "tendon", Defaults.MAIN);
    a.text("name");
    a.zero("stiffness", "damping", "frictionloss", "armature");
    a.unlimited("range", "limited", autolimits);
    a.done();
    inert.ignored.add("element <" + tendon.name() + ">");
  }
}
