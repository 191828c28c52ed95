package org.qmp.autograd.kernel;

/**
 * The SIMD kernels. This class and those it is built from are the only ones that need the vector
 * module; it is loaded by name, and only where the module is present.
 */
final class VectorKernels implements KernelFamily {

  @Override
  public Kernels create(Precision precision) {
    return switch (precision) {
      case FLOAT ->
          new FloatKernels(
              Instructions.SIMD,
              new VectorFloatProducts(),
              new VectorFloatUnary(),
              new VectorFloatUpdates(),
              new VectorProbit());
      case DOUBLE ->
          new DoubleKernels(
              Instructions.SIMD,
              new VectorDoubleProducts(),
              new VectorDoubleUnary(),
              new VectorDoubleUpdates(),
              new VectorProbit());
    };
  }
}
