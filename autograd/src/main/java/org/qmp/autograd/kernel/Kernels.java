package org.qmp.autograd.kernel;

import org.jspecify.annotations.Nullable;

/**
 * All loops over elements.
 *
 * <p>The instructions and the number of threads, which concern only products, change no bit of a
 * result. Shapes are checked when the tape records, not here; all matrices have this object's
 * precision. The output is the last matrix among the arguments (more than one for {@link
 * #normalizeRows} and the optimisers) and is reused. Methods called {@code add…} add to it, as
 * products do when told to; {@link #maskPositive}, {@link #polyakUpdate} and the optimisers update
 * it; the others replace it. An object has scratch memory and serves one thread at a time.
 *
 * <p>A matrix with G·n rows whose blocks of n rows are treated separately is called
 * <em>grouped</em>; G = 1 is the plain case.
 */
public abstract class Kernels implements AutoCloseable {
  private final Precision precision;
  private final String description;
  private final Products products;
  private final Scratch scratch;

  Kernels(Precision precision, String description, Products products) {
    this.precision = precision;
    this.description = description;
    this.products = products;
    scratch = new Scratch(precision);
  }

  /** The precision of all matrices. */
  public final Precision precision() {
    return precision;
  }

  /** One line with the instructions and the number of threads. */
  public final String description() {
    return description;
  }

  /** The matrices shared by the tapes on these kernels. */
  public final Scratch scratch() {
    return scratch;
  }

  // ---- products: every sum is fused, from the bias, +0 or what the output holds ---------------

  /**
   * Y_g = b_g + X_g W_g, with ReLU max(0, b_g + X_g W_g).
   *
   * <pre>
   *   c ← fma(a_k, b_k, c)      k = 0, 1, 2, …      fma(a, b, c) = a b + c, rounded once
   *
   *   X (G·n×k), W (G·k×m), b (G×m), Y (G·n×m), G = rows(W) / k
   * </pre>
   *
   * With m = 1 the sum is the fixed tree of partial sums of {@link #rowSums}, each of them fused,
   * which is added to the bias last.
   */
  public final void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y) {
    products.affine(x, w, bias, relu, y, 0, y.rows());
  }

  /**
   * X̄_g = Ȳ_g W_gᵀ or, when adding, X̄_g += Ȳ_g W_gᵀ. A row of Ȳ that is all zero is left out: its
   * row of X̄ is +0 or, when adding, stays as it is.
   */
  public final void timesTransposed(Mat dy, Mat w, Mat dx, boolean add) {
    products.timesTransposed(dy, w, dx, add, 0, dx.rows());
  }

  /** W̄_g = X_gᵀ Ȳ_g or, when adding, W̄_g += X_gᵀ Ȳ_g; G = rows(W̄) / cols(X). */
  public final void transposedTimes(Mat x, Mat dy, Mat dw, boolean add) {
    products.transposedTimes(x, dy, dw, add, 0, dw.rows());
  }

  // ---- elementwise ----------------------------------------------------------------------------

  /** y = f(x). */
  public abstract void unary(Unary f, Mat x, Mat y);

  /** x̄ += ȳ f′(x, y). */
  public abstract void addUnaryGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx);

  /** Ȳ := Ȳ where Y > 0, else Ȳ · 0: the gradient below a fused ReLU, in place; Y ≥ 0. */
  public abstract void maskPositive(Mat y, Mat dy);

  /** y = f(a, b), repeating rows, columns or scalars to the shape of y. */
  public abstract void binary(Binary f, Mat a, Mat b, Mat y);

  /** x̄ += ȳ ∂f/∂x, x the first operand or the second, row by row over what was repeated. */
  public abstract void addBinaryGradient(Binary f, boolean first, Mat a, Mat b, Mat dy, Mat dx);

  /** y = scale · x + shift. */
  public abstract void linear(Mat x, double scale, double shift, Mat y);

  /** y += scale · x. */
  public abstract void addScaled(Mat x, double scale, Mat y);

  /** y = min(max(x, low), high). */
  public abstract void clamp(Mat x, double low, double high, Mat y);

  /** x̄ += ȳ where low ≤ x ≤ high: nothing flows from outside. */
  public abstract void addClampGradient(Mat x, double low, double high, Mat dy, Mat dx);

  // ---- sums and copies ------------------------------------------------------------------------

  /**
   * y_i = Σ_j x_ij. Rows shorter than two strides are added in order; longer ones as interleaved
   * partial sums, one for each residue of j modulo the stride (8 in DOUBLE, 16 in FLOAT), which are
   * combined pairwise, halving the stride until one is left.
   */
  public abstract void rowSums(Mat x, Mat y);

  /** x̄_ij += ȳ_i: the gradient of {@link #rowSums}. */
  public abstract void addColumnToRows(Mat dy, Mat dx);

  /** y_b += Σ of the rows of block b of x, in order; x has rows(y) blocks of equal height. */
  public abstract void addBlockSums(Mat x, Mat y);

  /** Every row of x is added to rows(y) / rows(x) rows of y, which follow each other. */
  public abstract void addRepeatedRows(Mat x, Mat y);

  /** Row i of y is row index[i] of x. */
  public abstract void selectRows(Mat x, int[] index, Mat y);

  /** Row index[i] of x̄ += row i of ȳ, in order of i. */
  public abstract void addSelectedRows(Mat dy, int[] index, Mat dx);

  /** count rows of x from row xFrom are added to y from row yFrom. */
  public abstract void addRows(Mat x, int xFrom, Mat y, int yFrom, int count);

  /** count columns of x from column xFrom are added to y from column yFrom. */
  public abstract void addColumns(Mat x, int xFrom, Mat y, int yFrom, int count);

  // ---- layer normalisation --------------------------------------------------------------------

  /** y = (x − μ) scale for every row, scale_i = 1 / √(σ² + ε), with the biased variance. */
  public abstract void normalizeRows(Mat x, double epsilon, Mat y, Mat scale);

  /** x̄ += scale · (ȳ − mean(ȳ) − y · mean(ȳ ∘ y)), row by row. */
  public abstract void addNormalizeGradient(Mat y, Mat scale, Mat dy, Mat dx);

  // ---- optimisers -----------------------------------------------------------------------------

  /** θ and both moments after one {@link AdamStep}. */
  public abstract void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta);

  /** v ← momentum · v + g, faded as in {@link AdamStep}; θ ← θ − rate · v. */
  public abstract void momentum(double momentum, double rate, Mat gradient, Mat v, Mat theta);

  /** target ← (1 − τ) · target + τ · θ. */
  public abstract void polyakUpdate(Mat theta, double tau, Mat target);

  /** Σ x², as the row sum of the column sums. */
  public abstract double sumOfSquares(Mat x);

  /** Ends helper threads. */
  @Override
  public final void close() {
    products.close();
  }
}
