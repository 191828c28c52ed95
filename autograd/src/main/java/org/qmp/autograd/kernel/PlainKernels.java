package org.qmp.autograd.kernel;

/** The reference kernels: plain Java, on every virtual machine. */
final class PlainKernels implements KernelFamily {

  @Override
  public Kernels create(Precision precision) {
    NormalQuantile quantile =
        (p, count) -> {
          for (int i = 0; i < count; i++) {
            p[i] = Probit.of(p[i]);
          }
        };
    return switch (precision) {
      case FLOAT ->
          new FloatKernels(
              Instructions.PLAIN,
              new FloatProducts(),
              new FloatUnary(),
              new FloatUpdates(),
              quantile);
      case DOUBLE ->
          new DoubleKernels(
              Instructions.PLAIN,
              new DoubleProducts(),
              new DoubleUnary(),
              new DoubleUpdates(),
              quantile);
    };
  }
}
