package org.qmp.autograd.kernel;

/** What the inner loops of products are made of. The bits of every result are the same. */
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
