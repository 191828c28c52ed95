package org.qmp.autograd.kernel;

/**
 * The table of {@link Unary}, f of x beside f′ of x and y = f(x), and two functions with parameters
 * p and q.
 *
 * <p>The build writes each of these out as a loop, so that the compiler vectorises those that do
 * not branch: they read and write all their arrays at one index.
 */
@SuppressWarnings("ImmutableEnumChecker") // the loops have no state
enum FloatUnary {
  RELU(x -> Math.max(x, 0f), (x, y) -> FloatFunctions.sign(y)),
  TANH(x -> FloatFunctions.tanh(x), (x, y) -> 1f - y * y),
  EXP(x -> FloatFunctions.exp(x), (x, y) -> y),
  LOG(x -> FloatFunctions.log(x), (x, y) -> 1f / x),
  SOFTPLUS(x -> FloatFunctions.softplus(x), (x, y) -> FloatFunctions.sigmoid(x)),
  SIGMOID(x -> FloatFunctions.sigmoid(x), (x, y) -> y * (1f - y)),
  SQUARE(x -> x * x, (x, y) -> 2f * x),
  SQRT(x -> FloatFunctions.sqrt(x), (x, y) -> 0.5f / y),
  ABS(x -> Math.abs(x), (x, y) -> FloatFunctions.sign(x)),
  RECIPROCAL(x -> 1f / x, (x, y) -> -y * y),
  LINE(x -> p * x + q, (x, y) -> p),
  CLAMP(x -> Math.min(Math.max(x, p), q), (x, y) -> x >= p && x <= q ? 1f : 0f);

  /** y_i = f(x_i) from index i to the end (exclusive), with the parameters p and q of f. */
  interface Value {
    void set(float p, float q, float[] x, float[] y, int i, int end);
  }

  /** x̄_i += ȳ_i f′(x_i, y_i) from index i to the end (exclusive). */
  interface Slope {
    void add(float p, float q, float[] x, float[] y, float[] dy, float[] dx, int i, int end);
  }

  final Value value;
  final Slope slope;

  FloatUnary(Value value, Slope slope) {
    this.value = value;
    this.slope = slope;
  }

  /** The row of a function. */
  static FloatUnary of(Unary f) {
    return valueOf(f.name());
  }
}
