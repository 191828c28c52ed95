package org.qmp.env.contract;

import org.qmp.env.Chance;

/**
 * Random numbers for tests: SplitMix64 (Steele, Lea and Flood 2014), which can be copied at any
 * time.
 */
public final class SeededChance implements Chance {
  private long state;

  public SeededChance(long seed) {
    state = seed;
  }

  @Override
  public double next() {
    state += 0x9e3779b97f4a7c15L;
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
  }

  /** A copy that will give the same numbers as this source. */
  public SeededChance copy() {
    return new SeededChance(state);
  }
}
