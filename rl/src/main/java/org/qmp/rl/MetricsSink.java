package org.qmp.rl;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Path;

/** Receives the metrics of a training; flushing hands them to the operating system. */
public interface MetricsSink extends Closeable, Flushable {
  /**
   * Prefix of the names of shares, such as {@code mixture/reach-left/reach-right}: how often a
   * policy acted for a task since the share was last written.
   */
  String SHARES = "mixture/";

  /**
   * Writes one number.
   *
   * @param step environment steps of all tasks so far
   * @param name such as {@code evaluation/reach-left/return}
   */
  void write(long step, String name, double value) throws IOException;

  @Override
  default void flush() throws IOException {}

  @Override
  default void close() throws IOException {}

  /** Appends lines {@code step,name,value} to a file. */
  static MetricsSink csv(Path file) throws IOException {
    return TextMetrics.csv(file);
  }

  /** Appends lines {@code {"step":…,"name":…,"value":…}} to a file. */
  static MetricsSink json(Path file) throws IOException {
    return TextMetrics.json(file);
  }

  /** Appends events to a TensorBoard event file. */
  static MetricsSink tensorBoard(Path file) throws IOException {
    return new TensorBoardMetrics(file);
  }
}
