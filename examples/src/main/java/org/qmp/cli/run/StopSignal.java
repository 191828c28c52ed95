package org.qmp.cli.run;

import java.util.concurrent.CountDownLatch;

/** Turns SIGTERM and SIGINT into a request to stop, and delays the exit until it is met. */
public final class StopSignal extends Thread {
  static final int EXIT_CODE = 143;

  private final CountDownLatch met = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean heeded;
  private volatile boolean ended;
  private volatile int code;

  public StopSignal() {
    super("stop");
  }

  /**
   * From now on, the command checks {@link #requested()} and ends soon after; before, the process
   * just ends.
   */
  public void heed() {
    heeded = true;
  }

  /** Whether the command is to save what it has and end. */
  public boolean requested() {
    return requested;
  }

  /** Called when the command is over, with its exit code. */
  public void ended(int exitCode) {
    code = exitCode;
    ended = true;
    met.countDown();
  }

  /** Called when the virtual machine is about to end, for whatever reason. */
  @Override
  public void run() {
    if (ended) {
      return;
    }
    requested = true;
    if (heeded) {
      try {
        met.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Runtime.getRuntime().halt(code == 0 ? EXIT_CODE : code);
  }
}
