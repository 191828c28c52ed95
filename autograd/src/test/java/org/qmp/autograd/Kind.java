package org.qmp.autograd;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Unary;

/**
 * The operations of a random program. They map operands into the function's domain and fit shapes
 * by tiling and selecting, so every kind accepts any operands.
 */
enum Kind {
  RELU,
  TANH,
  EXP,
  LOG,
  SOFTPLUS,
  SIGMOID,
  SQUARE,
  SQRT,
  ABS,
  RECIPROCAL,
  PLUS,
  MINUS,
  TIMES,
  DIVIDE,
  MIN,
  MAX,
  PLUS_ROW,
  TIMES_COLUMN,
  DIVIDE_BY_SCALAR,
  MIN_WITH_ROW,
  LINE,
  CLAMP,
  DETACH_HALF,
  MATMUL,
  GROUPED_AFFINE,
  AFFINE_RELU,
  SUM_COLUMNS,
  SUM_ROWS,
  SUM_BLOCKS,
  COLUMNS,
  BESIDE,
  ABOVE,
  ROWS,
  TILE,
  REPEAT,
  NORMALIZE,
  LONG_ROW_SUM;

  /** Applies this to operands a and b with choices drawn from the generator. */
  <V> V apply(Algebra<V> g, V a, V b, Random choices) {
    return switch (this) {
      case RELU -> g.unary(Unary.RELU, a);
      case TANH -> g.unary(Unary.TANH, a);
      case EXP -> g.unary(Unary.EXP, g.unary(Unary.TANH, a));
      case LOG -> g.unary(Unary.LOG, positive(g, a));
      case SOFTPLUS -> g.unary(Unary.SOFTPLUS, a);
      case SIGMOID -> g.unary(Unary.SIGMOID, a);
      case SQUARE -> g.unary(Unary.SQUARE, a);
      case SQRT -> g.unary(Unary.SQRT, positive(g, a));
      case ABS -> g.unary(Unary.ABS, a);
      case RECIPROCAL -> g.unary(Unary.RECIPROCAL, positive(g, a));
      case PLUS -> g.binary(Binary.PLUS, a, fit(g, b, a));
      case MINUS -> g.binary(Binary.MINUS, a, fit(g, b, a));
      case TIMES -> g.binary(Binary.TIMES, a, fit(g, b, a));
      case DIVIDE -> g.binary(Binary.DIVIDE, a, positive(g, fit(g, b, a)));
      case MIN -> g.binary(Binary.MIN, a, fit(g, b, a));
      case MAX -> g.binary(Binary.MAX, a, fit(g, b, a));
      case PLUS_ROW -> g.binary(Binary.PLUS, row(g, fit(g, b, a)), a);
      case TIMES_COLUMN -> g.binary(Binary.TIMES, a, column(g, fit(g, b, a)));
      case DIVIDE_BY_SCALAR -> g.binary(Binary.DIVIDE, a, positive(g, row(g, column(g, b))));
      case MIN_WITH_ROW -> g.binary(Binary.MIN, a, row(g, fit(g, b, a)));
      case LINE -> g.line(a, 0.5 + choices.nextDouble(), choices.nextDouble() - 0.5);
      case CLAMP -> g.clamp(a, -0.7, 0.4);
      case DETACH_HALF -> g.binary(Binary.TIMES, a, g.detach(a));
      case MATMUL -> g.matmul(a, weight(g, b, g.colsOf(a)));
      case GROUPED_AFFINE -> {
        V two = g.tile(a, 2);
        V w = weight(g, b, 2 * g.colsOf(a));
        yield g.affine(two, w, g.rows(w, new int[] {0, 1}));
      }
      case AFFINE_RELU -> {
        V w = weight(g, b, g.colsOf(a));
        yield g.affineRelu(a, w, row(g, w));
      }
      case SUM_COLUMNS -> g.sumColumns(a);
      case SUM_ROWS -> g.sumRows(a, 1);
      case SUM_BLOCKS -> g.sumRows(g.tile(a, 3), 3);
      case COLUMNS -> {
        int from = choices.nextInt(g.colsOf(a));
        yield g.columns(a, from, from + 1 + choices.nextInt(g.colsOf(a) - from));
      }
      case BESIDE -> g.beside(a, g.rows(b, cycle(g.rowsOf(a), g.rowsOf(b))));
      case ABOVE -> g.above(a, fit(g, b, a));
      case ROWS -> g.rows(a, choices.ints(1 + choices.nextInt(4), 0, g.rowsOf(a)).toArray());
      case TILE -> g.tile(a, 1 + choices.nextInt(3));
      case REPEAT -> g.repeat(a, 1 + choices.nextInt(3));
      case NORMALIZE -> g.normalize(a, 0.1);
      case LONG_ROW_SUM -> {
        V wide = a;
        while (g.colsOf(wide) < 40) {
          wide = g.beside(wide, g.line(wide, 0.9, 0.01));
        }
        yield g.sumColumns(g.unary(Unary.TANH, wide));
      }
    };
  }

  static final List<Kind> ALL = List.of(values());

  private static <V> V positive(Algebra<V> g, V x) {
    return g.line(g.unary(Unary.SQUARE, x), 1, 0.6);
  }

  private static <V> V row(Algebra<V> g, V x) {
    return g.rows(x, new int[] {g.rowsOf(x) - 1});
  }

  private static <V> V column(Algebra<V> g, V x) {
    return g.columns(x, 0, 1);
  }

  private static int[] cycle(int count, int of) {
    return IntStream.range(0, count).map(i -> i % of).toArray();
  }

  /** x with rows and columns repeated or cut to the shape of the example. */
  private static <V> V fit(Algebra<V> g, V x, V example) {
    V y = g.rows(x, cycle(g.rowsOf(example), g.rowsOf(x)));
    while (g.colsOf(y) < g.colsOf(example)) {
      y = g.beside(y, y);
    }
    return g.columns(y, 0, g.colsOf(example));
  }

  /** A matrix with the given number of rows, repeated or selected from x. */
  private static <V> V weight(Algebra<V> g, V x, int rows) {
    return g.rows(x, cycle(rows, g.rowsOf(x)));
  }
}
