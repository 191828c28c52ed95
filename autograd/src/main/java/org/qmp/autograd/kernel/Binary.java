package org.qmp.autograd.kernel;

/**
 * Elementwise functions of two arguments, with their slopes.
 *
 * <pre>
 *            f(a, b)     ∂f/∂a             ∂f/∂b
 *   PLUS     a + b       1                 1
 *   MINUS    a − b       1                 −1
 *   TIMES    a · b       b                 a
 *   DIVIDE   a / b       1 / b             −(a / b) / b
 *   MIN      min(a, b)   1 if a ≤ b        1 if b &lt; a
 *   MAX      max(a, b)   1 if a ≥ b        1 if b > a
 * </pre>
 *
 * A tie of MIN or MAX sends the whole gradient to the first argument.
 */
public enum Binary {
  PLUS,
  MINUS,
  TIMES,
  DIVIDE,
  MIN,
  MAX
}
