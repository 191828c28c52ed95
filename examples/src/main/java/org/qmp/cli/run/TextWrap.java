package org.qmp.cli.run;

import java.util.ArrayList;
import java.util.List;

/** Fits text into the columns of a terminal. */
public final class TextWrap {
  private TextWrap() {}

  /** Printed as a blank, but no line breaks at it. */
  public static final char NO_BREAK = '\u00a0';

  /**
   * Breaks a text at blanks; words and the blanks between them stay as they are.
   *
   * @param columns for which a single word may be too long
   * @param indent blanks before all lines but the first
   */
  public static List<String> wrap(String text, int columns, int indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    int start = Math.min(indent, rest.length()); // no break within the lines' indentation
    while (rest.length() > columns) {
      int at = rest.lastIndexOf(' ', columns);
      if (at <= start) {
        at = rest.indexOf(' ', Math.max(columns, start));
      }
      if (at < 0) {
        break;
      }
      lines.add(rest.substring(0, at).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(at).stripLeading();
      start = indent;
    }
    lines.add(rest.stripTrailing());
    return lines.stream().map(line -> line.replace(NO_BREAK, ' ')).toList();
  }

  /** As much of a line as fits. */
  public static String cut(String line, int columns) {
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns - 1)) + "…";
  }
}
