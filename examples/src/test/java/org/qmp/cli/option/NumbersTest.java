package org.qmp.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The lowest and the highest number allowed, and the nearest ones that are not. */
final class NumbersTest {
  private static final Map<String, ITypeConverter<?>> KINDS =
      Map.of(
          "count", new Numbers.Count(),
          "share", new Numbers.Share(),
          "threads", new Numbers.Threads(),
          "port", new Numbers.Port(),
          "seed", new Numbers.Seed(),
          "above", new Numbers.Above0());

  private static String read(String kind, String text) throws Exception {
    return String.valueOf(KINDS.get(kind).convert(text));
  }

  @ParameterizedTest
  @CsvSource({
    "count, 1, 1",
    "count, 2k, 2000",
    "count, 100K, 100000",
    "share, 0, 0.0",
    "share, 1, 1.0",
    "threads, 1, 1",
    "threads, 256, 256",
    "port, 0, 0",
    "port, 65535, 65535",
    "seed, -9223372036854775808, -9223372036854775808",
    "seed, 9223372036854775807, 9223372036854775807",
    "above, 4.9e-324, 4.9E-324",
    "above, 1e300, 1.0E300"
  })
  void allowedNumbersAreRead(String kind, String text, String value) throws Exception {
    assertEquals(value, read(kind, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count | 0 | a whole number from 1 to 100k",
        "count | 100001 | a whole number from 1 to 100k",
        "count | 101k | a whole number from 1 to 100k",
        "count | 1kk | a whole number from 1 to 100k",
        "share | -0.001 | a number from 0 to 1",
        "share | 1.001 | a number from 0 to 1",
        "share | NaN | a number from 0 to 1",
        "threads | 0 | a whole number from 1 to 256",
        "threads | 257 | a whole number from 1 to 256",
        "port | -1 | a whole number from 0, which means any free port, to 65535",
        "port | 65536 | a whole number from 0, which means any free port, to 65535",
        "seed | 9223372036854775808 | a whole number of at most 64 bits",
        "above | 0 | a number > 0",
        "above | Infinity | a number > 0",
        "above | NaN | a number > 0"
      })
  void otherNumbersAreRefused(String kind, String text, String must) {
    assertEquals(
        "must be " + must,
        assertThrows(TypeConversionException.class, () -> read(kind, text)).getMessage());
  }
}
