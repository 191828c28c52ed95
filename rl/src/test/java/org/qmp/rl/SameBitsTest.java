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
          "pendulum FLOAT", "b01e1c85a2f359f41d2d7b7aa18e110b3d7e0a08db019ad4ee14e2b7051d6b73",
          "pendulum DOUBLE", "2213dab829e39e611a457d691171faaff8c61199519e233326919d508bb1a302",
          "point FLOAT", "0148e1fce4122b5f2b99ea4b372d7662e447ef609f97d6c0ac75d8d324618506",
          "point DOUBLE", "6656c4ae361b6f99c49b4c0eb0f3e65115a7354c5fb4cf0768b7807062ae2267");
  private static final Map<String, String> AFTER_90 =
      Map.of(
          "pendulum FLOAT", "a8879c1f07ac03032fee4c1eb6370b87ed3bed20e59a537b09953c39833969a8",
          "pendulum DOUBLE", "f397482004628296740f59c2117759a5cc56161a3a676ef5a29a60c17a03f5c8",
          "point FLOAT", "3f1b62e0b476c12e74181e120281208027b05d0b288f5fc4a051165991d200ed",
          "point DOUBLE", "2d72efc37b8064f056640cec0b37e6df1c42ab0153986670495c3284de89d066");

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
