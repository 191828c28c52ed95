package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SIMD products in a JVM that limits the size of its vectors. */
class VectorWidthTest {
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void everyVectorWidthGivesTheBitsOfTheNaiveSums(int bytes)
      throws IOException, InterruptedException {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:MaxVectorSize=" + bytes,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                VectorWidthTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), said);
  }

  /** Runs in the child process. */
  public static void main(String[] arguments) {
    for (Precision precision : Precision.values()) {
      ProductCase cases =
          new ProductCase(
              precision, new Random(5), List.of(Backend.products(Instructions.SIMD, precision)));
      for (int size : new int[] {1, 5, 9, 17, 33}) {
        cases.check(1, size, 35, 19);
        cases.check(2, 19, size, 35);
        cases.check(1, 50, 19, size);
        cases.check(1, 1, 40, 4 * size);
      }
    }
  }
}
