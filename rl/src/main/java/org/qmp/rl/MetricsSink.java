package org.qmp.rl;

import java.io.Closeable;
import java.io.IOException;

/** Where measured numbers go. */
public interface MetricsSink extends Closeable {

  /**
   * Takes in one number.
   *
   * @param step environment steps so far
   * @param name such as {@code evaluation/pendulum/return}
   */
  void write(long step, String name, double value) throws IOException;

  /** Hands everything taken in to the operating system. */
  void flush() throws IOException;
}
