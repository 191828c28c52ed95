package org.qmp.autograd.kernel;

/**
 * Normalisation of rows (Ba, Kiros and Hinton 2016, arXiv:1607.06450, eq. 3, without gain and
 * bias).
 *
 * <pre>
 *   forward    μ = mean(x)     σ² = mean((x − μ)²)     s = 1 / √(σ² + ε)     y = (x − μ) s
 *   backward   x̄ += s ( ȳ − mean(ȳ) − y mean(ȳ ∘ y) )
 * </pre>
 *
 * All means are interleaved sums (see {@link Kernels#rowSums}) divided by the number of columns.
 */
final class DoubleNormalize {
  private double[] row = {};

  void normalize(Mat x, double epsilon, Mat y, Mat scale) {
    double[] in = x.doubles();
    double[] out = y.doubles();
    int n = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.offset() + i * n;
      int yi = y.offset() + i * n;
      double mean = DoubleSums.interleaved(in, xi, n) / n;
      for (int j = 0; j < n; j++) {
        double centred = in[xi + j] - mean;
        out[yi + j] = centred * centred;
      }
      double variance = DoubleSums.interleaved(out, yi, n) / n;
      double s = 1 / Math.sqrt(variance + epsilon);
      for (int j = 0; j < n; j++) {
        out[yi + j] = (in[xi + j] - mean) * s;
      }
      scale.doubles()[scale.offset() + i] = s;
    }
  }

  void addGradient(Mat y, Mat scale, Mat dy, Mat dx) {
    double[] out = y.doubles();
    double[] g = dy.doubles();
    double[] into = dx.doubles();
    int n = y.cols();
    if (row.length < n) {
      row = new double[n];
    }
    for (int i = 0; i < y.rows(); i++) {
      int yi = y.offset() + i * n;
      int gi = dy.offset() + i * n;
      int xi = dx.offset() + i * n;
      for (int j = 0; j < n; j++) {
        row[j] = g[gi + j] * out[yi + j];
      }
      double mean = DoubleSums.interleaved(g, gi, n) / n;
      double along = DoubleSums.interleaved(row, 0, n) / n;
      double s = scale.doubles()[scale.offset() + i];
      for (int j = 0; j < n; j++) {
        into[xi + j] += s * (g[gi + j] - mean - out[yi + j] * along);
      }
    }
  }
}
