package org.qmp.env.maze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shortest way from cell to cell, by sides and not by corners. */
final class Route {
  private static final int[] DOWN = {1, -1, 0, 0};
  private static final int[] RIGHT = {0, 0, 1, -1};
  private static final int UNSEEN = -1;

  private Route() {}

  /**
   * One of the shortest ways, found by breadth-first search, always the same one.
   *
   * @param from open
   * @param to open
   * @return the cells of the way with both its ends, so one more than it has moves; none if there
   *     is no way
   */
  static List<Cell> between(Layout layout, Cell from, Cell to) {
    int columns = layout.columns();
    int[] next = search(layout, to);
    int here = from.row() * columns + from.column();
    if (next[here] == UNSEEN) {
      return List.of();
    }
    List<Cell> way = new ArrayList<>(List.of(from));
    while (next[here] != here) {
      here = next[here];
      way.add(new Cell(here / columns, here % columns));
    }
    return List.copyOf(way);
  }

  /** For each cell the next one on the way to the last, and for the last one itself. */
  private static int[] search(Layout layout, Cell last) {
    int columns = layout.columns();
    int[] next = new int[layout.rows() * columns];
    Arrays.fill(next, UNSEEN);
    int[] queue = new int[next.length];
    int head = 0;
    int tail = 0;
    queue[tail++] = last.row() * columns + last.column();
    next[queue[0]] = queue[0];
    while (head < tail) {
      int here = queue[head++];
      for (int side = 0; side < DOWN.length; side++) {
        int row = here / columns + DOWN[side];
        int column = here % columns + RIGHT[side];
        int beside = row * columns + column;
        if (!layout.isWall(row, column) && next[beside] == UNSEEN) {
          next[beside] = here;
          queue[tail++] = beside;
        }
      }
    }
    return next;
  }
}
