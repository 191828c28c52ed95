package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel, in both precisions, gives the same bits with all instructions on 1–3 threads, and
 * on rows of larger matrices, whose other rows it leaves unchanged.
 */
final class KernelParityTest {
  private static final int[] SIZES = {1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100, 257};

  /** Creates operands: the same for all kernels. */
  private static final class Maker {
    private final Precision precision;
    private final Random random;
    private final boolean inWindows;
    private final List<Mat> wholes = new ArrayList<>();
    private final List<Mat> outputs = new ArrayList<>();

    Maker(Precision precision, long seed, boolean inWindows) {
      this.precision = precision;
      this.random = new Random(seed);
      this.inWindows = inWindows;
    }

    /** Rows of a larger matrix, which begin at row 0, 1, 2, 0, 1, 2 and so on. */
    private Mat window(int rows, int cols) {
      int from = wholes.size() % 3;
      wholes.add(precision.zeros(from + rows + 1, cols));
      return wholes.get(wholes.size() - 1).rowRange(from, from + rows);
    }

    void assertNothingWrittenBesideWindows(String where) {
      for (int n = 0; n < wholes.size(); n++) {
        Mat whole = wholes.get(n);
        for (int j = 0; j < whole.cols(); j++) {
          for (int i = 0; i < n % 3; i++) {
            assertEquals(0, whole.get(i, j), where);
          }
          assertEquals(0, whole.get(whole.rows() - 1, j), where);
        }
      }
    }

    /** Ordinary numbers, about one in twenty replaced by a zero of either sign. */
    Mat in(int rows, int cols) {
      Mat x = inWindows ? window(rows, cols) : precision.zeros(rows, cols);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < cols; j++) {
          double ordinary = random.nextDouble() * 6 - 3;
          x.set(i, j, random.nextInt(20) == 0 ? Math.copySign(0, ordinary) : ordinary);
        }
      }
      return x;
    }

    /** An output of the kernel, which is compared afterwards. */
    Mat out(int rows, int cols) {
      Mat x = in(rows, cols);
      outputs.add(x);
      return x;
    }
  }

  private interface Call {
    void run(Kernels k, Maker m, int rows, int cols, int other);
  }

  private static final Map<String, Call> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put(
        "affine",
        (k, m, n, c, o) -> k.affine(m.in(n, o), m.in(o, c), m.in(1, c), true, m.out(n, c)));
    CALLS.put(
        "grouped affine",
        (k, m, n, c, o) ->
            k.affine(m.in(3 * n, o), m.in(3 * o, c), m.in(3, c), false, m.out(3 * n, c)));
    CALLS.put(
        "timesTransposed",
        (k, m, n, c, o) -> k.timesTransposed(m.in(n, o), m.in(c, o), m.out(n, c), true));
    CALLS.put(
        "transposedTimes",
        (k, m, n, c, o) -> k.transposedTimes(m.in(o, n), m.in(o, c), m.out(n, c), false));
    for (Unary f : Unary.values()) {
      CALLS.put(
          f.name(),
          (k, m, n, c, o) -> {
            Mat x = m.in(n, c);
            Mat y = m.out(n, c);
            k.unary(f, x, y);
            k.addUnaryGradient(f, x, y, m.in(n, c), m.out(n, c));
          });
    }
    for (Binary f : Binary.values()) {
      CALLS.put(
          f.name(),
          (k, m, n, c, o) -> {
            for (int[] shape : new int[][] {{n, c}, {1, c}, {n, 1}, {1, 1}}) {
              Mat a = m.in(n, c);
              Mat b = m.in(shape[0], shape[1]);
              k.binary(f, a, b, m.out(n, c));
              Mat dy = m.in(n, c);
              k.addBinaryGradient(f, true, a, b, dy, m.out(n, c));
              k.addBinaryGradient(f, false, a, b, dy, m.out(shape[0], shape[1]));
            }
          });
    }
    CALLS.put(
        "maskPositive",
        (k, m, n, c, o) -> {
          Mat y = m.out(n, c);
          k.unary(Unary.RELU, m.in(n, c), y);
          k.maskPositive(y, m.out(n, c));
        });
    CALLS.put("linear", (k, m, n, c, o) -> k.linear(m.in(n, c), 0.3, 0.7, m.out(n, c)));
    CALLS.put("addScaled", (k, m, n, c, o) -> k.addScaled(m.in(n, c), 0.3, m.out(n, c)));
    CALLS.put(
        "clamp",
        (k, m, n, c, o) -> {
          Mat x = m.in(n, c);
          k.clamp(x, -1, 0.5, m.out(n, c));
          k.addClampGradient(x, -1, 0.5, m.in(n, c), m.out(n, c));
        });
    CALLS.put(
        "sums",
        (k, m, n, c, o) -> {
          k.rowSums(m.in(n, c), m.out(n, 1));
          k.addColumnToRows(m.in(n, 1), m.out(n, c));
          k.addBlockSums(m.in(3 * n, c), m.out(3, c));
          k.addRepeatedRows(m.in(3, c), m.out(3 * n, c));
        });
    CALLS.put(
        "parts",
        (k, m, n, c, o) -> {
          int[] index = {n - 1, 0, n / 2, 0};
          k.selectRows(m.in(n, c), index, m.out(4, c));
          k.addSelectedRows(m.in(4, c), index, m.out(n, c));
          k.addRows(m.in(n, c), n / 2, m.out(n, c), 0, n - n / 2);
          k.addColumns(m.in(n, c), c / 2, m.out(n, c), 0, c - c / 2);
        });
    CALLS.put(
        "normalize",
        (k, m, n, c, o) -> {
          Mat y = m.out(n, c);
          Mat scale = m.out(n, 1);
          k.normalizeRows(m.in(n, c), 1e-5, y, scale);
          k.addNormalizeGradient(y, scale, m.in(n, c), m.out(n, c));
        });
    CALLS.put(
        "updates",
        (k, m, n, c, o) -> {
          AdamStep step = new AdamStep(0.9, 0.999, 1e-8);
          step.set(3, 1e-3, 0.1);
          Mat v = m.out(n, c);
          k.unary(Unary.SQUARE, m.in(n, c), v);
          k.adam(step, m.in(n, c), m.out(n, c), v, m.out(n, c));
          k.momentum(0.9, 0.01, m.in(n, c), m.out(n, c), m.out(n, c));
          k.polyakUpdate(m.in(n, c), 0.005, m.out(n, c));
          m.out(1, 1).fill(k.sumOfSquares(m.in(n, c)));
        });
  }

  static Stream<Arguments> everyKernel() {
    return CALLS.keySet().stream()
        .flatMap(name -> Stream.of(Precision.values()).map(p -> Arguments.of(name, p)));
  }

  @ParameterizedTest
  @MethodSource("everyKernel")
  void everyKindOfKernelsGivesTheSameBits(String name, Precision precision) {
    Call call = CALLS.get(name);
    List<Kernels> others = new ArrayList<>();
    for (Instructions instructions : Instructions.values()) {
      for (int threads = 1; threads <= 3; threads++) {
        others.add(new Backend(instructions, threads).kernels(precision));
      }
    }
    Kernels reference = others.remove(0);
    for (int i = 0; i < SIZES.length; i++) {
      for (int step = 0; step < 3; step++) {
        int rows = SIZES[i];
        int cols = SIZES[(3 * i + 4 * step) % SIZES.length];
        int other = SIZES[(5 * i + 3 * step + 2) % SIZES.length];
        Maker expected = new Maker(precision, i, false);
        call.run(reference, expected, rows, cols, other);
        for (Kernels kernels : others) {
          Maker actual = new Maker(precision, i, true);
          call.run(kernels, actual, rows, cols, other);
          for (int o = 0; o < expected.outputs.size(); o++) {
            String where = name + ", output " + o + " of " + kernels.description();
            assertSameBits(expected.outputs.get(o), actual.outputs.get(o), where);
          }
          actual.assertNothingWrittenBesideWindows(name + " of " + kernels.description());
        }
      }
    }
    others.forEach(Kernels::close);
  }

  private static void assertSameBits(Mat expected, Mat actual, String where) {
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.cols(); j++) {
        long a = Double.doubleToLongBits(expected.get(i, j));
        long b = Double.doubleToLongBits(actual.get(i, j));
        if (a != b) {
          assertEquals(expected.get(i, j), actual.get(i, j), where + " at " + i + ", " + j);
        }
      }
    }
  }
}
