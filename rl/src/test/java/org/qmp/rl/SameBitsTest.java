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
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.autograd.kernel.Backend;
import org.qmp.autograd.kernel.Instructions;
import org.qmp.nn.Jvm;

/** A whole run, worlds and replay and evaluation included, has one result everywhere. */
final class SameBitsTest {
  private static final int STEPS = 260;
  private static final int FEW = 90;

  private static final Map<String, String> AFTER_260 =
      Map.of(
          "pendulum FLOAT", "c1d35d7ad7f36a83548fa5767ad9b885d9839c75f420464cbaf222eaae450adc",
          "pendulum DOUBLE", "f1b2dc5d90eb830e933eb0d080c7c3c7b1cdd06d9fe3965a2ccf46b97e3c28a4",
          "point FLOAT", "627ce987142c5e3146d1e71376a83784ceb14da3f7d146bef5eac2cc0290175d",
          "point DOUBLE", "27987f5a3926569d5785e2f9829801b800f4dc636ea11e45b71630316ba41337",
          "reacher FLOAT", "3ce308afdff223716bccc4dc05a7f41eaeb7555c5cdee9651aae0c35c55efe61",
          "walker FLOAT", "e930371af5b2b5ef426435cc74a13ed255145cd8e5537fbb0200b255b9461e55");
  private static final Map<String, String> AFTER_90 =
      Map.of(
          "pendulum FLOAT", "16675c0bd96bd24b7958244d87a89cd50361e64497bb705e393541feb740c016",
          "pendulum DOUBLE", "7eedf5ebedf5efe6730572c2855661c965a82382ec9775de2bcd3266e3ed2c5b",
          "point FLOAT", "725f04714c86950938267e2bdc58c2dfc50b4601a67b47b8c638f2c28e30febc",
          "point DOUBLE", "ef2af2c813d63bc5975327862c2c5c30d4db595b61af6d7c40cd972d40526f34",
          "reacher FLOAT", "d6ae187ce87bcd9f7852210eeb4f513c369d0b041f05ff2754b40ecb18072efa",
          "walker FLOAT", "5b958ea794e11e7989285151489595b3466697d95ff7a1d1b6a2a7cdb4204fa1");

  @ParameterizedTest
  @CsvSource({"PLAIN, 1", "PLAIN, 2", "SIMD, 1", "SIMD, 2"})
  void everyKernelAndThreadCount(Instructions instructions, int threads) throws IOException {
    assertEquals(AFTER_260, BitsOfARun.of(STEPS, new Backend(instructions, threads)));
  }

  @Test
  void theInterpreter() throws IOException, InterruptedException {
    assertEquals(AFTER_90, run(Jvm.current(), List.of("-Xint"), FEW, "PLAIN"));
  }

  @Test
  void theBaseModuleAlone() throws IOException, InterruptedException {
    List<String> options = List.of("--limit-modules", "java.base");
    assertEquals(AFTER_260, run(Jvm.current(), options, STEPS, "PLAIN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SIMD"})
  void aNewerJdk(String instructions) throws IOException, InterruptedException {
    Optional<Jvm> newer = Jvm.newer();
    assumeTrue(newer.isPresent(), "no newer JDK here; QMP_NEWER_JDK may name one");
    List<String> options = List.of("--add-modules", "jdk.incubator.vector");
    assertEquals(AFTER_260, run(newer.get(), options, STEPS, instructions));
  }

  private static Map<String, String> run(
      Jvm jvm, List<String> options, int steps, String instructions)
      throws IOException, InterruptedException {
    return jvm.run(BitsOfARun.class, options, "" + steps, instructions, "1")
        .lines()
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> line.substring(line.lastIndexOf(' ') + 1)));
  }
}
