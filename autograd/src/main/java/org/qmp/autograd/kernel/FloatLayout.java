package org.qmp.autograd.kernel;

/** Sums over rows, columns and tiles, and the copies that are their transposes. */
interface FloatLayout extends Kernels {

  @Override
  default void rowSums(Mat x, Mat y) {
    for (int i = 0; i < x.rows(); i++) {
      y.floats()[y.offset() + i] =
          FloatSums.interleaved(x.floats(), x.offset() + i * x.cols(), x.cols());
    }
  }

  @Override
  default void addColumnToRows(Mat dy, Mat dx) {
    float[] out = dx.floats();
    for (int i = 0; i < dx.rows(); i++) {
      float term = dy.floats()[dy.offset() + i];
      int start = dx.offset() + i * dx.cols();
      for (int at = start; at < start + dx.cols(); at++) {
        out[at] += term;
      }
    }
  }

  @Override
  default void addRepeatedRows(Mat x, Mat y) {
    int times = y.rows() / x.rows();
    for (int i = 0; i < y.rows(); i++) {
      add(x, i / times * x.cols(), y, i * y.cols(), x.cols());
    }
  }

  @Override
  default void addTiles(Mat x, Mat y) {
    for (int at = 0; at < y.size(); at += x.size()) {
      add(x, 0, y, at, x.size());
    }
  }

  @Override
  default void addTileSums(Mat x, Mat y) {
    for (int at = 0; at < x.size(); at += y.size()) {
      add(x, at, y, 0, y.size());
    }
  }

  @Override
  default void selectRows(Mat x, int[] index, Mat y) {
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(
          x.floats(),
          x.offset() + index[i] * x.cols(),
          y.floats(),
          y.offset() + i * y.cols(),
          x.cols());
    }
  }

  @Override
  default void addSelectedRows(Mat dy, int[] index, Mat dx) {
    for (int i = 0; i < index.length; i++) {
      add(dy, i * dy.cols(), dx, index[i] * dx.cols(), dy.cols());
    }
  }

  @Override
  default void addRows(Mat x, int xFrom, Mat y, int yFrom, int count) {
    add(x, xFrom * x.cols(), y, yFrom * y.cols(), count * x.cols());
  }

  @Override
  default void addColumns(Mat x, int xFrom, Mat y, int yFrom, int count) {
    for (int i = 0; i < x.rows(); i++) {
      add(x, i * x.cols() + xFrom, y, i * y.cols() + yFrom, count);
    }
  }

  /** count elements of x from xFrom are added to y from yFrom. */
  private static void add(Mat x, int xFrom, Mat y, int yFrom, int count) {
    float[] in = x.floats();
    float[] out = y.floats();
    int xi = x.offset() + xFrom;
    int yi = y.offset() + yFrom;
    for (int j = 0; j < count; j++) {
      out[yi + j] += in[xi + j];
    }
  }
}
