package org.qmp.autograd;

import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Unary;

/**
 * Forward-mode differentiation in plain scalar code that shares nothing with the engine: an
 * independent check of every derivative. It also records how near a computation comes to a kink, as
 * a step along the direction, so that tests can skip programs that are too near.
 */
final class DualAlgebra implements Algebra<Dual> {
  private double roomBeforeKink = Double.POSITIVE_INFINITY;

  /** The smallest step along the direction that may cross a kink. */
  double roomBeforeKink() {
    return roomBeforeKink;
  }

  private void kink(double distance, double speed) {
    roomBeforeKink = Math.min(roomBeforeKink, Math.abs(distance) / (Math.abs(speed) + 1e-3));
  }

  @Override
  public Dual unary(Unary f, Dual x) {
    Dual y = Dual.zeros(x.rows(), x.cols());
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        double a = x.v()[i][j];
        double da = x.d()[i][j];
        if (f == Unary.RELU || f == Unary.ABS) {
          kink(a, da);
        }
        switch (f) {
          case RELU -> y.set(i, j, a > 0 ? a : 0, a > 0 ? da : 0);
          case TANH -> y.set(i, j, StrictMath.tanh(a), da / sq(StrictMath.cosh(a)));
          case EXP -> y.set(i, j, StrictMath.exp(a), da * StrictMath.exp(a));
          case LOG -> y.set(i, j, StrictMath.log(a), da / a);
          case SOFTPLUS ->
              y.set(i, j, StrictMath.log1p(StrictMath.exp(a)), da / (1 + StrictMath.exp(-a)));
          case SIGMOID -> {
            double s = 1 / (1 + StrictMath.exp(-a));
            y.set(i, j, s, da * s * (1 - s));
          }
          case SQUARE -> y.set(i, j, a * a, 2 * a * da);
          case SQRT -> y.set(i, j, Math.sqrt(a), da / (2 * Math.sqrt(a)));
          case ABS -> y.set(i, j, Math.abs(a), Math.signum(a) * da);
          case RECIPROCAL -> y.set(i, j, 1 / a, -da / (a * a));
        }
      }
    }
    return y;
  }

  private static double sq(double x) {
    return x * x;
  }

  @Override
  public Dual binary(Binary f, Dual p, Dual q) {
    Dual y = Dual.zeros(Math.max(p.rows(), q.rows()), Math.max(p.cols(), q.cols()));
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.cols(); j++) {
        double a = p.v()[i % p.rows()][j % p.cols()];
        double da = p.d()[i % p.rows()][j % p.cols()];
        double b = q.v()[i % q.rows()][j % q.cols()];
        double db = q.d()[i % q.rows()][j % q.cols()];
        if (f == Binary.MIN || f == Binary.MAX) {
          kink(a - b, da - db);
        }
        switch (f) {
          case PLUS -> y.set(i, j, a + b, da + db);
          case MINUS -> y.set(i, j, a - b, da - db);
          case TIMES -> y.set(i, j, a * b, da * b + a * db);
          case DIVIDE -> y.set(i, j, a / b, (da * b - a * db) / (b * b));
          case MIN -> y.set(i, j, Math.min(a, b), a <= b ? da : db);
          case MAX -> y.set(i, j, Math.max(a, b), a >= b ? da : db);
        }
      }
    }
    return y;
  }

  @Override
  public Dual line(Dual x, double scale, double shift) {
    Dual y = Dual.zeros(x.rows(), x.cols());
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        y.set(i, j, scale * x.v()[i][j] + shift, scale * x.d()[i][j]);
      }
    }
    return y;
  }

  @Override
  public Dual clamp(Dual x, double low, double high) {
    Dual y = Dual.zeros(x.rows(), x.cols());
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        double a = x.v()[i][j];
        kink(a - low, x.d()[i][j]);
        kink(a - high, x.d()[i][j]);
        boolean inside = a >= low && a <= high;
        y.set(i, j, Math.min(Math.max(a, low), high), inside ? x.d()[i][j] : 0);
      }
    }
    return y;
  }

  @Override
  public Dual detach(Dual x) {
    roomBeforeKink = 0; // finite differences see a detached value change, derivatives do not
    return new Dual(x.v(), new double[x.rows()][x.cols()]);
  }

  @Override
  public Dual matmul(Dual x, Dual w) {
    return affine(x, w, Dual.zeros(w.rows() / x.cols(), w.cols()));
  }

  @Override
  public Dual affine(Dual x, Dual w, Dual b) {
    Dual y = Dual.zeros(x.rows(), w.cols());
    int k = x.cols();
    int height = x.rows() / (w.rows() / k);
    for (int i = 0; i < y.rows(); i++) {
      int g = i / height;
      for (int j = 0; j < y.cols(); j++) {
        y.add(i, j, b.v()[g][j], b.d()[g][j]);
        for (int l = 0; l < k; l++) {
          double a = x.v()[i][l];
          double c = w.v()[g * k + l][j];
          y.add(i, j, a * c, x.d()[i][l] * c + a * w.d()[g * k + l][j]);
        }
      }
    }
    return y;
  }

  @Override
  public Dual affineRelu(Dual x, Dual w, Dual b) {
    return unary(Unary.RELU, affine(x, w, b));
  }

  @Override
  public Dual sumColumns(Dual x) {
    Dual y = Dual.zeros(x.rows(), 1);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        y.add(i, 0, x.v()[i][j], x.d()[i][j]);
      }
    }
    return y;
  }

  @Override
  public Dual sumRows(Dual x, int blocks) {
    Dual y = Dual.zeros(blocks, x.cols());
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        y.add(i / (x.rows() / blocks), j, x.v()[i][j], x.d()[i][j]);
      }
    }
    return y;
  }

  /** Element (i, j) of the result is element (row(i, j), column(i, j)) of x. */
  private static Dual pick(Dual x, int rows, int cols, IntPair row, IntPair col) {
    Dual y = Dual.zeros(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        y.take(i, j, x, row.at(i, j), col.at(i, j));
      }
    }
    return y;
  }

  private interface IntPair {
    int at(int i, int j);
  }

  @Override
  public Dual columns(Dual x, int from, int to) {
    return pick(x, x.rows(), to - from, (i, j) -> i, (i, j) -> from + j);
  }

  @Override
  public Dual beside(Dual a, Dual b) {
    Dual y = Dual.zeros(a.rows(), a.cols() + b.cols());
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.cols(); j++) {
        y.take(i, j, j < a.cols() ? a : b, i, j < a.cols() ? j : j - a.cols());
      }
    }
    return y;
  }

  @Override
  public Dual above(Dual a, Dual b) {
    Dual y = Dual.zeros(a.rows() + b.rows(), a.cols());
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.cols(); j++) {
        y.take(i, j, i < a.rows() ? a : b, i < a.rows() ? i : i - a.rows(), j);
      }
    }
    return y;
  }

  @Override
  public Dual rows(Dual x, int[] index) {
    return pick(x, index.length, x.cols(), (i, j) -> index[i], (i, j) -> j);
  }

  @Override
  public Dual tile(Dual x, int times) {
    return pick(x, x.rows() * times, x.cols(), (i, j) -> i % x.rows(), (i, j) -> j);
  }

  @Override
  public Dual repeat(Dual x, int times) {
    return pick(x, x.rows() * times, x.cols(), (i, j) -> i / times, (i, j) -> j);
  }

  @Override
  public Dual normalize(Dual x, double epsilon) {
    Dual mean = line(sumColumns(x), 1.0 / x.cols(), 0);
    Dual centred = binary(Binary.MINUS, x, mean);
    Dual variance = line(sumColumns(unary(Unary.SQUARE, centred)), 1.0 / x.cols(), epsilon);
    return binary(Binary.DIVIDE, centred, unary(Unary.SQRT, variance));
  }

  @Override
  public int rowsOf(Dual x) {
    return x.rows();
  }

  @Override
  public int colsOf(Dual x) {
    return x.cols();
  }
}
