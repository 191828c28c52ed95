package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The places of the numbers on a map. */
final class RegionTest {
  private static List<Region> regions(String... rows) {
    return Region.of(String.join("", rows).chars().map(c -> c - '0').toArray(), rows[0].length());
  }

  @Test
  void aNumberIsInTheMiddleOfTheLargestSquareOfItsRegion() {
    assertEquals(
        List.of(
            new Region(1, 1.5, 1.5, 3),
            new Region(2, 3.5, 0.5, 1),
            new Region(0, 4, 3, 2),
            new Region(3, 0.5, 3.5, 1)),
        regions("11120", "11120", "11100", "33300"));
  }

  @Test
  void placesThatTouchAtACornerOrAcrossTheBorderAreNotConnected() {
    assertEquals(4, regions("01", "10").size());
    assertEquals(3, regions("001", "100").size());
    assertEquals(3, regions("1001", "1000").size());
    assertEquals(new Region(1, 1.5, 0.5, 1), regions("01", "11", "10").get(1), "no square of two");
  }
}
