package org.qmp.autograd.kernel;

/** SIMD for the functions that the compiler cannot vectorise; the rest is inherited. */
final class VectorDoubleUnary extends DoubleUnary {
  private final double[] scratch = new double[VectorDoubleMath.SCRATCH];

  @Override
  void apply(Unary f, Mat x, Mat y) {
    double[] from = x.doubles();
    double[] to = y.doubles();
    int n = y.size();
    switch (f) {
      case EXP -> VectorDoubleMath.exp(from, x.offset(), to, y.offset(), n, scratch);
      case LOG -> VectorDoubleMath.log(from, x.offset(), to, y.offset(), n, scratch);
      case TANH -> VectorDoubleMath.tanh(from, x.offset(), to, y.offset(), n, scratch);
      case SOFTPLUS -> VectorDoubleMath.softplus(from, x.offset(), to, y.offset(), n, scratch);
      case SIGMOID -> VectorDoubleMath.sigmoid(from, x.offset(), to, y.offset(), n, scratch);
      default -> super.apply(f, x, y);
    }
  }

  @Override
  void addGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    if (f == Unary.SOFTPLUS) {
      double[] from = x.doubles();
      double[] to = dx.doubles();
      int n = dx.size();
      VectorDoubleMath.addSigmoid(
          from, x.offset(), dy.doubles(), dy.offset(), to, dx.offset(), n, scratch);
    } else {
      super.addGradient(f, x, y, dy, dx);
    }
  }
}
