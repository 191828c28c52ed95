package org.qmp.rl;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Path;

/** Where the numbers of a training go; to flush hands them to the operating system. */
public interface MetricsSink extends Closeable, Flushable {

  /**
   * Takes one number.
   *
   * @param step environment steps of all tasks so far
   * @param name such as {@code evaluation/reach-left/return}
   */
  void write(long step, String name, double value) throws IOException;

  @Override
  default void flush() throws IOException {}

  @Override
  default void close() throws IOException {}

  /** Lines {@code step,name,value}, after those that the file has. */
  static MetricsSink csv(Path file) throws IOException {
    return TextMetrics.csv(file);
  }

  /** Lines {@code {"step":…,"name":…,"value":…}}, after those that the file has. */
  static MetricsSink json(Path file) throws IOException {
    return TextMetrics.json(file);
  }

  /** A TensorBoard event file, after the events that it has. */
  static MetricsSink tensorBoard(Path file) throws IOException {
    return new TensorBoardMetrics(file);
  }
}
