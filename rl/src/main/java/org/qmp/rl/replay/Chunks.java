package org.qmp.rl.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of floats, and a short beside each, in chunks that are allocated when they are first needed:
 * what is stored never moves.
 */
final class Chunks {
  private static final int SHIFT = 12;
  private static final int CHUNK = 1 << SHIFT;
  private static final int MASK = CHUNK - 1;

  private final int width;
  private final int capacity;
  private final List<float[]> floats = new ArrayList<>();
  private final List<short[]> shorts = new ArrayList<>();

  Chunks(int width, int capacity) {
    this.width = width;
    this.capacity = capacity;
  }

  /** Makes room for a row and all before it. */
  void ensure(int row) {
    while (floats.size() <= row >> SHIFT) {
      int rows = Math.min(CHUNK, capacity - floats.size() * CHUNK);
      floats.add(new float[rows * width]);
      shorts.add(new short[rows]);
    }
  }

  /** The array that holds a row, from {@link #at} on. */
  float[] chunk(int row) {
    return floats.get(row >> SHIFT);
  }

  /** Where a row begins in its array. */
  int at(int row) {
    return (row & MASK) * width;
  }

  int tag(int row) {
    return shorts.get(row >> SHIFT)[row & MASK];
  }

  void tag(int row, int tag) {
    shorts.get(row >> SHIFT)[row & MASK] = (short) tag;
  }

  void clear() {
    floats.clear();
    shorts.clear();
  }
}
