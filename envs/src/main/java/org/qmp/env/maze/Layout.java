package org.qmp.env.maze;

import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qmp.env.Plane;
import org.qmp.env.draw.Picture.View;

/**
 * Which cells of a maze are walls. Text is read line by line: {@code #} is a wall, and {@code O},
 * {@code .} and {@code G} are open alike; the border is closed.
 *
 * <p>A cell (row, column) covers, with the world's x along the rows and y along the columns,
 *
 * <pre>
 *   row − 0.7 ≤ x ≤ row + 0.3,   column − 0.7 ≤ y ≤ column + 0.3
 * </pre>
 *
 * <p>so that the point (row, column), which names starts and goals, lies 0.2 off its centre in each
 * direction, as in the source. As a plane it looks like its text: the picture's x is the world's y,
 * and its y is −x.
 *
 * @param lines from above, all of one length
 */
public record Layout(List<String> lines) implements Plane {
  /** The large maze of D4RL (Fu et al. 2020, arXiv:2004.07219): 46 open cells. */
  public static final Layout LARGE =
      of(
          """
          ############
          #OOOO#OOOOO#
          #O##O#O#O#O#
          #OOOOOO#OOO#
          #O####O###O#
          #OO#O#OOOOO#
          ##O#O#O#O###
          #OO#OOO#OGO#
          ############
          """);

  /** The medium maze of D4RL: 26 open cells. */
  public static final Layout MEDIUM =
      of(
          """
          ########
          #OO##OO#
          #OO#OOO#
          ##OOO###
          #OO#OOO#
          #O#OO#O#
          #OOO#OG#
          ########
          """);

  private static final int[] DOWN = {1, -1, 0, 0}; // to the cells beside one
  private static final int[] RIGHT = {0, 0, 1, -1};
  private static final int UNSEEN = -1;
  private static final double BEFORE = 0.7; // from the point of a cell to its lower sides
  private static final double BEHIND = 0.3;

  /**
   * Checks the lines of a maze.
   *
   * @throws IllegalArgumentException naming line and column, from 1, if there is an unknown
   *     character, a line longer or shorter than the first, or an open cell on the border; or if
   *     there is no open cell
   */
  public Layout {
    lines = List.copyOf(lines);
    for (int row = 0; row < lines.size(); row++) {
      requireLine(lines, row);
    }
    if (lines.stream().allMatch(line -> line.matches("#*"))) {
      throw new IllegalArgumentException("maze layout: no open cell");
    }
  }

  /** Reads a maze from a text; errors as by the constructor. */
  public static Layout of(String text) {
    return new Layout(new BufferedReader(new StringReader(text)).lines().toList());
  }

  private static void requireLine(List<String> lines, int row) {
    String line = lines.get(row);
    int columns = lines.get(0).length();
    for (int column = 0; column < line.length(); column++) {
      char found = line.charAt(column);
      if ("#O.G".indexOf(found) < 0) {
        throw refusal(row, column, "'" + found + "', expected one of '#', 'O', '.', 'G'");
      }
    }
    if (line.length() != columns) {
      String found = "the line has length " + line.length() + ", expected " + columns;
      throw refusal(row, Math.min(line.length(), columns), found + " as the first");
    }
    for (int column = 0; column < columns; column++) {
      boolean inside = row > 0 && row < lines.size() - 1 && column > 0 && column < columns - 1;
      if (!inside && line.charAt(column) != '#') {
        throw refusal(row, column, "the border is open, expected '#'");
      }
    }
  }

  private static IllegalArgumentException refusal(int row, int column, String found) {
    return new IllegalArgumentException(
        "maze layout, line " + (row + 1) + ", column " + (column + 1) + ": " + found);
  }

  /** The number of lines, at least 3. */
  public int rows() {
    return lines.size();
  }

  /** The length of every line, at least 3. */
  public int columns() {
    return lines.get(0).length();
  }

  /** Whether this is a cell and not a wall. */
  public boolean isOpen(Cell cell) {
    boolean there =
        cell.row() >= 0 && cell.row() < rows() && cell.column() >= 0 && cell.column() < columns();
    return there && !isWall(cell.row(), cell.column());
  }

  /** Whether a cell, which must exist, is a wall. */
  boolean isWall(int row, int column) {
    return lines.get(row).charAt(column) == '#';
  }

  /**
   * A shortest way from cell to cell, across sides and not corners, by breadth-first search; always
   * the same one.
   *
   * @param from open
   * @param to open
   * @return the cells of the way, including both ends; none if there is no way
   */
  List<Cell> route(Cell from, Cell to) {
    int[] next = nextTo(to);
    int here = from.row() * columns() + from.column();
    List<Cell> way = new ArrayList<>();
    if (next[here] != UNSEEN) {
      way.add(from);
      while (next[here] != here) {
        here = next[here];
        way.add(new Cell(here / columns(), here % columns()));
      }
    }
    return way;
  }

  /** For each cell, the next one on the way to the goal; for the goal, itself. */
  private int[] nextTo(Cell last) {
    int[] next = new int[rows() * columns()];
    Arrays.fill(next, UNSEEN);
    int end = last.row() * columns() + last.column();
    next[end] = end;
    IntArrayFIFOQueue queue = new IntArrayFIFOQueue();
    queue.enqueue(end);
    while (!queue.isEmpty()) {
      int here = queue.dequeueInt();
      for (int side = 0; side < DOWN.length; side++) {
        int row = here / columns() + DOWN[side];
        int column = here % columns() + RIGHT[side];
        int beside = row * columns() + column;
        if (!isWall(row, column) && next[beside] == UNSEEN) {
          next[beside] = here;
          queue.enqueue(beside);
        }
      }
    }
    return next;
  }

  @Override
  public View bounds() {
    return new View(low(0), -high(rows() - 1), high(columns() - 1), -low(0));
  }

  @Override
  public boolean open(double x, double y) {
    return isOpen(new Cell(index(-y), index(x)));
  }

  @Override
  public void observationAt(double x, double y, double[] out) {
    out[0] = -y;
    out[1] = x;
    out[2] = 0;
    out[3] = 0;
  }

  /** The row of an x, or the column of a y. */
  static int index(double position) {
    return (int) Math.floor(position + BEFORE);
  }

  /** Where a row begins in x, or a column in y. */
  static double low(int index) {
    return index - BEFORE;
  }

  /** Where a row ends in x, or a column in y. */
  static double high(int index) {
    return index + BEHIND;
  }

  /** The middle of a row in x, or of a column in y. */
  static double middle(int index) {
    return index - (BEFORE - BEHIND) / 2;
  }

  /** The text that it was read from. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
