package org.qmp.autograd.kernel;

/** SIMD for the functions that the compiler cannot vectorise; the rest is inherited. */
final class VectorFloatUnary extends FloatUnary {
  private final float[] scratch = new float[VectorFloatMath.SCRATCH];

  @Override
  void apply(Unary f, Mat x, Mat y) {
    float[] from = x.floats();
    float[] to = y.floats();
    int n = y.size();
    switch (f) {
      case EXP -> VectorFloatMath.exp(from, x.offset(), to, y.offset(), n, scratch);
      case LOG -> VectorFloatMath.log(from, x.offset(), to, y.offset(), n, scratch);
      case TANH -> VectorFloatMath.tanh(from, x.offset(), to, y.offset(), n, scratch);
      case SOFTPLUS -> VectorFloatMath.softplus(from, x.offset(), to, y.offset(), n, scratch);
      case SIGMOID -> VectorFloatMath.sigmoid(from, x.offset(), to, y.offset(), n, scratch);
      default -> super.apply(f, x, y);
    }
  }

  @Override
  void addGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    if (f == Unary.SOFTPLUS) {
      float[] from = x.floats();
      float[] to = dx.floats();
      int n = dx.size();
      VectorFloatMath.addSigmoid(
          from, x.offset(), dy.floats(), dy.offset(), to, dx.offset(), n, scratch);
    } else {
      super.addGradient(f, x, y, dy, dx);
    }
  }
}
