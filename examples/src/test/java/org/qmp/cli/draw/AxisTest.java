package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ticks of an axis are round numbers around a range, with short labels. */
final class AxisTest {
  private static List<String> labels(double low, double high, int atMost) {
    return Axis.over(low, high, atMost, 0, 1).ticks().stream().map(Axis::label).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.25, 0.25",
    "-0.5, −0.5",
    "40, 40",
    "999, 999",
    "1000, 1k",
    "-2500, −2.5k",
    "999999, 999.999k",
    "1000000, 1M",
    "12500000, 12.5M"
  })
  void labelsAreShort(BigDecimal tick, String label) {
    assertEquals(label, Axis.label(tick));
  }

  /** 16 steps of 20 are too many, 7 of 50 fit; 8 steps of 0.1 are too many, 4 of 0.2 fit. */
  @Test
  void ticksAreAsCloseAsTheMaximumNumberAllows() {
    assertEquals(List.of("0", "50", "100", "150", "200", "250", "300", "350"), labels(0, 320, 8));
    assertEquals(List.of("−0.2", "0", "0.2", "0.4", "0.6"), labels(-0.15, 0.55, 7));
    assertEquals(List.of("−2k", "−1.5k", "−1k", "−500", "0"), labels(-1628, -3, 4));
  }

  @Test
  void aRangeOfOneNumberHasRoomAboveIt() {
    assertEquals(List.of("0", "0.2", "0.4", "0.6", "0.8", "1"), labels(0, 0, 7));
    assertEquals(List.of("−1k", "−980", "−960", "−940", "−920", "−900"), labels(-1000, -1000, 7));
  }

  @Property(tries = 300)
  void theTicksEncloseTheRangeAndFitOnThePaper(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double width,
      @ForAll @IntRange(min = 2, max = 9) int atMost) {
    Axis axis = Axis.over(low, low + width, atMost, 400, 80);
    List<BigDecimal> ticks = axis.ticks();
    double first = ticks.get(0).doubleValue();
    double last = ticks.get(ticks.size() - 1).doubleValue();
    double slack = 1e-9 * (1e6 + width);
    assertTrue(first <= low + slack && low + width <= last + slack, ticks::toString);
    assertTrue(ticks.size() - 1 <= atMost, ticks::toString);
    assertTrue(axis.step().unscaledValue().toString().matches("[125]"), ticks::toString);
    assertEquals(400, axis.at(first), 1e-3); // pixels
    assertEquals(80, axis.at(last), 1e-3);
    assertEquals(240, axis.at((first + last) / 2), 1e-3);
  }
}
