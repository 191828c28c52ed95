package org.qmp.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, times and commands as text for users. */
final class FormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0.000",
        "-0.0001 | 0.000",
        "-0.5 | −0.500",
        "9.999 | 9.999",
        "10 | 10.0",
        "-150.25 | −150.3",
        "999.94 | 999.9",
        "1000 | 1,000",
        "-1234567.8 | −1,234,568",
      })
  void largerNumbersHaveFewerDigits(double value, String text) {
    assertEquals(text, Format.number(value));
  }

  @Test
  void oneHasTheSingular() {
    assertEquals("1 seed", Format.count(1, "seed"));
    assertEquals("0 seeds", Format.count(0, "seed"));
    assertEquals("12,345 seeds", Format.count(12_345, "seed"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0:00",
    "59.4, 0:59",
    "59.5, 1:00",
    "3599, 59:59",
    "3600, 1:00:00",
    "90061, 25:01:01"
  })
  void timeHasHoursOnlyIfThereAreAny(double seconds, String text) {
    assertEquals(text, Format.time(seconds));
  }

  @Test
  void wordsOfACommandAreQuotedWhereAShellWouldChangeThem() {
    assertEquals(
        "qmp train --suite 'point:a b' --out runs/p-1_2 --log-std clamped:-20:2",
        Format.shell(
            List.of(
                "qmp",
                "train",
                "--suite",
                "point:a b",
                "--out",
                "runs/p-1_2",
                "--log-std",
                "clamped:-20:2")));
    assertEquals("'it'\\''s'", Format.shell("it's"));
    assertEquals("'a;b'", Format.shell("a;b"));
    assertEquals("''", Format.shell(""));
  }
}
