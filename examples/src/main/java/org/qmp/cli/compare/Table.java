package org.qmp.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts in rows and columns; the first row and the first column are names.
 *
 * @param title what the numbers are
 * @param rows the head first, all of one length
 */
public record Table(String title, List<List<String>> rows) {
  public Table {
    rows = rows.stream().map(List::copyOf).toList();
  }

  static List<String> row(String name, Stream<String> cells) {
    return Stream.concat(Stream.of(name), cells).toList();
  }

  /** For a terminal, with aligned columns. */
  public String text() {
    List<Integer> widths = widths();
    String body =
        rows.stream()
            .map(
                row ->
                    IntStream.range(0, row.size())
                        .mapToObj(i -> padded(row.get(i), widths.get(i)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
            .collect(Collectors.joining("\n"));
    return title + "\n" + body + "\n";
  }

  public String markdown() {
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
    lines.add(1, "|---".repeat(rows.get(0).size()) + "|");
    return "### " + title + "\n\n" + String.join("\n", lines) + "\n";
  }

  private List<Integer> widths() {
    return IntStream.range(0, rows.get(0).size())
        .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
