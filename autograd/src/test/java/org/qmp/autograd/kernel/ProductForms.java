package org.qmp.autograd.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that compute the three products, and what they are held to. */
final class ProductForms {
  private ProductForms() {}

  /** Plain Java and, where the module is there, SIMD. */
  static List<Products> all(Precision precision) {
    List<Products> all = new ArrayList<>();
    for (Instructions instructions : Instructions.values()) {
      if (instructions != Instructions.SIMD
          || ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
        all.add(Backend.products(instructions, precision));
      }
    }
    return all;
  }

  /** The definition, element by element. */
  static final class Naive implements Products {
    private final boolean single;
    private final int stride;

    Naive(Precision precision) {
      single = precision == Precision.FLOAT;
      stride = single ? 16 : 8;
    }

    @Override
    public void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to) {
      int depth = x.cols();
      int height = y.rows() / (w.rows() / depth);
      for (int i = from; i < to; i++) {
        int g = i / height;
        for (int j = 0; j < y.cols(); j++) {
          double start = bias == null ? 0 : bias.get(g, j);
          double[] left = new double[depth];
          double[] right = new double[depth];
          for (int k = 0; k < depth; k++) {
            left[k] = x.get(i, k);
            right[k] = w.get(g * depth + k, j);
          }
          double sum =
              y.cols() == 1 ? round(start + interleaved(left, right)) : inOrder(start, left, right);
          y.set(i, j, relu ? Math.max(0, sum) : sum);
        }
      }
    }

    @Override
    public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
      int cols = dx.cols();
      int depth = dy.cols();
      int height = dx.rows() / (w.rows() / cols);
      for (int i = from; i < to; i++) {
        int g = i / height;
        for (int j = 0; j < cols; j++) {
          double[] left = new double[depth];
          double[] right = new double[depth];
          for (int k = 0; k < depth; k++) {
            left[k] = dy.get(i, k);
            right[k] = w.get(g * cols + j, k);
          }
          dx.set(i, j, inOrder(add ? dx.get(i, j) : 0, left, right));
        }
      }
    }

    @Override
    public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
      int height = x.cols();
      int depth = x.rows() / (dw.rows() / height);
      for (int i = from; i < to; i++) {
        int g = i / height;
        for (int j = 0; j < dw.cols(); j++) {
          double[] left = new double[depth];
          double[] right = new double[depth];
          for (int k = 0; k < depth; k++) {
            left[k] = x.get(g * depth + k, i % height);
            right[k] = dy.get(g * depth + k, j);
          }
          dw.set(i, j, inOrder(add ? dw.get(i, j) : 0, left, right));
        }
      }
    }

    private double inOrder(double start, double[] left, double[] right) {
      double sum = start;
      for (int k = 0; k < left.length; k++) {
        sum = round(sum + round(left[k] * right[k]));
      }
      return sum;
    }

    private double interleaved(double[] left, double[] right) {
      if (left.length < 2 * stride) {
        return inOrder(0, left, right);
      }
      double[] partial = new double[stride];
      for (int k = 0; k < left.length; k++) {
        partial[k % stride] = round(partial[k % stride] + round(left[k] * right[k]));
      }
      for (int half = stride / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) {
          partial[l] = round(partial[l] + partial[l + half]);
        }
      }
      return partial[0];
    }

    /** Two floats' sum or product, computed in double and then rounded, is rounded correctly. */
    private double round(double value) {
      return single ? (float) value : value;
    }
  }
}
