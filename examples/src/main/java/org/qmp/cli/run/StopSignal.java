package org.qmp.cli.run;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Turns SIGTERM and SIGINT into a request to stop, and delays the exit until it is met. */
public final class StopSignal extends Thread {
  static final int EXIT_CODE = 143;

  private final CountDownLatch met = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean ended;
  private volatile int code;
  private volatile @Nullable Runnable request;

  public StopSignal() {
    super("stop");
  }

  /** What to ask to stop; without it, the process just ends. */
  public void onRequest(Runnable ask) {
    request = ask;
  }

  boolean requested() {
    return requested;
  }

  /** The command is over, with this exit code. */
  public void ended(int exitCode) {
    code = exitCode;
    ended = true;
    met.countDown();
  }

  /** Runs when the virtual machine is about to end, also by itself. */
  @Override
  public void run() {
    if (ended) {
      return;
    }
    requested = true;
    Runnable ask = request;
    if (ask != null) {
      ask.run();
      try {
        met.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Runtime.getRuntime().halt(code == 0 ? EXIT_CODE : code);
  }
}
