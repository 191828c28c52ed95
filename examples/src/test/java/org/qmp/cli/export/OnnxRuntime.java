package org.qmp.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.qmp.cli.export.OnnxModel.Node;
import org.qmp.cli.export.OnnxModel.Tensor;
import org.qmp.cli.export.OnnxModel.Value;

/** Runs models in double precision, as Operators.md defines their operators. */
final class OnnxRuntime {
  private final Map<String, Tensor> values = new LinkedHashMap<>();

  private OnnxRuntime() {}

  /** The results for a batch of observations; requires the sizes that the model declares. */
  static Map<String, Tensor> run(OnnxModel model, double[][] observations) {
    OnnxRuntime runtime = new OnnxRuntime();
    runtime.values.putAll(model.constants());
    double[] data = Arrays.stream(observations).flatMapToDouble(Arrays::stream).toArray();
    int[] shape = {observations.length, observations[0].length};
    assertEquals(model.inputs().get(0).columns(), shape[1]);
    runtime.values.put(model.inputs().get(0).name(), new Tensor(shape, data));
    for (Node node : model.nodes()) {
      List<Tensor> x = node.inputs().stream().map(runtime.values::get).toList();
      runtime.values.put(node.output(), value(node, x));
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (Value value : model.outputs()) {
      Tensor result = runtime.values.get(value.name());
      int[] declared = {observations.length, value.columns()};
      assertArrayEquals(declared, result.shape(), value.name());
      results.put(value.name(), result);
    }
    return results;
  }

  private static Tensor value(Node node, List<Tensor> x) {
    Tensor first = x.get(0);
    return switch (node.operator()) {
      case "Gemm" -> zip(product(first, x.get(1)), x.get(2), Double::sum);
      case "Relu" -> map(first, v -> Math.max(v, 0));
      case "Tanh" -> map(first, StrictMath::tanh);
      case "Clip" -> zip(zip(first, x.get(1), Math::max), x.get(2), Math::min);
      case "Add" -> zip(first, x.get(1), Double::sum);
      case "Mul" -> zip(first, x.get(1), (a, b) -> a * b);
      case "Min" -> zip(first, x.get(1), Math::min);
      case "Max" -> zip(first, x.get(1), Math::max);
      case "Slice" -> columns(first, (int) x.get(1).data()[0], (int) x.get(2).data()[0]);
      case "Concat" -> concatenated(x, node.attributes().get("axis").intValue());
      case "Shape" -> shape(first, node.attributes().getOrDefault("end", 9L));
      case "LayerNormalization" -> normalized(first, x.get(1), x.get(2));
      case "Softmax" -> rows(first, OnnxRuntime::softmax);
      case "ReduceSum" -> rows(first, row -> new double[] {Arrays.stream(row).sum()});
      case "ArgMax" -> rows(first, row -> new double[] {argmax(row)});
      case "Equal" -> zip(first, x.get(1), (a, b) -> a == b ? 1 : 0);
      case "Where" -> where(first, x.get(1), x.get(2));
      case "Gather" -> map(x.get(1), at -> first.data()[(int) at]);
      case "Expand" -> zip(zeros(x.get(1)), first, Double::sum);
      default -> throw new AssertionError("an operator that no policy needs: " + node);
    };
  }

  private static Tensor map(Tensor x, DoubleUnaryOperator f) {
    return new Tensor(x.shape(), Arrays.stream(x.data()).map(f).toArray());
  }

  /** The second operand may lack the rows of the first, or all its dimensions. */
  private static Tensor zip(Tensor x, Tensor y, DoubleBinaryOperator f) {
    int n = y.data().length;
    return new Tensor(
        x.shape(),
        IntStream.range(0, x.data().length)
            .mapToDouble(i -> f.applyAsDouble(x.data()[i], y.data()[i % n]))
            .toArray());
  }

  private static Tensor product(Tensor x, Tensor w) {
    int depth = w.shape()[0];
    int cols = w.shape()[1];
    int rows = x.shape()[0];
    double[] y = new double[rows * cols];
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < depth; k++) {
        y[i] += x.data()[i / cols * depth + k] * w.data()[k * cols + i % cols];
      }
    }
    return new Tensor(new int[] {rows, cols}, y);
  }

  private static Tensor rows(Tensor x, UnaryOperator<double[]> f) {
    int n = x.shape()[1];
    double[][] y = new double[x.shape()[0]][];
    Arrays.setAll(y, i -> f.apply(Arrays.copyOfRange(x.data(), i * n, (i + 1) * n)));
    double[] data = Arrays.stream(y).flatMapToDouble(Arrays::stream).toArray();
    return new Tensor(new int[] {y.length, y[0].length}, data);
  }

  private static Tensor normalized(Tensor x, Tensor gain, Tensor shift) {
    Tensor unit =
        rows(
            x,
            row -> {
              double mean = Arrays.stream(row).average().orElseThrow();
              double variance =
                  Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
              return Arrays.stream(row).map(v -> (v - mean) / Math.sqrt(variance + 1e-5)).toArray();
            });
    return zip(zip(unit, gain, (a, b) -> a * b), shift, Double::sum);
  }

  private static double[] softmax(double[] row) {
    double max = Arrays.stream(row).max().orElseThrow();
    double sum = Arrays.stream(row).map(v -> StrictMath.exp(v - max)).sum();
    return Arrays.stream(row).map(v -> StrictMath.exp(v - max) / sum).toArray();
  }

  private static double argmax(double[] row) {
    int best = 0;
    for (int j = 1; j < row.length; j++) {
      best = row[j] > row[best] ? j : best;
    }
    return best;
  }

  /** Selects rows by a condition for each. */
  private static Tensor where(Tensor is, Tensor x, Tensor y) {
    int n = x.shape()[1];
    return new Tensor(
        x.shape(),
        IntStream.range(0, x.data().length)
            .mapToDouble(i -> (is.data()[i / n] == 1 ? x : y).data()[i])
            .toArray());
  }

  private static Tensor columns(Tensor x, int from, int to) {
    int cols = x.shape()[1];
    double[] y =
        IntStream.range(0, x.data().length)
            .filter(i -> i % cols >= from && i % cols < to)
            .mapToDouble(i -> x.data()[i])
            .toArray();
    return new Tensor(new int[] {x.shape()[0], to - from}, y);
  }

  private static Tensor concatenated(List<Tensor> parts, int axis) {
    int rows = axis == 0 ? 1 : parts.get(0).shape()[0];
    double[] y =
        IntStream.range(0, rows)
            .boxed()
            .flatMapToDouble(
                i ->
                    parts.stream()
                        .flatMapToDouble(
                            part -> {
                              int n = part.data().length / rows;
                              return Arrays.stream(part.data(), i * n, (i + 1) * n);
                            }))
            .toArray();
    return new Tensor(axis == 0 ? new int[] {y.length} : new int[] {rows, y.length / rows}, y);
  }

  private static Tensor shape(Tensor x, long end) {
    double[] sizes = Arrays.stream(x.shape()).limit(end).asDoubleStream().toArray();
    return new Tensor(new int[] {sizes.length}, sizes);
  }

  private static Tensor zeros(Tensor shape) {
    int[] sizes = Arrays.stream(shape.data()).mapToInt(size -> (int) size).toArray();
    return new Tensor(sizes, new double[sizes[0] * sizes[1]]);
  }
}
