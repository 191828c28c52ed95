package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread allocates. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Interpreted and half-compiled code may allocate: the least of many rounds must be nothing. */
  static void assertNone(Runnable action) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 400 && least > 0; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < 50; call++) {
        action.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least, "bytes allocated in 50 warm calls");
  }
}
