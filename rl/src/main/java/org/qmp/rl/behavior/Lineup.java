package org.qmp.rl.behavior;

import java.util.Arrays;
import org.qmp.nn.Xoshiro256;

/**
 * The policies that a task's critic is asked about: all of them, or the own one and some others.
 */
final class Lineup {
  private final int own;
  private final int[] policies;
  private final int asked;

  /**
   * Everybody, until {@link #draw}.
   *
   * @param own index of the task's own policy
   * @param asked how many of them are asked about, at least 1
   */
  Lineup(int own, int policies, int asked) {
    this.own = own;
    this.policies = new int[policies];
    this.asked = asked;
    reset();
  }

  private void reset() {
    for (int j = 0; j < policies.length; j++) {
      policies[j] = j;
    }
  }

  /** Draws the others without replacement; draws nothing where everybody is asked. */
  void draw(Xoshiro256 choice) {
    if (asked == policies.length) {
      return;
    }
    reset();
    swap(0, own);
    for (int c = 1; c < asked; c++) {
      swap(c, c + choice.nextInt(policies.length - c));
    }
    Arrays.sort(policies, 0, asked);
  }

  private void swap(int a, int b) {
    int held = policies[a];
    policies[a] = policies[b];
    policies[b] = held;
  }

  /** The c-th policy that is asked about, in rising order. */
  int policy(int c) {
    return policies[c];
  }
}
