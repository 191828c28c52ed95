package org.qmp.autograd.kernel;

/** What the inner loops are made of. The bits of every result are the same. */
public enum Instructions {
  /** Loops that the JIT compiler vectorises where it can. */
  PLAIN,
  /** The JDK's vector module ({@code jdk.incubator.vector}). */
  SIMD
}
