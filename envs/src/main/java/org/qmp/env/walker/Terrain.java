package org.qmp.env.walker;

import java.util.List;
import org.qmp.env.physics.Mechanism;

/** What the walker walks on, and under. */
public enum Terrain {
  /** A floor without end. */
  OPEN,

  /** The same with curbs behind the start and ceilings, the long one from x = 2 m to 14 m. */
  CEILINGS;

  Mechanism mechanism() {
    return switch (this) {
      case OPEN -> Mechanism.WALKER_V1;
      case CEILINGS -> Mechanism.WALKER_V2;
    };
  }

  /** The names of the geoms that must not be touched. */
  List<String> ceilings() {
    return switch (this) {
      case OPEN -> List.of();
      case CEILINGS -> List.of("ceiling1", "ceiling2", "ceiling_long");
    };
  }
}
