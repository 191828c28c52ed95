package org.qmp.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Unary;

/**
 * A random computation over a few leaf matrices: a directed acyclic graph with shared
 * subexpressions and reused leaves, ending in a scalar. The same program runs on any {@link
 * Algebra}.
 *
 * @param leaves values of the leaves
 * @param direction one direction in the space of all leaves
 * @param steps the operations, in order
 * @param seed of the choices made while running
 */
record Program(List<double[][]> leaves, List<double[][]> direction, List<Step> steps, long seed) {

  /** A kind applied to two earlier values; if squash, the result y becomes tanh(0.4 y). */
  record Step(Kind kind, int first, int second, boolean squash) {}

  /** One application of one kind to two fresh leaves. */
  static Program single(Kind kind, long seed) {
    Random random = new Random(seed);
    return random(random, 2, List.of(kind), List.of(kind)).withSeed(seed);
  }

  /** A graph of the given number of steps over four leaves. */
  static Program graph(int size, long seed) {
    Random random = new Random(seed);
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      kinds.add(Kind.ALL.get(random.nextInt(Kind.ALL.size())));
    }
    return random(random, 4, kinds, List.of()).withSeed(seed);
  }

  private Program withSeed(long newSeed) {
    return new Program(leaves, direction, steps, newSeed);
  }

  private static Program random(Random random, int count, List<Kind> kinds, List<Kind> fixed) {
    List<double[][]> leaves = new ArrayList<>();
    List<double[][]> direction = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int rows = 1 + random.nextInt(5);
      int cols = 1 + random.nextInt(5);
      leaves.add(matrix(random, rows, cols));
      direction.add(matrix(random, rows, cols));
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      int known = count + i;
      int a = fixed.isEmpty() ? known - 1 - random.nextInt(Math.min(known, 4)) : 0;
      int b = fixed.isEmpty() ? random.nextInt(known) : 1;
      steps.add(new Step(kinds.get(i), a, b, fixed.isEmpty()));
    }
    return new Program(leaves, direction, steps, 0);
  }

  private static double[][] matrix(Random random, int rows, int cols) {
    double[][] m = new double[rows][cols];
    for (double[] row : m) {
      for (int j = 0; j < cols; j++) {
        row[j] = random.nextDouble() * 3 - 1.5;
      }
    }
    return m;
  }

  /** Runs on an algebra; the result is a scalar to which every step's value contributes. */
  <V> V run(Algebra<V> g, List<V> leafValues) {
    Random choices = new Random(seed);
    List<V> values = new ArrayList<>(leafValues);
    V total = null;
    for (Step step : steps) {
      V a = values.get(step.first());
      V b = values.get(step.second());
      V y = step.kind().apply(g, a, b, choices);
      if (step.squash()) {
        y = g.unary(Unary.TANH, g.line(y, 0.4, 0));
      }
      if (g.rowsOf(y) * g.colsOf(y) > 60) {
        y = g.sumRows(y, 1);
      }
      values.add(y);
      V part = scalar(g, y);
      total = total == null ? part : g.binary(Binary.PLUS, total, part);
    }
    return total;
  }

  /** A sum in which no two elements have the same weight. */
  private static <V> V scalar(Algebra<V> g, V y) {
    V row = g.sumRows(y, 1);
    for (int i = 0; i < g.rowsOf(y); i++) {
      row = g.binary(Binary.PLUS, row, g.line(g.rows(y, new int[] {i}), 0.3 * i, 0));
    }
    V sum = g.sumColumns(row);
    for (int j = 0; j < g.colsOf(y); j++) {
      sum = g.binary(Binary.PLUS, sum, g.line(g.columns(row, j, j + 1), 0.7 * (j + 1), 0));
    }
    return sum;
  }

  /** The leaves as fresh parameters named p0, p1, … */
  Parameters parameters(Precision precision) {
    Parameter[] all = new Parameter[leaves.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Parameter("p" + i, Mat.of(precision, leaves.get(i)));
    }
    return Parameters.of(all);
  }

  /** Records the program over the given parameters. */
  Tape record(Kernels k, Parameters parameters) {
    return Tape.record(k, parameters, t -> onTape(t, parameters));
  }

  Var onTape(Tape t, Parameters parameters) {
    List<Var> vars = new ArrayList<>();
    parameters.forEach(p -> vars.add(t.parameter(p)));
    return run(new VarAlgebra(), vars);
  }

  /** Value and directional derivative by dual numbers. */
  Dual onDuals(DualAlgebra g) {
    List<Dual> duals = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      duals.add(new Dual(leaves.get(i), direction.get(i)));
    }
    return run(g, duals);
  }

  /** ⟨gradient, direction⟩ over all parameters. */
  double along(Parameters parameters) {
    double sum = 0;
    for (int p = 0; p < parameters.size(); p++) {
      double[][] g = parameters.get(p).gradient().toRows();
      for (int i = 0; i < g.length; i++) {
        for (int j = 0; j < g[i].length; j++) {
          sum += g[i][j] * direction.get(p)[i][j];
        }
      }
    }
    return sum;
  }
}
