package org.qmp.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.Unary;

/**
 * A value on a tape, with the fluent maths that lays down the next one.
 *
 * <p>Elementwise operations of two values repeat a row (1×cols), a column (rows×1) or a scalar
 * (1×1) to the other's shape. Java numbers handed to {@link #plus(double)} and its kin are
 * constants of the recording: what changes over time is an input or a {@link Parameter}.
 */
public final class Var {
  private final Tape tape;
  private final String name;
  private final @Nullable Op op;
  private final Shape shape;
  private final boolean tracked;
  private final String line;
  private @Nullable Mat value;
  private boolean kept;
  private @Nullable Mat gradient;
  private boolean touched;

  Var(Tape tape, String name, @Nullable Op op, Shape shape, boolean tracked, String line) {
    this.tape = tape;
    this.name = name;
    this.op = op;
    this.shape = shape;
    this.tracked = tracked;
    this.line = line;
  }

  /**
   * The latest value; the matrix itself, not a copy.
   *
   * @throws IllegalStateException while the tape is recording: a value read then would be baked in;
   *     later, if the tape shares its memory and this value was not asked to {@link #keep()}
   */
  public Mat value() {
    tape.requireReadable(this);
    return rawValue();
  }

  /**
   * While recording: has this value last until the next forward pass, also where the tape shares
   * its memory ({@link Tape#recordSharing}).
   *
   * @return this
   */
  public Var keep() {
    tape.requireRecording(this);
    kept = true;
    return this;
  }

  public Shape shape() {
    return shape;
  }

  public int rows() {
    return shape.rows();
  }

  public int cols() {
    return shape.cols();
  }

  /** The tape this value is on. */
  public Tape tape() {
    return tape;
  }

  /** Whether gradients flow through this to a parameter. */
  public boolean tracked() {
    return tracked;
  }

  /**
   * For ops: the gradient to add to. Zeroed when it is first asked for in a backward pass.
   *
   * @throws IllegalStateException if this value is not tracked
   */
  public Mat grad() {
    Mat grad = rawGrad();
    if (!touched) {
      grad.fill(0);
      touched = true;
    }
    return grad;
  }

  /** The gradient as it is, for an op that will replace it if {@link #touch()} said false. */
  Mat rawGrad() {
    Mat grad = gradient;
    if (grad == null) {
      throw new IllegalStateException(this + " is not tracked and has no gradient");
    }
    return grad;
  }

  /** Whether something has been added to the gradient in this pass; from now on something has. */
  boolean touch() {
    boolean before = touched;
    touched = true;
    return before;
  }

  void setTouched(boolean state) {
    touched = state;
  }

  void setGradient(Mat matrix) {
    gradient = matrix;
  }

  boolean hasGradient() {
    return gradient != null;
  }

  Mat rawValue() {
    Mat found = value;
    if (found == null) {
      throw new IllegalStateException(this + " has no value yet: its tape is still recording");
    }
    return found;
  }

  void setValue(Mat matrix) {
    value = matrix;
  }

  /** Whether the value outlasts a replay wherever it lies. */
  boolean lasts() {
    return kept;
  }

  @Nullable Op op() {
    return op;
  }

  String name() {
    return name;
  }

  String line() {
    return line;
  }

  /**
   * Lays down a node for any op, one's own included: {@code x.apply(MyOp::new)}. A rule with more
   * operands takes them from around it.
   */
  public Var apply(Function<Var, Op> rule) {
    return tape.add(rule.apply(this));
  }

  /** X W, group by group where W has several times cols(X) rows: see {@link Affine}. */
  public Var matmul(Var weight) {
    return tape.add(new Affine(this, weight, null, false));
  }

  /** X W + b, group by group: see {@link Affine}. */
  public Var affine(Var weight, Var bias) {
    return tape.add(new Affine(this, weight, bias, false));
  }

  /** max(0, X W + b) in one pass: see {@link Affine}. */
  public Var affineRelu(Var weight, Var bias) {
    return tape.add(new Affine(this, weight, bias, true));
  }

  // ---- functions of one argument: equations in Unary ------------------------------------------

  public Var relu() {
    return map(Unary.RELU);
  }

  public Var tanh() {
    return map(Unary.TANH);
  }

  public Var exp() {
    return map(Unary.EXP);
  }

  public Var log() {
    return map(Unary.LOG);
  }

  public Var softplus() {
    return map(Unary.SOFTPLUS);
  }

  public Var sigmoid() {
    return map(Unary.SIGMOID);
  }

  public Var square() {
    return map(Unary.SQUARE);
  }

  public Var sqrt() {
    return map(Unary.SQRT);
  }

  public Var abs() {
    return map(Unary.ABS);
  }

  public Var reciprocal() {
    return map(Unary.RECIPROCAL);
  }

  private Var map(Unary f) {
    return tape.add(new Elementwise.Map(f, this));
  }

  public Var negate() {
    return times(-1);
  }

  /** x + c. */
  public Var plus(double c) {
    return tape.add(new Elementwise.Line(this, 1, c));
  }

  /** x − c. */
  public Var minus(double c) {
    return plus(-c);
  }

  /** c x. */
  public Var times(double c) {
    return tape.add(new Elementwise.Line(this, c, 0));
  }

  /** min(max(x, low), high); no gradient flows from outside. */
  public Var clamp(double low, double high) {
    return tape.add(new Elementwise.Clamp(this, low, high));
  }

  /** The same value, through which no gradient flows. */
  public Var detach() {
    return tape.add(new Elementwise.Detach(this));
  }

  // ---- functions of two arguments: equations in Binary ----------------------------------------

  public Var plus(Var b) {
    return zip(Binary.PLUS, b);
  }

  public Var minus(Var b) {
    return zip(Binary.MINUS, b);
  }

  /** The elementwise product; {@link #matmul} is the other one. */
  public Var times(Var b) {
    return zip(Binary.TIMES, b);
  }

  public Var divide(Var b) {
    return zip(Binary.DIVIDE, b);
  }

  public Var min(Var b) {
    return zip(Binary.MIN, b);
  }

  public Var max(Var b) {
    return zip(Binary.MAX, b);
  }

  private Var zip(Binary f, Var b) {
    return tape.add(new Elementwise.Zip(f, this, b));
  }

  // ---- sums and means -------------------------------------------------------------------------

  /** Sum over columns: a column (rows×1). */
  public Var sumColumns() {
    return tape.add(new Sums.SumColumns(this));
  }

  /** Sum over rows: a row (1×cols). */
  public Var sumRows() {
    return sumRows(1);
  }

  /** Sum over the rows of each of {@code blocks} blocks of equal height: blocks×cols. */
  public Var sumRows(int blocks) {
    return tape.add(new Sums.SumRows(this, blocks));
  }

  /** Sum of all elements (1×1). */
  public Var sum() {
    Var columns = rows() == 1 ? this : sumRows();
    return columns.cols() == 1 ? columns : columns.sumColumns();
  }

  /** Mean over columns: a column (rows×1). */
  public Var meanColumns() {
    return sumColumns().times(1.0 / cols());
  }

  /** Mean over rows: a row (1×cols). */
  public Var meanRows() {
    return meanRows(1);
  }

  /** Mean over the rows of each of {@code blocks} blocks of equal height: blocks×cols. */
  public Var meanRows(int blocks) {
    return sumRows(blocks).times((double) blocks / rows());
  }

  /** Mean of all elements (1×1). */
  public Var mean() {
    return sum().times(1.0 / shape.size());
  }

  // ---- parts and copies -----------------------------------------------------------------------

  /** Columns from (inclusive) to (exclusive). */
  public Var columns(int from, int to) {
    return tape.add(new Parts.Columns(this, from, to));
  }

  /** This and the others side by side. */
  public Var beside(Var... others) {
    return tape.add(new Parts.Beside(withThis(others)));
  }

  /** This with the others below. */
  public Var above(Var... others) {
    return tape.add(new Parts.Above(withThis(others)));
  }

  /** Rows from (inclusive) to (exclusive). */
  public Var rowRange(int from, int to) {
    return tape.add(Parts.Rows.range(this, from, to));
  }

  /** The rows with these indices, in this order; an index may come more than once. */
  public Var selectRows(int... index) {
    return tape.add(new Parts.Rows(this, index.clone()));
  }

  /** The whole, {@code times} times below itself: task-major copies of a batch. */
  public Var tile(int times) {
    return tape.add(new Parts.Tile(this, times));
  }

  /** Every row {@code times} times in place: one row per task becomes one row per sample. */
  public Var repeatRows(int times) {
    return tape.add(new Parts.Repeat(this, times));
  }

  /** Each row shifted to mean 0 and scaled to variance 1: see {@link NormalizeRows}. */
  public Var normalizeRows(double epsilon) {
    return tape.add(NormalizeRows.of(this, epsilon));
  }

  private List<Var> withThis(Var[] others) {
    List<Var> all = new ArrayList<>();
    all.add(this);
    all.addAll(List.of(others));
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return name + " " + shape();
  }
}
