package org.qmp.env.physics.mjcf;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model file may say that never moves anything: what is drawn, measured or kept for other
 * programs, and what acts only together with something that is refused (meshes, sleep, gravity
 * compensation). Readers pass over it and note each kind once. Source: MuJoCo documentation, XML
 * Reference.
 */
final class Inert {
  private static final String DRAWN = "rgba material group user";
  private static final String OF_ACTUATOR = "group user lengthrange cranklength";
  private static final String OF_TENDON =
      DRAWN
          + " width margin springlength actuatorfrcrange actuatorfrclimited"
          + " solreflimit solimplimit solreffriction solimpfriction";

  /** Children that are passed over with all that they contain, by the element around them. */
  private static final Map<String, Set<String>> ELEMENTS =
      Map.of(
          "mujoco", words("visual statistic size custom sensor keyframe"),
          "compiler", words("lengthrange"),
          "asset", words("texture material mesh hfield skin"), // geoms of meshes are refused apart
          "deformable", words("skin"),
          "worldbody", words("light camera"),
          "body", words("light camera"),
          "default", words("light camera material mesh skin pair")); // refused where used

  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.ofEntries(
          Map.entry(
              "compiler",
              words(
                  "meshdir texturedir assetdir strippath usethread saveinertial fitaabb conflict"
                      + " discardvisual exactmeshinertia convexhull balanceinertia")),
          Map.entry(
              "option",
              words(
                  "jacobian ls_iterations ls_tolerance noslip_tolerance ccd_iterations"
                      + " ccd_tolerance mpr_iterations mpr_tolerance sdf_iterations sdf_initpoints"
                      + " sleep_tolerance magnetic apirate o_margin o_solref o_solimp o_friction")),
          Map.entry(
              "flag",
              words(
                  "autoreset energy fwdinv invdiscrete island midphase multiccd nativeccd"
                      + " sensor warmstart")),
          Map.entry("body", words("user sleep")),
          Map.entry("freejoint", words("group")),
          Map.entry("joint", words("group user actuatorgravcomp")),
          Map.entry("geom", words("rgba material user fluidcoef fitscale")),
          Map.entry("site", words(DRAWN + " size type mesh")),
          Map.entry("tendon", words(OF_TENDON)),
          Map.entry("fixed", words(OF_TENDON)),
          Map.entry("spatial", words(OF_TENDON)),
          Map.entry("general", words(OF_ACTUATOR)),
          Map.entry("motor", words(OF_ACTUATOR)),
          Map.entry("position", words(OF_ACTUATOR)),
          Map.entry("velocity", words(OF_ACTUATOR)));

  /** What was passed over, each kind once. */
  final Set<String> ignored = new TreeSet<>();

  static Set<String> words(String text) {
    return Set.of(text.split(" ", -1));
  }

  /** Whether a child moves nothing where it stands; if so, it is noted. */
  boolean skips(XmlElement around, XmlElement child) {
    boolean inert = ELEMENTS.getOrDefault(around.name(), Set.of()).contains(child.name());
    if (inert) {
      ignored.add("element <" + child.name() + ">");
    }
    return inert;
  }

  /** Whether an attribute of an element moves nothing; if so, it is noted. */
  boolean skips(XmlElement element, String attribute) {
    boolean inert = ATTRIBUTES.getOrDefault(element.name(), Set.of()).contains(attribute);
    if (inert) {
      note(element, attribute);
    }
    return inert;
  }

  /** Notes an attribute that moves nothing in this element. */
  void note(XmlElement element, String attribute) {
    ignored.add("attribute '" + attribute + "' of <" + element.name() + ">");
  }
}
