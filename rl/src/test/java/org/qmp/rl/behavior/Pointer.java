package org.qmp.rl.behavior;

import org.qmp.env.Chance;
import org.qmp.env.Guide;

/** Acts at middle + 0.1 · observation, plus uniform noise of width {@code spread}. */
record Pointer(String name, double middle, double spread) implements Guide {
  @Override
  public void mean(double[] observation, double[] actionOut) {
    actionOut[0] = middle + 0.1 * observation[0];
  }

  @Override
  public void act(double[] observation, Chance chance, double[] actionOut) {
    mean(observation, actionOut);
    actionOut[0] += spread * (chance.next() - 0.5);
  }
}
