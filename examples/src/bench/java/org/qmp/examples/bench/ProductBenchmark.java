package org.qmp.examples.bench;

import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Kernels;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;
import org.qmp.autograd.kernel.Shape;

/** The three products at shapes of small networks. EJML's times are for its doubles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "ALL-SYSTEM"})
public class ProductBenchmark {

  /** What multiplies. */
  public enum By {
    EJML,
    PLAIN_DOUBLE,
    SIMD_DOUBLE,
    PLAIN_FLOAT,
    SIMD_FLOAT
  }

  /** C = A B, Aᵀ B or A Bᵀ. */
  public enum Form {
    NN,
    TN,
    NT
  }

  @Param({"EJML", "PLAIN_DOUBLE", "SIMD_DOUBLE", "PLAIN_FLOAT", "SIMD_FLOAT"})
  By by;

  @Param({
    "256x256x256 NN", "32x256x256 NN", "256x400x400 NN", "2560x256x256 NN", "1x256x256 NN",
    "256x256x256 TN", "256x256x256 NT", "256x17x256 NN", "256x256x12 NN", "256x256x1 NN"
  })
  String product;

  private Runnable work = () -> {};

  /** Rows of C, contracted length, columns of C. */
  static int[] sizes(String product) {
    String[] words = product.split("[x ]", -1);
    return new int[] {
      Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2])
    };
  }

  @Setup(Level.Trial)
  public void setUp() {
    if (by == By.EJML) {
      work = ejml(form(product), sizes(product));
    } else {
      Precision precision = by.name().endsWith("FLOAT") ? Precision.FLOAT : Precision.DOUBLE;
      Instructions how = by.name().startsWith("SIMD") ? Instructions.SIMD : Instructions.PLAIN;
      work = ours(new Backend(how, 1).kernels(precision), product);
    }
  }

  private static Form form(String product) {
    return Form.valueOf(product.substring(product.length() - 2));
  }

  private static Runnable ejml(Form form, int[] n) {
    DMatrixRMaj c = new DMatrixRMaj(n[0], n[2]);
    DMatrixRMaj a = form == Form.TN ? new DMatrixRMaj(n[1], n[0]) : new DMatrixRMaj(n[0], n[1]);
    DMatrixRMaj b = form == Form.NT ? new DMatrixRMaj(n[2], n[1]) : new DMatrixRMaj(n[1], n[2]);
    fill(Mat.of(a));
    fill(Mat.of(b));
    return switch (form) {
      case NN -> () -> CommonOps_DDRM.mult(a, b, c);
      case TN -> () -> CommonOps_DDRM.multTransA(a, b, c);
      case NT -> () -> CommonOps_DDRM.multTransB(a, b, c);
    };
  }

  /** A product by kernels of ours. */
  static Runnable ours(Kernels k, String product) {
    int[] n = sizes(product);
    Form form = form(product);
    Precision precision = k.precision();
    Mat c = Mat.zeros(precision, new Shape(n[0], n[2]));
    Mat a = form == Form.TN ? precision.zeros(n[1], n[0]) : precision.zeros(n[0], n[1]);
    Mat b = form == Form.NT ? precision.zeros(n[2], n[1]) : precision.zeros(n[1], n[2]);
    fill(a);
    fill(b);
    return switch (form) {
      case NN -> () -> k.affine(a, b, null, false, c);
      case TN -> () -> k.transposedTimes(a, b, c, false);
      case NT -> () -> k.timesTransposed(a, b, c, false);
    };
  }

  private static void fill(Mat x) {
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        x.set(i, j, ((i * 31 + j * 17) % 101 - 50) / 50.0);
      }
    }
  }

  @Benchmark
  public void multiply() {
    work.run();
  }
}
