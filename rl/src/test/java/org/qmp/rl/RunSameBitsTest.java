package org.qmp.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.nn.Jvm;

/** A whole run, including worlds, replay and evaluation, has the same result everywhere. */
final class RunSameBitsTest {
  private static final int STEPS = 260;
  private static final int EVALUATE_EVERY = 87;
  private static final int FEW = 90;

  private static final Map<String, String> AFTER_260 =
      Map.of(
          "pendulum FLOAT", "18e7c33dd7c8254058be6e8b8d450bf60ecf87096fcc080bf595d94a8937c0d1",
          "pendulum DOUBLE", "9bdfbec7d29af205496b74cfee20879575cf1028a8a8917bd60d2e64bb350aed",
          "point FLOAT", "08f1aa93f86a74dbc1c0081468f61882b769c6f1d82f65ab4b60a5b6b0e215d4",
          "point DOUBLE", "05e0ed8abe331daa82d9cca54c5c81966a490158f4ec5d2df54e1f57ef0675f5",
          "reacher FLOAT", "fd959748fa8f53ff2a68def3a02bf98639ddd832b4b1d5d16d21326c86e489c4",
          "walker FLOAT", "1674432df0859aaf28176d00c1b067cff5eb75ca0712d68f679b8380c0193ce3");
  private static final Map<String, String> AFTER_90 =
      Map.of(
          "pendulum FLOAT", "6e9f9610b675da8bcc3bcc34cc8bc3b0bf8077911f453aff2dd54d4c8624c5f2",
          "pendulum DOUBLE", "63417ed94a217b044a8b2d9aaf7d06ecdbc66d0570f44c444a876d53d630d1ee",
          "point FLOAT", "e421608478bc93bd1424f8b2e47eca2fcda1228fc6a29ea936d961c7759b8dc4",
          "point DOUBLE", "949ba9ad782994982126959a3c7eedc026f4277f7ef9382257ccdefe55cb4e78",
          "reacher FLOAT", "f1ba8bfc6e683e0e7303721cdf6f207735e4a06a3397fff9797f1450f793d220",
          "walker FLOAT", "65dd504f78683163a647821317d59906dc2ef5786ac2a8e5ca7b43d2a76c6570");

  @ParameterizedTest
  @CsvSource({"PLAIN, 1", "PLAIN, 2", "SIMD, 1", "SIMD, 2", "SOFTWARE, 1"})
  void everyKernelAndThreadCount(Instructions instructions, int threads) throws IOException {
    assertEquals(
        AFTER_260, BitsOfARun.of(STEPS, EVALUATE_EVERY, new Backend(instructions, threads)));
  }

  /** Slow, so the run is short and evaluates only once. */
  @Test
  void theInterpreter() throws IOException, InterruptedException {
    assertEquals(AFTER_90, run(Jvm.current(), List.of("-Xint"), FEW, FEW, "PLAIN"));
  }

  @Test
  void theBaseModuleAloneAndTheFirstCompilerAlone() throws IOException, InterruptedException {
    List<String> options = List.of("--limit-modules", "java.base", "-XX:TieredStopAtLevel=1");
    assertEquals(AFTER_260, run(Jvm.current(), options, STEPS, EVALUATE_EVERY, "PLAIN"));
  }

  @Test
  void aNewerJdk() throws IOException, InterruptedException {
    Optional<Jvm> newer = Jvm.newer();
    assumeTrue(newer.isPresent(), "no newer JDK here; QMP_NEWER_JDK may name one");
    List<String> options = List.of("--add-modules", "jdk.incubator.vector");
    assertEquals(AFTER_260, run(newer.get(), options, STEPS, EVALUATE_EVERY, "PLAIN,SIMD"));
  }

  /** The fingerprint of each run; if kernels disagree, all their fingerprints. */
  private static Map<String, String> run(
      Jvm jvm, List<String> options, int steps, int evaluateEvery, String instructions)
      throws IOException, InterruptedException {
    return jvm.run(BitsOfARun.class, options, "" + steps, "" + evaluateEvery, instructions)
        .lines()
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> line.substring(line.lastIndexOf(' ') + 1),
                (one, other) -> one.equals(other) ? one : one + " " + other));
  }
}
