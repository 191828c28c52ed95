package org.qmp.autograd.kernel;

/**
 * The SIMD kernels. This class and those it is built from are the only ones that need the vector
 * module; it is loaded by name, and only where the module is present.
 */
final class VectorKernels implements KernelFamily {

  /** Scratch memory of its own for each object, since each serves a thread. */
  private static NormalQuantile quantile() {
    double[] scratch = new double[VectorDoubleFunctions.SCRATCH];
    return (p, count) -> VectorProbit.apply(p, count, scratch);
  }

  @Override
  public Kernels create(Precision precision) {
    return switch (precision) {
      case FLOAT ->
          new FloatKernels(
              Instructions.SIMD,
              new VectorFloatProducts(),
              new VectorFloatUnary(),
              new VectorFloatUpdates(),
              quantile());
      case DOUBLE ->
          new DoubleKernels(
              Instructions.SIMD,
              new VectorDoubleProducts(),
              new VectorDoubleUnary(),
              new VectorDoubleUpdates(),
              quantile());
    };
  }
}
