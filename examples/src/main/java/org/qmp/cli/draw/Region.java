package org.qmp.cli.draw;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Connected places of a map with the same policy, and the largest square in them, for a label.
 *
 * @param column of the middle of its largest square
 * @param row of the same
 * @param side of the same, in places
 */
record Region(int pick, double column, double row, int side) {

  /** The regions of a map, row by row. */
  static List<Region> of(int[] picks, int columns) {
    int[] squares = squares(picks, columns);
    boolean[] seen = new boolean[picks.length];
    List<Region> regions = new ArrayList<>();
    for (int place = 0; place < picks.length; place++) {
      if (!seen[place]) {
        int best = place;
        for (int other : connected(place, picks, columns, seen)) {
          best = squares[other] > squares[best] ? other : best;
        }
        double half = squares[best] / 2.0;
        regions.add(
            new Region(
                picks[place], best % columns + 1 - half, best / columns + 1 - half, squares[best]));
      }
    }
    return regions;
  }

  /** By place: the side of the largest square of one policy that has it at its lower right. */
  private static int[] squares(int[] picks, int columns) {
    int[] squares = new int[picks.length];
    for (int i = 0; i < picks.length; i++) {
      squares[i] = 1;
      if (i >= columns
          && i % columns > 0
          && picks[i] == picks[i - 1]
          && picks[i] == picks[i - columns]
          && picks[i] == picks[i - columns - 1]) {
        int smaller = Math.min(squares[i - 1], squares[i - columns]);
        squares[i] = 1 + Math.min(smaller, squares[i - columns - 1]);
      }
    }
    return squares;
  }

  /** All places that can be reached from one without leaving its policy; marks them as seen. */
  private static IntArrayList connected(int start, int[] picks, int columns, boolean[] seen) {
    IntArrayList places = IntArrayList.of(start);
    seen[start] = true;
    for (int i = 0; i < places.size(); i++) {
      int at = places.getInt(i);
      int[] neighbours = {
        at % columns == 0 ? at : at - 1,
        at % columns == columns - 1 ? at : at + 1,
        at < columns ? at : at - columns,
        at + columns < picks.length ? at + columns : at
      };
      for (int next : neighbours) {
        if (!seen[next] && picks[next] == picks[start]) {
          seen[next] = true;
          places.add(next);
        }
      }
    }
    return places;
  }
}
