package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Checks what the current thread allocates. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long PATIENCE = 60_000_000_000L;

  private Allocation() {}

  /**
   * Repeats fifty calls until they allocate nothing, and fails after a minute: code that is not yet
   * compiled boxes vectors and iterators. The minute is CPU time, since on a busy machine the
   * compiler is late.
   *
   * @param what names the action in the message
   */
  public static void assertNone(String what, Runnable action) {
    long deadline = PROCESS.getProcessCpuTime() + PATIENCE;
    long bytes = bytesOf(action);
    while (bytes > 0 && PROCESS.getProcessCpuTime() < deadline) {
      bytes = bytesOf(action);
    }
    assertEquals(0, bytes, () -> "bytes allocated by fifty times " + what);
  }

  private static long bytesOf(Runnable action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < 50; call++) {
      action.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
