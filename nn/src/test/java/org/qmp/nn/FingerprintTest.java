package org.qmp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.qmp.autograd.Parameter;
import org.qmp.autograd.Parameters;
import org.qmp.autograd.kernel.Mat;
import org.qmp.autograd.kernel.Precision;

final class FingerprintTest {
  private static final Mat MATRIX = Mat.of(Precision.FLOAT, new double[][] {{1, 0}, {3, 4}});

  private static String of(String name, Mat mat) {
    return new Fingerprint().add(name, mat).hex();
  }

  /** The one-block example of FIPS 180-4. */
  @Test
  void theHashIsThePublishedOne() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        new Fingerprint().add("abc").hex());
  }

  @Test
  void everyDifferenceChangesTheFingerprint() {
    Mat wide = Precision.DOUBLE.zeros(2, 2);
    wide.set(MATRIX);
    Mat minusZero = MATRIX.copy();
    minusZero.set(0, 1, -0.0);
    Mat last = MATRIX.copy();
    last.set(1, 1, Math.nextUp(4f));
    Set<String> all =
        Stream.of(
                of("w", MATRIX),
                of("v", MATRIX),
                of("w", wide),
                of("w", minusZero),
                of("w", last),
                of("w", Mat.of(Precision.FLOAT, new double[][] {{1, 0, 3, 4}})),
                of("w", Mat.of(Precision.FLOAT, new double[][] {{1}, {0}, {3}, {4}})),
                new Fingerprint().add("w", new long[] {1, 2}).hex(),
                new Fingerprint().add("w", new long[] {1, 3}).hex(),
                new Fingerprint().add("w", new long[] {1, 2, 0}).hex(),
                new Fingerprint().add("v", new long[] {1, 2}).hex())
            .collect(Collectors.toSet());
    assertEquals(11, all.size());
  }

  @Test
  void nothingIsAddedAfterTheDigits() {
    Fingerprint taken = new Fingerprint().add("abc");
    assertEquals(64, taken.hex().length());
    List<Executable> more =
        List.of(
            taken::hex,
            () -> taken.add("abc"),
            () -> taken.add("w", MATRIX),
            () -> taken.add("w", new long[] {1}),
            () -> taken.add(Map.of("w", MATRIX)));
    for (Executable each : more) {
      assertEquals(
          "the fingerprint has been taken",
          assertThrows(IllegalStateException.class, each).getMessage());
    }
  }

  @Test
  void onlyNumbersNamesAndTheirOrderMatter() {
    Mat larger = Mat.of(Precision.FLOAT, new double[][] {{9, 9}, {1, 0}, {3, 4}});
    assertEquals(of("w", MATRIX), of("w", larger.rowRange(1, 3)));
    Map<String, Mat> two = new LinkedHashMap<>();
    two.put("w", MATRIX);
    two.put("b", larger);
    String expected = new Fingerprint().add("w", MATRIX).add("b", larger).hex();
    assertEquals(expected, new Fingerprint().add(two).hex());
    Parameters parameters = Parameters.of(new Parameter("w", MATRIX), new Parameter("b", larger));
    assertEquals(expected, Fingerprint.of(parameters));
  }
}
