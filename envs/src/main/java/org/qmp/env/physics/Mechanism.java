package org.qmp.env.physics;

import java.util.Locale;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/** Mechanisms of walker, reacher, maze and kitchen, as model files of this package. */
public enum Mechanism {
  /** The planar walker on a floor: x, z, pitch, then hip, knee and ankle right and left. */
  WALKER_V1,
  /** The same with curbs and ceilings. */
  WALKER_V2,
  /** The arm of six hinges over a floor. */
  REACHER_ARM,
  /** The ball in the large maze. */
  MAZE_LARGE,
  /** The arm of seven hinges and two fingers in a kitchen. */
  KITCHEN;

  /** The mechanism under the rules of a release. */
  public Model model(Rules rules) {
    String file = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".xml";
    return Model.of(Mjcf.resource(Mechanism.class, file, rules).scene());
  }
}
