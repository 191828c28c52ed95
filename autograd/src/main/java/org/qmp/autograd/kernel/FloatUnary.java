package org.qmp.autograd.kernel;

/**
 * The table of {@link Unary} as loops, f beside f′.
 *
 * <p>A function that costs more than a call is called for each element. The other loops are written
 * out, so that the compiler vectorises them: none branches, and each reads and writes all its
 * arrays at one index.
 */
@SuppressWarnings("ImmutableEnumChecker") // the loops have no state
enum FloatUnary {
  RELU(
      (x, y, i, end) -> {
        for (; i < end; i++) {
          y[i] = Math.max(x[i], 0f);
        }
      },
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * FloatFunctions.sign(y[i]);
        }
      }),
  TANH(
      each(FloatFunctions::tanh),
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * (1f - y[i] * y[i]);
        }
      }),
  EXP(
      each(FloatFunctions::exp),
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * y[i];
        }
      }),
  LOG(
      each(FloatFunctions::log),
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * (1f / x[i]);
        }
      }),
  SOFTPLUS(
      each(FloatFunctions::softplus),
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * FloatFunctions.sigmoid(x[i]);
        }
      }),
  SIGMOID(
      each(FloatFunctions::sigmoid),
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * (y[i] * (1f - y[i]));
        }
      }),
  SQUARE(
      (x, y, i, end) -> {
        for (; i < end; i++) {
          y[i] = x[i] * x[i];
        }
      },
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * (2f * x[i]);
        }
      }),
  SQRT(
      (x, y, i, end) -> {
        for (; i < end; i++) {
          y[i] = FloatFunctions.sqrt(x[i]);
        }
      },
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * (0.5f / y[i]);
        }
      }),
  ABS(
      (x, y, i, end) -> {
        for (; i < end; i++) {
          y[i] = Math.abs(x[i]);
        }
      },
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * FloatFunctions.sign(x[i]);
        }
      }),
  RECIPROCAL(
      (x, y, i, end) -> {
        for (; i < end; i++) {
          y[i] = 1f / x[i];
        }
      },
      (x, y, dy, dx, i, end) -> {
        for (; i < end; i++) {
          dx[i] += dy[i] * -(y[i] * y[i]);
        }
      });

  /** y_i = f(x_i) from index i to the end (exclusive). */
  interface Value {
    void set(float[] x, float[] y, int i, int end);
  }

  /** x̄_i += ȳ_i f′(x_i, y_i) from index i to the end (exclusive). */
  interface Slope {
    void add(float[] x, float[] y, float[] dy, float[] dx, int i, int end);
  }

  private interface Function {
    float of(float x);
  }

  final Value value;
  final Slope slope;

  FloatUnary(Value value, Slope slope) {
    this.value = value;
    this.slope = slope;
  }

  private static Value each(Function f) {
    return (x, y, i, end) -> {
      for (; i < end; i++) {
        y[i] = f.of(x[i]);
      }
    };
  }

  /** The row of a function. */
  static FloatUnary of(Unary f) {
    return valueOf(f.name());
  }
}
