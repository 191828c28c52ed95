package org.qmp.autograd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD for the functions that the compiler vectorises badly or not at all; the rest is inherited.
 */
final class VectorFloatUnary extends FloatUnary {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

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

  @Override
  void maskPositive(Mat y, Mat dy) {
    mask(y.floats(), y.offset(), dy.floats(), dy.offset(), dy.size());
  }

  private static void mask(float[] y, int at, float[] dy, int gradientAt, int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += SPECIES.length()) {
      FloatVector yi = FloatVector.fromArray(SPECIES, y, at + i);
      FloatVector sign = yi.blend(one, yi.compare(VectorOperators.GT, 0f));
      FloatVector di = FloatVector.fromArray(SPECIES, dy, gradientAt + i);
      di.mul(sign).intoArray(dy, gradientAt + i);
    }
    for (int i = whole; i < n; i++) {
      dy[gradientAt + i] *= FloatFunctions.sign(y[at + i]);
    }
  }
}
