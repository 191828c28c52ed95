package org.qmp.rl.multitask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp.nn.Xoshiro256;

/** A generator for each of a learner's tasks, named after what it is for and the task. */
final class Streams {
  private final Xoshiro256[] generators;
  private final Map<String, Xoshiro256> byName = new LinkedHashMap<>();

  Streams(long seed, String purpose, Roster roster) {
    generators = new Xoshiro256[roster.served().size()];
    for (int t = 0; t < generators.length; t++) {
      String name = purpose + roster.name(t);
      generators[t] = Xoshiro256.named(seed, name);
      byName.put(name, generators[t]);
    }
  }

  /** By block of the batch. */
  Xoshiro256 of(int block) {
    return generators[block];
  }

  Map<String, Xoshiro256> byName() {
    return Collections.unmodifiableMap(byName);
  }
}
