package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Precision;

/** A training run gives the same bits with every kernel, thread count, compiler and JDK. */
final class SameBitsTest {
  private static final int STEPS = 200;
  private static final int FEW = 10;

  private static final Map<Precision, String> AFTER_200 =
      Map.of(
          Precision.DOUBLE,
          "244df5fd3e3eaf1e8c7f1dc51df21b71d074959d43c77e51f7c7ec32a81f7795",
          Precision.FLOAT,
          "8b49b6af91d9ef99d643924d118dfa8226f027bcd2c66f2c34f6440b22e7f19a");
  private static final Map<Precision, String> AFTER_10 =
      Map.of(
          Precision.DOUBLE,
          "80d9c801ede40e04761f7a25f5482873afa1a6aeb28df3ae68ab9ab755626101",
          Precision.FLOAT,
          "829257cd6b04079bab33ad3cdc4e55a6a6317149398e53aefad5e98a01f1da13");

  @ParameterizedTest
  @CsvSource({
    "PLAIN, 1, DOUBLE", "PLAIN, 2, DOUBLE", "PLAIN, 3, DOUBLE",
    "SIMD, 1, DOUBLE", "SIMD, 2, DOUBLE", "SIMD, 3, DOUBLE",
    "SOFTWARE, 1, FLOAT", "SOFTWARE, 2, FLOAT", "SOFTWARE, 3, FLOAT",
    "PLAIN, 1, FLOAT", "PLAIN, 2, FLOAT", "PLAIN, 3, FLOAT",
    "SIMD, 1, FLOAT", "SIMD, 2, FLOAT", "SIMD, 3, FLOAT"
  })
  void everyKernelAndThreadCount(Instructions instructions, int threads, Precision precision) {
    Backend backend = new Backend(instructions, threads);
    assertEquals(AFTER_200.get(precision), Regression.fingerprint(backend, precision, STEPS));
    assertEquals(AFTER_10.get(precision), Regression.fingerprint(backend, precision, FEW));
  }

  @Test
  void theInterpreter() throws IOException, InterruptedException {
    assertSame(
        Jvm.current(), List.of("-Xint"), FEW, "DOUBLE,PLAIN", "FLOAT,PLAIN", "FLOAT,SOFTWARE");
  }

  @Test
  void onlyTheBaseModuleAndTheFirstCompiler() throws IOException, InterruptedException {
    List<String> options = List.of("--limit-modules", "java.base", "-XX:TieredStopAtLevel=1");
    assertSame(Jvm.current(), options, STEPS, "DOUBLE,PLAIN", "FLOAT,PLAIN", "FLOAT,SOFTWARE");
  }

  @Test
  void aProcessorWithNarrowerVectors() throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", // UseAVX exists only on x86
            "-XX:UseAVX=2",
            "--add-modules",
            "jdk.incubator.vector");
    assertSame(
        Jvm.current(), options, STEPS, "DOUBLE,PLAIN", "DOUBLE,SIMD", "FLOAT,PLAIN", "FLOAT,SIMD");
  }

  /** As such a machine would choose; a DOUBLE multiply-add takes microseconds, hence one step. */
  @Test
  void aProcessorWithoutFusedMultiplyAdd() throws IOException, InterruptedException {
    List<String> options =
        List.of("-XX:-UseFMA", "--add-modules", "jdk.incubator.vector", "-Dqmp.kernels=best");
    List<String> expected =
        List.of(
            AFTER_200.get(Precision.FLOAT),
            Regression.fingerprint(Backend.plain(), Precision.DOUBLE, 1));
    assertEquals(
        expected,
        Jvm.current()
            .run(Regression.class, options, "200,FLOAT,BEST", "1,DOUBLE,BEST")
            .lines()
            .toList());
  }

  @Test
  void aNewerJdk() throws IOException, InterruptedException {
    Optional<Jvm> newer = Jvm.newer();
    assumeTrue(newer.isPresent(), "no newer JDK here; QMP_NEWER_JDK may name one");
    List<String> options = List.of("--add-modules", "jdk.incubator.vector");
    assertSame(
        newer.get(),
        options,
        STEPS,
        "DOUBLE,PLAIN",
        "DOUBLE,SIMD",
        "FLOAT,PLAIN",
        "FLOAT,SIMD",
        "FLOAT,SOFTWARE");
  }

  /** Each run is given as precision and instructions; all share one virtual machine. */
  private static void assertSame(Jvm jvm, List<String> options, int steps, String... runs)
      throws IOException, InterruptedException {
    Map<Precision, String> known = steps == FEW ? AFTER_10 : AFTER_200;
    List<String> expected =
        Stream.of(runs)
            .map(run -> known.get(Precision.valueOf(run.substring(0, run.indexOf(',')))))
            .toList();
    String[] arguments = Stream.of(runs).map(run -> steps + "," + run).toArray(String[]::new);
    assertEquals(expected, jvm.run(Regression.class, options, arguments).lines().toList());
  }
}
