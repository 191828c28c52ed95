package org.qmp.nn;

import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

/** Initial weights (in×out) of a layer. */
public interface Init {

  /** Fills the weights of one layer (in×out). */
  void fill(Mat weights, Kernels k, Xoshiro256 rng);

  /** All zero. */
  static Init zeros() {
    return (weights, k, rng) -> weights.fill(0);
  }

  /** U(low, high). */
  static Init uniform(double low, double high) {
    if (!(low < high && high - low <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "low = " + low + " and high = " + high + ", expected a finite range, low below high");
    }
    return (weights, k, rng) -> {
      for (int i = 0; i < weights.rows(); i++) {
        for (int j = 0; j < weights.cols(); j++) {
          weights.set(i, j, rng.nextDouble(low, high));
        }
      }
    };
  }

  /** N(0, σ²). */
  static Init normal(double sigma) {
    Require.positive("sigma", sigma);
    return (weights, k, rng) -> {
      new Normal(rng).fill(weights);
      k.linear(weights, sigma, 0, weights);
    };
  }

  /** U(−a, a) with a = gain √(6 / (in + out)) (Glorot and Bengio 2010, eq. 16). */
  static Init xavierUniform(double gain) {
    Require.positive("gain", gain);
    return (weights, k, rng) -> {
      double a = gain * Math.sqrt(6.0 / (weights.rows() + weights.cols()));
      uniform(-a, a).fill(weights, k, rng);
    };
  }

  /** N(0, σ²) with σ = gain √(2 / (in + out)) (Glorot and Bengio 2010, eq. 12). */
  static Init xavierNormal(double gain) {
    Require.positive("gain", gain);
    return (weights, k, rng) ->
        normal(gain * Math.sqrt(2.0 / (weights.rows() + weights.cols()))).fill(weights, k, rng);
  }

  /**
   * N(0, 2 / in): keeps the variance through ReLU layers (He et al. 2015, arXiv:1502.01852, eq.
   * 10).
   */
  static Init kaiming() {
    return (weights, k, rng) -> normal(Math.sqrt(2.0 / weights.rows())).fill(weights, k, rng);
  }

  /**
   * Gain times a matrix with orthonormal rows or columns, whichever are fewer, uniformly
   * distributed (Saxe, McClelland and Ganguli 2014, arXiv:1312.6120): the Gram–Schmidt process,
   * done twice for accuracy (Giraud, Langou and Rozložník 2005), on Gaussian vectors.
   */
  static Init orthogonal(double gain) {
    Require.positive("gain", gain);
    return (weights, k, rng) -> {
      boolean tall = weights.rows() >= weights.cols();
      int count = tall ? weights.cols() : weights.rows();
      int length = tall ? weights.rows() : weights.cols();
      Mat gaussian = Precision.DOUBLE.zeros(count, length);
      new Normal(rng).fill(gaussian);
      double[][] vectors = gaussian.toRows();
      for (int i = 0; i < count; i++) {
        for (int pass = 0; pass < 2; pass++) {
          for (int j = 0; j < i; j++) {
            addTo(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
          }
        }
        addTo(vectors[i], 1 / Math.sqrt(dot(vectors[i], vectors[i])) - 1, vectors[i]);
        for (int j = 0; j < length; j++) {
          weights.set(tall ? j : i, tall ? i : j, gain * vectors[i][j]);
        }
      }
    };
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addTo(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /**
   * Several layers' weights side by side in one matrix, each group of columns initialised
   * separately.
   */
  static Init sideBySide(Init each, int parts) {
    Require.atLeastOne("parts", parts);
    return (weights, k, rng) -> {
      if (weights.cols() % parts != 0) {
        throw new IllegalArgumentException(
            weights.cols() + " columns do not divide into " + parts + " parts");
      }
      int width = weights.cols() / parts;
      weights.fill(0);
      for (int part = 0; part < parts; part++) {
        Mat one = weights.precision().zeros(weights.rows(), width);
        each.fill(one, k, rng);
        k.addColumns(one, 0, weights, part * width, width);
      }
    };
  }
}
