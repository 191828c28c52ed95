package org.qmp.env;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.qmp.env.contract.SeededChance;

/** What a world allocates once it is warm. */
public final class AllocationOf {
  /** Two words of header and one number. */
  public static final long OUTCOME = 24;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 200;

  private AllocationOf() {}

  /** The bytes of one step, the least of several rounds, each within one episode. */
  public static double steps(Environment world) {
    return steps(world, 30, STEPS);
  }

  /** The same of so many rounds of so many steps, where steps are slow. */
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
