package org.qmp.autograd;

import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Unary;

/** The operations as users write them. */
final class VarAlgebra implements Algebra<Var> {
  @Override
  public Var unary(Unary f, Var x) {
    return switch (f) {
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case EXP -> x.exp();
      case LOG -> x.log();
      case SOFTPLUS -> x.softplus();
      case SIGMOID -> x.sigmoid();
      case SQUARE -> x.square();
      case SQRT -> x.sqrt();
      case ABS -> x.abs();
      case RECIPROCAL -> x.reciprocal();
    };
  }

  @Override
  public Var binary(Binary f, Var a, Var b) {
    return switch (f) {
      case PLUS -> a.plus(b);
      case MINUS -> a.minus(b);
      case TIMES -> a.times(b);
      case DIVIDE -> a.divide(b);
      case MIN -> a.min(b);
      case MAX -> a.max(b);
    };
  }

  @Override
  public Var line(Var x, double scale, double shift) {
    return x.times(scale).plus(shift);
  }

  @Override
  public Var clamp(Var x, double low, double high) {
    return x.clamp(low, high);
  }

  @Override
  public Var detach(Var x) {
    return x.detach();
  }

  @Override
  public Var matmul(Var x, Var w) {
    return x.matmul(w);
  }

  @Override
  public Var affine(Var x, Var w, Var b) {
    return x.affine(w, b);
  }

  @Override
  public Var affineRelu(Var x, Var w, Var b) {
    return x.affineRelu(w, b);
  }

  @Override
  public Var sumColumns(Var x) {
    return x.sumColumns();
  }

  @Override
  public Var sumRows(Var x, int blocks) {
    return x.sumRows(blocks);
  }

  @Override
  public Var columns(Var x, int from, int to) {
    return x.columns(from, to);
  }

  @Override
  public Var beside(Var a, Var b) {
    return a.beside(b);
  }

  @Override
  public Var above(Var a, Var b) {
    return a.above(b);
  }

  @Override
  public Var rows(Var x, int[] index) {
    return x.selectRows(index);
  }

  @Override
  public Var tile(Var x, int times) {
    return x.tile(times);
  }

  @Override
  public Var repeat(Var x, int times) {
    return x.repeatRows(times);
  }

  @Override
  public Var normalize(Var x, double epsilon) {
    return x.normalizeRows(epsilon);
  }

  @Override
  public int rowsOf(Var x) {
    return x.rows();
  }

  @Override
  public int colsOf(Var x) {
    return x.cols();
  }
}
