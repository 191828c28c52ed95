package org.qmp.env.physics;

import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

/** The mechanisms of the worlds, as model files of this package. */
public enum Mechanism {
  /** The planar walker on a floor: x, z, pitch, then hip, knee and ankle right and left. */
  WALKER_V1("walker-v1.xml"),
  /** The same with curbs and ceilings. */
  WALKER_V2("walker-v2.xml"),
  /** The arm of six hinges over a floor. */
  REACHER_ARM("reacher-arm.xml"),
  /** The ball in the large maze. */
  MAZE_LARGE("maze-large.xml"),
  /** The arm of seven hinges and two fingers in a kitchen. */
  KITCHEN("kitchen.xml");

  private final String file;

  Mechanism(String file) {
    this.file = file;
  }

  /** The mechanism under the rules of a release. */
  public Model model(Rules rules) {
    return Model.of(Mjcf.resource(Mechanism.class, file, rules).scene());
  }
}
