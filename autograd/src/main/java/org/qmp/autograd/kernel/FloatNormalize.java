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
final class FloatNormalize {
  private float[] row = {};

  void normalize(Mat x, double epsilon, Mat y, Mat scale) {
    float[] in = x.floats();
    float[] out = y.floats();
    int n = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.offset() + i * n;
      int yi = y.offset() + i * n;
      float mean = FloatSums.interleaved(in, xi, n) / n;
      for (int j = 0; j < n; j++) {
        float centred = in[xi + j] - mean;
        out[yi + j] = centred * centred;
      }
      float variance = FloatSums.interleaved(out, yi, n) / n;
      float s = 1 / (float) Math.sqrt(variance + (float) epsilon);
      for (int j = 0; j < n; j++) {
        out[yi + j] = (in[xi + j] - mean) * s;
      }
      scale.floats()[scale.offset() + i] = s;
    }
  }

  void addGradient(Mat y, Mat scale, Mat dy, Mat dx) {
    float[] out = y.floats();
    float[] g = dy.floats();
    float[] into = dx.floats();
    int n = y.cols();
    if (row.length < n) {
      row = new float[n];
    }
    for (int i = 0; i < y.rows(); i++) {
      int yi = y.offset() + i * n;
      int gi = dy.offset() + i * n;
      int xi = dx.offset() + i * n;
      for (int j = 0; j < n; j++) {
        row[j] = g[gi + j] * out[yi + j];
      }
      float mean = FloatSums.interleaved(g, gi, n) / n;
      float along = FloatSums.interleaved(row, 0, n) / n;
      float s = scale.floats()[scale.offset() + i];
      for (int j = 0; j < n; j++) {
        into[xi + j] += s * (g[gi + j] - mean - out[yi + j] * along);
      }
    }
  }
}
