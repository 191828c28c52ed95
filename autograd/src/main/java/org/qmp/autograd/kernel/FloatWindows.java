package org.qmp.autograd.kernel;

/**
 * Scratch copies of matrices whose elements begin at different offsets.
 *
 * <p>A plain loop is vectorised only if it reads and writes all its arrays at one index. Matrices
 * with equal offsets, nearly all of them, are looped over where they are; the others meet here at
 * index 0.
 */
final class FloatWindows {
  private final float[][] copies;

  FloatWindows(int slots) {
    copies = new float[slots][0];
  }

  /** A copy of the elements, from index 0 on, that lasts until the slot is loaded again. */
  float[] load(int slot, Mat mat) {
    if (copies[slot].length < mat.size()) {
      copies[slot] = new float[mat.size()];
    }
    System.arraycopy(mat.floats(), mat.offset(), copies[slot], 0, mat.size());
    return copies[slot];
  }

  /** Copies the slot back. */
  void store(int slot, Mat mat) {
    System.arraycopy(copies[slot], 0, mat.floats(), mat.offset(), mat.size());
  }
}
