package org.qmp.env.kitchen;

import org.qmp.env.Chance;
import org.qmp.env.physics.Simulation;

/**
 * Readings of the 30 positions, each with an independent error of U(−1, 1) times its amplitude.
 *
 * <p>The source also draws errors of velocities, which are not observed, in this order: positions
 * and velocities of arm and fingers (9 each), of everything else (21 each). It begins an episode
 * with five readings that are not observed either. Both are drawn here, so that one generator gives
 * the same episodes.
 */
final class KitchenNoise {
  private static final int UNSEEN_READINGS = 5;
  private static final int REST = Franka.POSITIONS - Franka.MOTORS;

  private KitchenNoise() {}

  /** The amplitude of a position, m, rad or a part of a quaternion. */
  static double amplitude(int position) {
    if (position < 9) {
      return 0.01; // arm and fingers
    }
    if (position < 11) {
      return 0.0005; // the first knob and its burner
    }
    if (position < 17) {
      return 0.00005; // the other three
    }
    boolean large = (position >= 20 && position < 23) || (position >= 26 && position < 29);
    return large ? 0.01 : 0.0005; // hinges, microwave and most of the kettle's turn, or the rest
  }

  /** Draws the numbers that an episode takes before its first reading. */
  static void skipUnseen(Chance chance) {
    skip(chance, UNSEEN_READINGS * 2 * Franka.POSITIONS);
  }

  /** Reads all positions. */
  static void read(Simulation simulation, Chance chance, double[] out) {
    read(simulation, chance, out, 0, Franka.MOTORS);
    skip(chance, Franka.MOTORS);
    read(simulation, chance, out, Franka.MOTORS, Franka.POSITIONS);
    skip(chance, REST);
  }

  private static void read(Simulation simulation, Chance chance, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = simulation.position(i) + amplitude(i) * chance.uniform(-1, 1);
    }
  }

  private static void skip(Chance chance, int draws) {
    for (int i = 0; i < draws; i++) {
      chance.next();
    }
  }
}
