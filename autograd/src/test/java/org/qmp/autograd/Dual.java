package org.qmp.autograd;

/**
 * A matrix of dual numbers v + d ε, ε² = 0: a value and its derivative along one direction.
 *
 * @param v values
 * @param d derivatives
 */
record Dual(double[][] v, double[][] d) {

  /** Zeros. */
  static Dual zeros(int rows, int cols) {
    return new Dual(new double[rows][cols], new double[rows][cols]);
  }

  int rows() {
    return v.length;
  }

  int cols() {
    return v[0].length;
  }

  void set(int i, int j, double value, double derivative) {
    v[i][j] = value;
    d[i][j] = derivative;
  }

  /** Copies element (k, l) of x to (i, j). */
  void take(int i, int j, Dual x, int k, int l) {
    set(i, j, x.v[k][l], x.d[k][l]);
  }

  void add(int i, int j, double value, double derivative) {
    v[i][j] += value;
    d[i][j] += derivative;
  }

  double largest() {
    double largest = 0;
    for (double[] row : v) {
      for (double x : row) {
        largest = Math.max(largest, Math.abs(x));
      }
    }
    return largest;
  }
}
