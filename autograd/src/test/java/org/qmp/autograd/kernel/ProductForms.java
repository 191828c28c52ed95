package org.qmp.autograd.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All implementations of the three products, and the naive one they must agree with. */
final class ProductForms {
  private ProductForms() {}

  /** Software, plain Java and, if the vector module is present, SIMD with tiles of 4 and 8 rows. */
  static List<Products> all(Precision precision) {
    List<Products> all = new ArrayList<>();
    all.add(Backend.products(Instructions.SOFTWARE, precision));
    all.add(Backend.products(Instructions.PLAIN, precision));
    if (Fastest.hasVectors()) {
      all.add(simd(precision, 4));
      all.add(simd(precision, 8));
    }
    return all;
  }

  /** SIMD with tiles of 4 or 8 rows, whatever this machine prefers. */
  static Products simd(Precision precision, int height) {
    try {
      return Backend.products(Instructions.SIMD, precision)
          .getClass()
          .getDeclaredConstructor(int.class)
          .newInstance(height);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("SIMD products", e);
    }
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
        boolean zeros = true;
        for (int k = 0; k < depth; k++) {
          zeros &= dy.get(i, k) == 0;
        }
        for (int j = 0; j < cols; j++) {
          double[] left = new double[depth];
          double[] right = new double[depth];
          for (int k = 0; k < depth; k++) {
            left[k] = dy.get(i, k);
            right[k] = w.get(g * cols + j, k);
          }
          double start = add ? dx.get(i, j) : 0;
          dx.set(i, j, zeros ? start : inOrder(start, left, right));
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

    /** The oracle: c ← fma(a_k, b_k, c) for k = 0, 1, 2, … */
    private double inOrder(double start, double[] a, double[] b) {
      double c = start;
      for (int k = 0; k < a.length; k++) {
        c = fused(a[k], b[k], c);
      }
      return c;
    }

    private double fused(double a, double b, double c) {
      return single ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
    }

    private double interleaved(double[] a, double[] b) {
      if (a.length < 2 * stride) {
        return inOrder(0, a, b);
      }
      double[] partial = new double[stride];
      for (int k = 0; k < a.length; k++) {
        partial[k % stride] = fused(a[k], b[k], partial[k % stride]);
      }
      for (int half = stride / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) {
          partial[l] = round(partial[l] + partial[l + half]);
        }
      }
      return partial[0];
    }

    /** A sum of two floats that is computed in double and then rounded is correctly rounded. */
    private double round(double value) {
      return single ? (float) value : value;
    }
  }
}
