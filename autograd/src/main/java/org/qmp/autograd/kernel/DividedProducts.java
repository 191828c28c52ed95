package org.qmp.autograd.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Large products, divided among threads by rows of the result.
 *
 * <p>Each row is computed by one thread in the same way as on a single thread, so the number of
 * threads changes no bit. Other loops are not divided: they are memory-bound, and most are shorter
 * than a hand-over to another thread.
 */
final class DividedProducts implements Products {
  /**
   * Multiply-adds below which a product is not divided: about 8 µs of one thread with SIMD, where
   * calling a spinning helper takes 0.1 to 0.3 µs and waking a parked one tens of microseconds.
   */
  private static final long WORTHWHILE = 1 << 18;

  /** Shares are whole tiles of the SIMD products. */
  private static final int TILE = 8;

  private enum Kind {
    AFFINE,
    TIMES_TRANSPOSED,
    TRANSPOSED_TIMES
  }

  private final List<Products> members;
  private final Team team;
  private final Team.Work work = this::share;

  // The arguments of the present call: fields, because a lambda would be allocated for each call.
  private Kind kind = Kind.AFFINE;
  private Mat left;
  private Mat right;
  private @Nullable Mat bias;
  private boolean option;
  private Mat out;
  private int from;
  private int to;

  /**
   * @param members products of one kind, for each thread its own
   */
  DividedProducts(Precision precision, List<Products> members) {
    this.members = List.copyOf(members);
    team = new Team(members.size());
    left = precision.zeros(1, 1);
    right = left;
    out = left;
  }

  @Override
  public void close() {
    team.close();
  }

  @Override
  public void affine(Mat x, Mat w, @Nullable Mat bias, boolean relu, Mat y, int from, int to) {
    this.bias = bias;
    compute(Kind.AFFINE, x, w, relu, y, x.cols(), from, to);
  }

  @Override
  public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
    compute(Kind.TIMES_TRANSPOSED, dy, w, add, dx, dy.cols(), from, to);
  }

  @Override
  public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
    int depth = x.rows() / (dw.rows() / x.cols());
    compute(Kind.TRANSPOSED_TIMES, x, dy, add, dw, depth, from, to);
  }

  private void compute(
      Kind kind, Mat left, Mat right, boolean option, Mat out, int depth, int from, int to) {
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.option = option;
    this.out = out;
    this.from = from;
    this.to = to;
    int rows = to - from;
    if (rows < 2 * TILE || (long) rows * depth * out.cols() < WORTHWHILE) {
      rows(members.get(0), from, to);
    } else {
      team.run(work);
    }
  }

  private void share(int member) {
    int tiles = (to - from + TILE - 1) / TILE;
    int begin = from + tiles * member / team.size() * TILE;
    int end = Math.min(to, from + tiles * (member + 1) / team.size() * TILE);
    if (begin < end) {
      rows(members.get(member), begin, end);
    }
  }

  private void rows(Products products, int begin, int end) {
    switch (kind) {
      case AFFINE -> products.affine(left, right, bias, option, out, begin, end);
      case TIMES_TRANSPOSED -> products.timesTransposed(left, right, out, option, begin, end);
      case TRANSPOSED_TIMES -> products.transposedTimes(left, right, out, option, begin, end);
    }
  }
}
