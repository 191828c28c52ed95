package org.qmp.autograd;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp.autograd.kernel.Binary;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Shape;
import org.qmp.autograd.kernel.Unary;

/**
 * A value on a tape, with fluent methods that record the next one.
 *
 * <p>Elementwise operations of two values repeat a row (1×cols), a column (rows×1) or a scalar
 * (1×1) to the other's shape. Java numbers passed to {@link #plus(double)} and the like are
 * constants of the recording; numbers that change must be inputs or a {@link Parameter}.
 */
public final class Var {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** Position on the tape. */
  final int index;

  /** The op that computes this; null for inputs and parameters. */
  final @Nullable Op op;

  final String name;
  final String line;
  private final Tape tape;
  private final Shape shape;
  private final boolean tracked;
  boolean lasts; // whether a computed value stays readable after a replay in shared memory

  // Filled in when the recording ends.
  @Nullable Mat value;
  @Nullable Mat gradient;

  /** The op that is the first to reach the gradient in the backward pass, and replaces it. */
  @Nullable Op replacedBy;

  Var(Tape tape, int index, String name, @Nullable Op op, Shape shape, boolean tracked) {
    this.tape = tape;
    this.index = index;
    this.name = name;
    this.op = op;
    this.shape = shape;
    this.tracked = tracked;
    this.line = sourceLine();
  }

  /**
   * The latest value; the matrix itself, not a copy.
   *
   * @throws IllegalStateException while the tape is recording, since the value would be frozen;
   *     later, of a computed value that is neither result nor output, if the tape shares memory
   */
  public Mat value() {
    tape.requireReadable(this);
    return rawValue();
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

  public Tape tape() {
    return tape;
  }

  /** Whether gradients flow through this to a parameter. */
  public boolean tracked() {
    return tracked;
  }

  /**
   * For ops: the gradient to add to, in a backward pass.
   *
   * @throws IllegalStateException if this is not tracked, not in the loss, or still being recorded
   */
  public Mat grad() {
    if (gradient == null) {
      throw new IllegalStateException(
          this + " has no gradient: it is not tracked, not in the loss, or still being recorded");
    }
    return gradient;
  }

  Mat rawValue() {
    if (value == null) {
      throw new IllegalStateException(this + " has no value yet: its tape is still recording");
    }
    return value;
  }

  /**
   * Records any op, including user-defined ones: {@code x.apply(MyOp::new)}. A rule with more
   * operands captures the others: {@code x.apply(v -> new MyOp(v, y))}.
   */
  public Var apply(Function<Var, Op> rule) {
    return tape.add(rule.apply(this));
  }

  /** X W, group by group if W has several times cols(X) rows: see {@code Affine}. */
  public Var matmul(Var weight) {
    return tape.add(new Affine(this, weight, null, false));
  }

  /** X W + b, group by group: see {@code Affine}. */
  public Var affine(Var weight, Var bias) {
    return tape.add(new Affine(this, weight, bias, false));
  }

  /** max(0, X W + b) in one pass: see {@code Affine}. */
  public Var affineRelu(Var weight, Var bias) {
    return tape.add(new Affine(this, weight, bias, true));
  }

  // ---- functions of one argument: equations in Unary ------------------------------------------

  /** max(x, 0) of each element. */
  public Var relu() {
    return map(Unary.RELU);
  }

  /** tanh x of each element. */
  public Var tanh() {
    return map(Unary.TANH);
  }

  /** eˣ of each element. */
  public Var exp() {
    return map(Unary.EXP);
  }

  /** ln x of each element. */
  public Var log() {
    return map(Unary.LOG);
  }

  /** ln(1 + eˣ) of each element. */
  public Var softplus() {
    return map(Unary.SOFTPLUS);
  }

  /** 1 / (1 + e⁻ˣ) of each element. */
  public Var sigmoid() {
    return map(Unary.SIGMOID);
  }

  /** x² of each element. */
  public Var square() {
    return map(Unary.SQUARE);
  }

  /** √x of each element; its slope at 0 is infinite. */
  public Var sqrt() {
    return map(Unary.SQRT);
  }

  /** |x| of each element; its slope at 0 is 0. */
  public Var abs() {
    return map(Unary.ABS);
  }

  /** 1 / x of each element. */
  public Var reciprocal() {
    return map(Unary.RECIPROCAL);
  }

  private Var map(Unary f) {
    return tape.add(new Elementwise.Map(f, this));
  }

  /** −x. */
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

  // ---- functions of two arguments: equations in Binary, shapes in Shape.broadcast -------------

  /** a + b, elementwise. */
  public Var plus(Var b) {
    return zip(Binary.PLUS, b);
  }

  /** a − b, elementwise. */
  public Var minus(Var b) {
    return zip(Binary.MINUS, b);
  }

  /** The elementwise product; {@link #matmul} is the matrix product. */
  public Var times(Var b) {
    return zip(Binary.TIMES, b);
  }

  /** a / b, elementwise. */
  public Var divide(Var b) {
    return zip(Binary.DIVIDE, b);
  }

  /** min(a, b), elementwise; a tie sends its gradient to a. */
  public Var min(Var b) {
    return zip(Binary.MIN, b);
  }

  /** max(a, b), elementwise; a tie sends its gradient to a. */
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

  /** Mean of all elements (1×1). */
  public Var mean() {
    return sum().times(1.0 / shape.size());
  }

  // ---- parts and copies -----------------------------------------------------------------------

  /** Columns from (inclusive) to (exclusive). */
  public Var columns(int from, int to) {
    return tape.add(new Slicing.Columns(this, from, to));
  }

  /** This and the others side by side. */
  public Var beside(Var... others) {
    return join(false, others);
  }

  /** This with the others below. */
  public Var above(Var... others) {
    return join(true, others);
  }

  /** Rows from (inclusive) to (exclusive). */
  public Var rowRange(int from, int to) {
    return selectRows(IntStream.range(from, to).toArray());
  }

  /** The rows with these indices, in this order; an index may come more than once. */
  public Var selectRows(int... index) {
    return tape.add(new Slicing.SelectRows(this, index.clone()));
  }

  /** This, repeated {@code times} times, one below the other: task-major copies of a batch. */
  public Var tile(int times) {
    return selectRows(IntStream.range(0, times * rows()).map(i -> i % rows()).toArray());
  }

  /** Every row {@code times} times in place: one row per task becomes one row per sample. */
  public Var repeatRows(int times) {
    return selectRows(IntStream.range(0, rows() * times).map(i -> i / times).toArray());
  }

  /**
   * Each row shifted to mean 0 and scaled to variance 1: see {@code Sums}.
   *
   * @throws IllegalArgumentException if ε is not a positive number in the kernels' precision
   */
  public Var normalizeRows(double epsilon) {
    return tape.add(Sums.NormalizeRows.of(this, epsilon));
  }

  /** The innermost frame outside this engine and the layers built on it, as File.java:line. */
  static String sourceLine() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !frame.getClassName().startsWith("org.qmp.autograd."))
                .filter(frame -> !frame.getClassName().startsWith("org.qmp.nn."))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("unknown line"));
  }

  private Var join(boolean below, Var... others) {
    List<Var> all = Stream.concat(Stream.of(this), Stream.of(others)).toList();
    return tape.add(new Slicing.Join(all, below));
  }

  /** Name and shape, and the op with its operands. */
  String definition() {
    return this + (op == null ? "" : " = " + op.label() + op.inputs());
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
