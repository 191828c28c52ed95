package org.qmp.autograd.kernel;

/** SIMD for the functions that the compiler cannot vectorise; the rest is inherited. */
final class VectorFloatUnary extends FloatUnary {
  private final float[] scratch = new float[VectorFloatFunctions.SCRATCH];

  @Override
  void apply(Unary f, Mat x, Mat y) {
    float[] from = x.floats();
    float[] to = y.floats();
    int n = y.size();
    switch (f) {
      case EXP -> VectorFloatFunctions.exp(from, x.offset(), to, y.offset(), n, scratch);
      case LOG -> VectorFloatFunctions.log(from, x.offset(), to, y.offset(), n, scratch);
      case TANH -> VectorFloatFunctions.tanh(from, x.offset(), to, y.offset(), n, scratch);
      case SOFTPLUS -> VectorFloatFunctions.softplus(from, x.offset(), to, y.offset(), n, scratch);
      case SIGMOID -> VectorFloatFunctions.sigmoid(from, x.offset(), to, y.offset(), n, scratch);
      default -> super.apply(f, x, y);
    }
  }

  @Override
  void addGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    if (f == Unary.SOFTPLUS) {
      float[] from = x.floats();
      float[] to = dx.floats();
      int n = dx.size();
      VectorFloatFunctions.addSigmoid(
          from, x.offset(), dy.floats(), dy.offset(), to, dx.offset(), n, scratch);
    } else {
      super.addGradient(f, x, y, dy, dx);
    }
  }
}
