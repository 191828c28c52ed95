package org.qmp.env;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.qmp.env.contract.SeededChance;

/** The bytes that a world allocates in a step after warming up. */
public final class AllocationOf {
  /** The bytes of an {@link Outcome}: two words of header and one double. */
  public static final long OUTCOME = 24;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 200;

  private AllocationOf() {}

  /** The bytes per step: the least mean of several rounds, each within one episode. */
  public static double steps(Environment world) {
    return steps(world, 30, STEPS);
  }

  /** The same with other numbers of rounds and steps, for worlds whose steps are slow. */
  public static double steps(Environment world, int rounds, int steps) {
    SeededChance chance = new SeededChance(1);
    double[] observation = new double[world.observations().size()];
    double[] action = new double[world.actions().size()];
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      world.reset(chance, observation);
      long before = THREADS.getThreadAllocatedBytes(self);
      for (int i = 0; i < steps; i++) {
        world.actions().sample(chance, action);
        world.step(action, observation);
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(self) - before);
    }
    return (double) least / steps;
  }
}
