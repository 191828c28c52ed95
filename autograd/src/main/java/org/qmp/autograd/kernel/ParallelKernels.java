package org.qmp.autograd.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kernels whose large products are divided among threads by rows of the result.
 *
 * <p>A row is computed by one thread exactly as one thread alone would, so the number of threads
 * changes no bit. Everything but products is done by the calling thread: it is memory-bound, and
 * most of it is smaller than a hand-over.
 */
final class ParallelKernels implements Kernels {
  /**
   * Multiply-adds below which a product is not divided: about 8 µs of one thread with SIMD. With a
   * spinning helper, whose call takes 0.1 to 0.3 µs, two threads gain little below this with plain
   * Java and up to 1.7 times (1.9 times in large plain products) above; a parked helper takes tens
   * of microseconds to wake.
   */
  private static final long WORTHWHILE = 1 << 18;

  /** Shares are whole tiles of the SIMD kernels. */
  private static final int TILE = 8;

  private final List<Kernels> members;
  private final Kernels first;
  private final Team team;
  private final Affine affine;
  private final TimesTransposed timesTransposed;
  private final TransposedTimes transposedTimes;

  /**
   * @param members for each thread its own kernels, of one precision and one kind
   */
  ParallelKernels(List<Kernels> members) {
    this.members = List.copyOf(members);
    first = members.get(0);
    team = new Team(members.size());
    affine = new Affine();
    timesTransposed = new TimesTransposed();
    transposedTimes = new TransposedTimes();
  }

  @Override
  public Precision precision() {
    return first.precision();
  }

  @Override
  public String description() {
    return first.description() + ", " + team.size() + " threads";
  }

  @Override
  public void close() {
    team.close();
    for (Kernels member : members) {
      member.close();
    }
  }

  // ---- products -------------------------------------------------------------------------------

  @Override
  public void affine(Mat x, Mat w, @Nullable Mat bias, double floor, Mat y, int from, int to) {
    if (isSmall(to - from, x.cols(), y.cols())) {
      first.affine(x, w, bias, floor, y, from, to);
    } else {
      affine.bias = bias;
      affine.floor = floor;
      affine.divide(x, w, y, from, to);
    }
  }

  @Override
  public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
    if (isSmall(to - from, dy.cols(), dx.cols())) {
      first.timesTransposed(dy, w, dx, add, from, to);
    } else {
      timesTransposed.add = add;
      timesTransposed.divide(dy, w, dx, from, to);
    }
  }

  @Override
  public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
    int height = x.cols();
    if (isSmall(to - from, x.rows() / (dw.rows() / height), dw.cols())) {
      first.transposedTimes(x, dy, dw, add, from, to);
    } else {
      transposedTimes.add = add;
      transposedTimes.divide(x, dy, dw, from, to);
    }
  }

  private boolean isSmall(int rows, int depth, int cols) {
    return rows < 2 * TILE || (long) rows * depth * cols < WORTHWHILE;
  }

  /** A product in shares of rows; the object is reused so that calls allocate nothing. */
  private abstract class Division implements Team.Work {
    Mat left = precision().zeros(1, 1);
    Mat right = left;
    Mat out = left;
    private int from;
    private int to;

    final void divide(Mat left, Mat right, Mat out, int from, int to) {
      this.left = left;
      this.right = right;
      this.out = out;
      this.from = from;
      this.to = to;
      team.run(this);
    }

    @Override
    public final void share(int member) {
      int tiles = (to - from + TILE - 1) / TILE;
      int begin = from + tiles * member / team.size() * TILE;
      int end = Math.min(to, from + tiles * (member + 1) / team.size() * TILE);
      if (begin < end) {
        rows(members.get(member), begin, end);
      }
    }

    abstract void rows(Kernels kernels, int begin, int end);
  }

  private final class Affine extends Division {
    @Nullable Mat bias;
    double floor;

    @Override
    void rows(Kernels kernels, int begin, int end) {
      kernels.affine(left, right, bias, floor, out, begin, end);
    }
  }

  private final class TimesTransposed extends Division {
    boolean add;

    @Override
    void rows(Kernels kernels, int begin, int end) {
      kernels.timesTransposed(left, right, out, add, begin, end);
    }
  }

  private final class TransposedTimes extends Division {
    boolean add;

    @Override
    void rows(Kernels kernels, int begin, int end) {
      kernels.transposedTimes(left, right, out, add, begin, end);
    }
  }

  // ---- everything else, by the calling thread --------------------------------------------------

  @Override
  public void unary(Unary f, Mat x, Mat y) {
    first.unary(f, x, y);
  }

  @Override
  public void addUnaryGradient(Unary f, Mat x, Mat y, Mat dy, Mat dx) {
    first.addUnaryGradient(f, x, y, dy, dx);
  }

  @Override
  public void maskPositive(Mat y, Mat dy) {
    first.maskPositive(y, dy);
  }

  @Override
  public void binary(Binary f, Mat a, Mat b, Mat y) {
    first.binary(f, a, b, y);
  }

  @Override
  public void addBinaryGradientFirst(Binary f, Mat a, Mat b, Mat dy, Mat da) {
    first.addBinaryGradientFirst(f, a, b, dy, da);
  }

  @Override
  public void addBinaryGradientSecond(Binary f, Mat a, Mat b, Mat dy, Mat db) {
    first.addBinaryGradientSecond(f, a, b, dy, db);
  }

  @Override
  public void linear(Mat x, double scale, double shift, Mat y) {
    first.linear(x, scale, shift, y);
  }

  @Override
  public void addScaled(Mat x, double scale, Mat y) {
    first.addScaled(x, scale, y);
  }

  @Override
  public void clamp(Mat x, double low, double high, Mat y) {
    first.clamp(x, low, high, y);
  }

  @Override
  public void addClampGradient(Mat x, double low, double high, Mat dy, Mat dx) {
    first.addClampGradient(x, low, high, dy, dx);
  }

  @Override
  public void rowSums(Mat x, Mat y) {
    first.rowSums(x, y);
  }

  @Override
  public void addColumnToRows(Mat dy, Mat dx) {
    first.addColumnToRows(dy, dx);
  }

  @Override
  public void addBlockSums(Mat x, Mat y) {
    first.addBlockSums(x, y);
  }

  @Override
  public void addRepeatedRows(Mat x, Mat y) {
    first.addRepeatedRows(x, y);
  }

  @Override
  public void addTiles(Mat x, Mat y) {
    first.addTiles(x, y);
  }

  @Override
  public void addTileSums(Mat x, Mat y) {
    first.addTileSums(x, y);
  }

  @Override
  public void selectRows(Mat x, int[] index, Mat y) {
    first.selectRows(x, index, y);
  }

  @Override
  public void addSelectedRows(Mat dy, int[] index, Mat dx) {
    first.addSelectedRows(dy, index, dx);
  }

  @Override
  public void addRows(Mat x, int xFrom, Mat y, int yFrom, int count) {
    first.addRows(x, xFrom, y, yFrom, count);
  }

  @Override
  public void addColumns(Mat x, int xFrom, Mat y, int yFrom, int count) {
    first.addColumns(x, xFrom, y, yFrom, count);
  }

  @Override
  public void normalizeRows(Mat x, double epsilon, Mat y, Mat scale) {
    first.normalizeRows(x, epsilon, y, scale);
  }

  @Override
  public void addNormalizeGradient(Mat y, Mat scale, Mat dy, Mat dx) {
    first.addNormalizeGradient(y, scale, dy, dx);
  }

  @Override
  public void adam(AdamStep step, Mat gradient, Mat m, Mat v, Mat theta) {
    first.adam(step, gradient, m, v, theta);
  }

  @Override
  public void momentum(double momentum, double rate, Mat gradient, Mat v, Mat theta) {
    first.momentum(momentum, rate, gradient, v, theta);
  }

  @Override
  public void track(Mat theta, double tau, Mat target) {
    first.track(theta, tau, target);
  }

  @Override
  public double sumOfSquares(Mat x) {
    return first.sumOfSquares(x);
  }

  @Override
  public void probit(double[] p, int count) {
    first.probit(p, count);
  }
}
