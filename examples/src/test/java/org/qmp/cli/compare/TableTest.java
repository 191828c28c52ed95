package org.qmp.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsAreAligned() {
    Table table =
        new Table("title", List.of(List.of("task", "a"), List.of("x", "12"), List.of("yy", "")));
    assertEquals("title\ntask  a\nx     12\nyy\n", table.text());
    assertEquals("### title\n\n| task | a |\n|---|---|\n| x | 12 |\n| yy |  |\n", table.markdown());
  }
}
