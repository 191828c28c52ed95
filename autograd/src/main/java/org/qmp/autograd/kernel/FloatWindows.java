package org.qmp.autograd.kernel;

/**
 * Copies of matrices whose elements begin at different offsets.
 *
 * <p>A plain loop is vectorised only if it reads and writes all its arrays at one index. Matrices
 * with equal offsets, nearly all of them, are looped over where they are.
 */
final class FloatWindows {
  private final float[][] copies;

  FloatWindows(int slots) {
    copies = new float[slots][0];
  }

  /**
   * The matrix's array if its elements begin at that index, else a copy in which they do, which
   * lasts until the slot is used again.
   */
  float[] at(int index, int slot, Mat mat) {
    if (mat.offset() == index) {
      return mat.floats();
    }
    if (copies[slot].length < index + mat.size()) {
      copies[slot] = new float[index + mat.size()];
    }
    System.arraycopy(mat.floats(), mat.offset(), copies[slot], index, mat.size());
    return copies[slot];
  }

  /** Copies the slot back, if there is a copy. */
  void store(int index, int slot, Mat mat) {
    if (mat.offset() != index) {
      System.arraycopy(copies[slot], index, mat.floats(), mat.offset(), mat.size());
    }
  }
}
