package org.qmp.autograd.kernel;

import org.jspecify.annotations.Nullable;

/** Single precision on one thread; plain Java or SIMD, as the parts that it is built from. */
final class FloatKernels implements FloatElementwise, FloatLayout {
  private final Instructions instructions;
  private final FloatProducts products;
  private final FloatUnary unary;
  private final FloatUpdates updates;
  private final NormalQuantile quantile;
  private final FloatNormalize normalize = new FloatNormalize();

  FloatKernels(
      Instructions instructions,
      FloatProducts products,
      FloatUnary unary,
      FloatUpdates updates,
      NormalQuantile quantile) {
    this.instructions = instructions;
    this.products = products;
    this.unary = unary;
    this.updates = updates;
    this.quantile = quantile;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT;
  }

  @Override
  public String description() {
    return instructions + " FLOAT kernels, 1 thread";
  }

  @Override
  public void affine(Mat x, Mat w, @Nullable Mat bias, double floor, Mat y, int from, int to) {
    products.affine(x, w, bias, floor, y, from, to);
  }

  @Override
  public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
    products.timesTransposed(dy, w, dx, add, from, to);
  }

  @Override
  public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
    products.transposedTimes(x, dy, dw, add, from, to);
  }

  @Override
  public void addBlockSums(Mat x, Mat y) {
    products.addBlockSums(x, y);
  }

  @Override
  public void unary(Unary f, Mat x, Mat y) {
    unary.apply(f, x, y);
  }

  @Override
  public void addUnaryGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    unary.addGradient(f, x, y, dy, dx);
  }

  @Override
  public void maskPositive(Mat y, Mat dy) {
    unary.maskPositive(y, dy);
  }

  @Override
  public void normalizeRows(Mat x, double epsilon, Mat y, Mat scale) {
    normalize.normalize(x, epsilon, y, scale);
  }

  @Override
  public void addNormalizeGradient(Mat y, Mat scale, Mat dy, Mat dx) {
    normalize.addGradient(y, scale, dy, dx);
  }

  @Override
  public void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    updates.adam(step, gradient, m, v, theta);
  }

  @Override
  public void momentum(double momentum, double rate, Mat gradient, Mat v, Mat theta) {
    updates.momentum(momentum, rate, gradient, v, theta);
  }

  @Override
  public void track(Mat theta, double tau, Mat target) {
    updates.track(theta, tau, target);
  }

  @Override
  public double sumOfSquares(Mat x) {
    return updates.sumOfSquares(x);
  }

  @Override
  public void probit(double[] p, int count) {
    quantile.apply(p, count);
  }
}
