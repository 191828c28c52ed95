package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread allocates. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * Interpreted and half-compiled code may allocate, and compilers may be slow to come: within half
   * a minute a round must allocate nothing.
   */
  static void assertNone(Runnable action) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    long bytes = bytesOf(action);
    while (bytes > 0 && System.nanoTime() < deadline) {
      bytes = bytesOf(action);
    }
    assertEquals(0, bytes, "bytes allocated in 50 warm calls");
  }

  private static long bytesOf(Runnable action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < 50; call++) {
      action.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
