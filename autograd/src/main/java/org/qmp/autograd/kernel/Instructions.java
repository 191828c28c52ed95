package org.qmp.autograd.kernel;

/** The instructions in the inner loops of products. All give the same bits. */
public enum Instructions {
  /**
   * Plain loops in which the fused multiply-add of floats is computed in double arithmetic: for
   * virtual machines that have no instruction for it. DOUBLE calls {@code Math.fma} all the same.
   */
  SOFTWARE,
  /** Loops over {@code Math.fma} that the JIT compiler vectorises. */
  PLAIN,
  /** The JDK's vector module ({@code jdk.incubator.vector}). */
  SIMD
}
