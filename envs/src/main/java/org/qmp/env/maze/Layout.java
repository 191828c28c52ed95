package org.qmp.env.maze;

import java.util.List;

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
 * <p>so that the point (row, column), by which starts and goals are told, lies 0.2 off its centre
 * in each direction, as it does in the source.
 */
public final class Layout {
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

  private static final double BEFORE = 0.7; // from the point of a cell to its lower sides
  private static final double BEHIND = 0.3;

  private final List<String> lines;

  private Layout(List<String> lines) {
    this.lines = lines;
  }

  /**
   * Reads a maze.
   *
   * @param text lines of equal length
   * @throws IllegalArgumentException naming line and column, from 1, if there is an unknown
   *     character, a line longer or shorter than the first, or an open cell on the border; or if
   *     there is no open cell
   */
  public static Layout of(String text) {
    Layout layout = new Layout(text.lines().toList());
    for (int row = 0; row < layout.rows(); row++) {
      layout.requireLine(row);
    }
    if (layout.openCells() == 0) {
      throw new IllegalArgumentException("maze layout: no open cell");
    }
    return layout;
  }

  private void requireLine(int row) {
    String line = lines.get(row);
    for (int column = 0; column < line.length(); column++) {
      char found = line.charAt(column);
      if ("#O.G".indexOf(found) < 0) {
        throw refusal(row, column, "'" + found + "', expected one of '#', 'O', '.', 'G'");
      }
    }
    if (line.length() != columns()) {
      throw refusal(
          row,
          Math.min(line.length(), columns()),
          "the line has length " + line.length() + ", expected " + columns() + " as the first");
    }
    for (int column = 0; column < line.length(); column++) {
      boolean inside = row > 0 && row < rows() - 1 && column > 0 && column < columns() - 1;
      if (!inside && line.charAt(column) != '#') {
        throw refusal(row, column, "the border is open, expected '#'");
      }
    }
  }

  private static IllegalArgumentException refusal(int row, int column, String found) {
    return new IllegalArgumentException(
        "maze layout, line " + (row + 1) + ", column " + (column + 1) + ": " + found);
  }

  private int openCells() {
    return (int) lines.stream().flatMapToInt(String::chars).filter(c -> c != '#').count();
  }

  /** How many lines there are, at least 3. */
  public int rows() {
    return lines.size();
  }

  /** How long every line is, at least 3. */
  public int columns() {
    return lines.get(0).length();
  }

  /** Whether there is such a cell and it is no wall. */
  public boolean isOpen(Cell cell) {
    boolean there =
        cell.row() >= 0 && cell.row() < rows() && cell.column() >= 0 && cell.column() < columns();
    return there && !isWall(cell.row(), cell.column());
  }

  /** Whether a cell, which must exist, is a wall. */
  boolean isWall(int row, int column) {
    return lines.get(row).charAt(column) == '#';
  }

  /** The row in which an x lies, or the column in which a y lies. */
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout layout && lines.equals(layout.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  /** The text that it was read from. */
  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
