package org.qmp.autograd;

import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Unary;

/** The operations of a tape, for any type of operand: tape values or dual numbers. */
interface Algebra<V> {
  V unary(Unary f, V x);

  V binary(Binary f, V a, V b);

  V line(V x, double scale, double shift);

  V clamp(V x, double low, double high);

  V detach(V x);

  V matmul(V x, V w);

  V affine(V x, V w, V b);

  V affineRelu(V x, V w, V b);

  V sumColumns(V x);

  V sumRows(V x, int blocks);

  V columns(V x, int from, int to);

  V beside(V a, V b);

  V above(V a, V b);

  V rows(V x, int[] index);

  V tile(V x, int times);

  V repeat(V x, int times);

  V normalize(V x, double epsilon);

  int rowsOf(V x);

  int colsOf(V x);
}
