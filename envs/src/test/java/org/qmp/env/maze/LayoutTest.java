package org.qmp.env.maze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp.env.draw.Picture;

final class LayoutTest {
  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Layout.of(text)).getMessage());
  }

  private static int open(Layout layout) {
    int count = 0;
    for (int row = 0; row < layout.rows(); row++) {
      for (int column = 0; column < layout.columns(); column++) {
        count += layout.isOpen(new Cell(row, column)) ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void thePublishedMazesHaveTheirSizes() {
    assertEquals(9, Layout.LARGE.rows());
    assertEquals(12, Layout.LARGE.columns());
    assertEquals(46, open(Layout.LARGE));
    assertEquals(8, Layout.MEDIUM.rows());
    assertEquals(8, Layout.MEDIUM.columns());
    assertEquals(26, open(Layout.MEDIUM));
  }

  /** From 0.7 before the first cell's point to 0.3 beyond the last one's, with x downwards. */
  @Test
  void theWholeMazeIsInView() {
    Picture.View view = Layout.LARGE.bounds();
    assertEquals(-0.7, view.left());
    assertEquals(11.3, view.right());
    assertEquals(0.7, view.top());
    assertEquals(-8.3, view.bottom());
  }

  @Test
  void aLayoutCopiesItsLines() {
    List<String> lines = new ArrayList<>(List.of("###", "#O#", "###"));
    Layout layout = new Layout(lines);
    lines.set(1, "###");
    assertTrue(layout.isOpen(new Cell(1, 1)));
  }

  @Test
  void everyCharacterExceptTheWallIsOpen() {
    Layout layout = Layout.of("#####\n#O.G#\n#####");
    assertEquals(3, open(layout));
    assertFalse(layout.isOpen(new Cell(0, 1)));
    assertTrue(layout.isOpen(new Cell(1, 2)));
  }

  @Test
  void cellsOutsideAreNotOpen() {
    assertFalse(Layout.LARGE.isOpen(new Cell(-1, 3)));
    assertFalse(Layout.LARGE.isOpen(new Cell(9, 3)));
    assertFalse(Layout.LARGE.isOpen(new Cell(3, -1)));
    assertFalse(Layout.LARGE.isOpen(new Cell(3, 12)));
  }

  @Test
  void aLayoutReadsBackFromItsText() {
    assertEquals(Layout.LARGE, Layout.of(Layout.LARGE.toString()));
    assertEquals(Layout.LARGE.hashCode(), Layout.of(Layout.LARGE.toString()).hashCode());
    assertEquals(Layout.LARGE, Layout.of(Layout.LARGE.toString().replace("\n", "\r\n")));
    assertFalse(Layout.LARGE.equals(Layout.MEDIUM));
  }

  @Test
  void theErrorNamesThePlaceOfAnUnknownCharacter() {
    assertEquals(
        "maze layout, line 2, column 3: 'x', expected one of '#', 'O', '.', 'G'",
        refusal("####\n#Ox#\n####"));
  }

  @Test
  void theErrorNamesThePlaceWhereALineIsTooShortOrTooLong() {
    assertEquals(
        "maze layout, line 2, column 4: the line has length 3, expected 4 as the first",
        refusal("####\n#O#\n####"));
    assertEquals(
        "maze layout, line 3, column 5: the line has length 5, expected 4 as the first",
        refusal("####\n#OO#\n#####"));
  }

  @Test
  void theErrorNamesThePlaceOfAnOpenBorder() {
    assertEquals(
        "maze layout, line 1, column 3: the border is open, expected '#'",
        refusal("##O#\n#OO#\n####"));
    assertEquals(
        "maze layout, line 2, column 4: the border is open, expected '#'",
        refusal("####\n#OOO\n####"));
    assertEquals(
        "maze layout, line 2, column 1: the border is open, expected '#'",
        refusal("####\n.OO#\n####"));
    assertEquals(
        "maze layout, line 3, column 2: the border is open, expected '#'",
        refusal("####\n#OO#\n#G##"));
  }

  @Test
  void aMazeWithoutAnOpenCellIsRefused() {
    assertEquals("maze layout: no open cell", refusal("###\n###\n###"));
    assertEquals("maze layout: no open cell", refusal(""));
  }

  @Test
  void thePointOfACellIsAFifthBeyondItsMiddle() {
    for (int index = 0; index < 12; index++) {
      assertEquals(index - 0.2, Layout.middle(index), 1e-15);
      assertEquals(1, Layout.high(index) - Layout.low(index), 1e-14);
      assertEquals(index, Layout.index(Layout.low(index) + 1e-9));
      assertEquals(index, Layout.index(Layout.high(index) - 1e-9));
    }
  }
}
