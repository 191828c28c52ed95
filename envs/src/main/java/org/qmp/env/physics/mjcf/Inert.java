package org.qmp.env.physics.mjcf;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Parts of a model file that never affect the motion: what is drawn, measured or kept for other
 * programs, settings of collision methods that are not used here, and what acts only together with
 * something that is refused (sleep, gravity compensation). Readers skip them and note each kind
 * once. Source: MuJoCo documentation, XML Reference.
 */
final class Inert {
  /**
   * Children that are skipped with their content, by the element around them; meshes without
   * vertices, and defaults of pairs, are refused when they are used.
   */
  private static final Map<String, Set<String>> ELEMENTS =
      table(
          """
          mujoco: visual statistic size custom sensor keyframe
          compiler: lengthrange
          asset: texture material mesh hfield skin
          deformable: skin
          worldbody body: light camera
          default: light camera material skin pair
          """);

  private static final Map<String, Set<String>> ATTRIBUTES =
      table(
          """
          compiler: meshdir texturedir assetdir strippath usethread saveinertial fitaabb conflict \
          discardvisual exactmeshinertia convexhull balanceinertia
          option: jacobian ls_iterations ls_tolerance noslip_tolerance ccd_iterations \
          ccd_tolerance mpr_iterations mpr_tolerance sdf_iterations sdf_initpoints \
          sleep_tolerance magnetic apirate o_margin o_solref o_solimp o_friction
          flag: autoreset energy fwdinv invdiscrete island midphase nativeccd sensor \
          warmstart
          body: user sleep
          freejoint: group
          joint: group user actuatorgravcomp
          geom: rgba material user fluidcoef fitscale
          mesh: face normal texcoord smoothnormal material
          site: rgba material group user size type mesh
          tendon fixed spatial: rgba material group user width margin springlength \
          actuatorfrcrange actuatorfrclimited solreflimit solimplimit solreffriction solimpfriction
          general motor position velocity: group user lengthrange cranklength
          """);

  final Set<String> ignored = new TreeSet<>(); // what was skipped, each kind once

  /** Sets of words, by each of the names before a colon, line by line. */
  static Map<String, Set<String>> table(String text) {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] sides = line.split(": ", 2);
      words(sides[0]).forEach(name -> table.put(name, words(sides[1])));
    }
    return table;
  }

  static Set<String> words(String text) {
    return Set.of(text.split(" ", -1));
  }

  /** Whether a child has no effect in this element; if so, it is noted. */
  boolean skips(XmlElement around, XmlElement child) {
    boolean inert = ELEMENTS.getOrDefault(around.name(), Set.of()).contains(child.name());
    if (inert) {
      ignored.add("element <" + child.name() + ">");
    }
    return inert;
  }

  /** Whether an attribute of an element has no effect; if so, it is noted. */
  boolean skips(XmlElement element, String attribute) {
    boolean inert = ATTRIBUTES.getOrDefault(element.name(), Set.of()).contains(attribute);
    if (inert) {
      note(element, attribute);
    }
    return inert;
  }

  /** Notes an attribute that has no effect in this element. */
  void note(XmlElement element, String attribute) {
    ignored.add("attribute '" + attribute + "' of <" + element.name() + ">");
  }
}
