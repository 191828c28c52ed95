package org.qmp.autograd.kernel;

/**
 * Scalar functions y = f(x), applied to each element, with the slope that the backward pass uses.
 *
 * <pre>
 *              f(x)                    f′
 *   RELU       max(x, 0)               1 if y > 0, else 0
 *   TANH       tanh x                  1 − y²
 *   EXP        eˣ                      y
 *   LOG        ln x                    1 / x
 *   SOFTPLUS   ln(1 + eˣ)              sigmoid x
 *   SIGMOID    1 / (1 + e⁻ˣ)           y (1 − y)
 *   SQUARE     x²                      2x
 *   SQRT       √x                      ½ / y
 *   ABS        |x|                     sign x      (0 at 0)
 *   RECIPROCAL 1 / x                   −y²
 * </pre>
 */
public enum Unary {
  RELU,
  TANH,
  EXP,
  LOG,
  SOFTPLUS,
  SIGMOID,
  SQUARE,
  SQRT,
  ABS,
  RECIPROCAL
}
