package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.autograd.kernel.Precision;

/** One training run, one result, on every kernel, thread count, compiler and JDK. */
final class SameBitsTest {
  private static final int STEPS = 200;
  private static final int FEW = 10;

  private static final Map<Precision, String> AFTER_200 =
      Map.of(
          Precision.DOUBLE,
          "d5d8cbe1c3556d9222b28fc73d457b96588c4e5f386d3d6d4dc6daad77576c43",
          Precision.FLOAT,
          "ae604d900680242f79f927ef9d20080f0ce8617e11a04285c525554dadff8cda");
  private static final Map<Precision, String> AFTER_10 =
      Map.of(
          Precision.DOUBLE,
          "31244c551b0f620f24661246ddfe083c6e762a552ce6dc5c04eddf6732431400",
          Precision.FLOAT,
          "4b3aa5283231f170182f6d898f03a673a3ecd9de28b18e87723614a369f28418");

  @ParameterizedTest
  @CsvSource({
    "PLAIN, 1, DOUBLE", "PLAIN, 2, DOUBLE", "PLAIN, 3, DOUBLE",
    "SIMD, 1, DOUBLE", "SIMD, 2, DOUBLE", "SIMD, 3, DOUBLE",
    "PLAIN, 1, FLOAT", "PLAIN, 2, FLOAT", "PLAIN, 3, FLOAT",
    "SIMD, 1, FLOAT", "SIMD, 2, FLOAT", "SIMD, 3, FLOAT"
  })
  void everyKernelAndThreadCount(Instructions instructions, int threads, Precision precision) {
    Backend backend = new Backend(instructions, threads);
    assertEquals(AFTER_200.get(precision), Regression.fingerprint(backend, precision, STEPS));
    assertEquals(AFTER_10.get(precision), Regression.fingerprint(backend, precision, FEW));
  }

  @ParameterizedTest
  @EnumSource
  void theInterpreter(Precision precision) throws IOException, InterruptedException {
    assertEquals(
        AFTER_10.get(precision), run(Jvm.current(), List.of("-Xint"), FEW, precision, "PLAIN"));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstCompilerAlone(Precision precision) throws IOException, InterruptedException {
    List<String> options = List.of("-XX:TieredStopAtLevel=1");
    assertEquals(AFTER_200.get(precision), run(Jvm.current(), options, STEPS, precision, "PLAIN"));
  }

  @ParameterizedTest
  @EnumSource
  void theBaseModuleAlone(Precision precision) throws IOException, InterruptedException {
    List<String> options = List.of("--limit-modules", "java.base");
    assertEquals(AFTER_200.get(precision), run(Jvm.current(), options, STEPS, precision, "PLAIN"));
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, DOUBLE", "SIMD, DOUBLE", "PLAIN, FLOAT", "SIMD, FLOAT"})
  void aNewerJdk(String instructions, Precision precision)
      throws IOException, InterruptedException {
    Optional<Jvm> newer = Jvm.newer();
    assumeTrue(newer.isPresent(), "no newer JDK here; QMP_NEWER_JDK may name one");
    List<String> options = List.of("--add-modules", "jdk.incubator.vector");
    assertEquals(
        AFTER_200.get(precision), run(newer.get(), options, STEPS, precision, instructions));
  }

  private static String run(
      Jvm jvm, List<String> options, int steps, Precision precision, String instructions)
      throws IOException, InterruptedException {
    return jvm.run(Regression.class, options, "" + steps, precision.name(), instructions, "1");
  }
}
