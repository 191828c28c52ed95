package org.qmp.cli.draw;

import java.util.List;
import java.util.stream.IntStream;
import org.qmp.cli.run.PolicyShares;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Paint;

/** Matrices of who acted for whom side by side, the earliest first: heat maps with numbers. */
public final class MixtureChart {
  private static final int MOST_WINDOWS = 8;

  /** With more policies than this, fewer and smaller matrices are drawn. */
  private static final int MANY = 20;

  private static final int WINDOWS_OF_MANY = 2;
  private static final int WIDTH = 1000;
  private static final int NARROWEST = 560;
  private static final int GAP = 22;
  private static final int HEAD = 44;
  private static final double NAMES = 260; // most width of the names of tasks
  private static final Color NONE = Color.rgb(0xf2f5f8);

  private final PolicyShares mixture;
  private final Canvas canvas = new Canvas();
  private final double cell;
  private final boolean many;
  private final double left;
  private final int across;

  private MixtureChart(PolicyShares mixture) {
    many = mixture.policies().size() > MANY;
    this.mixture = mixture.condensed(many ? WINDOWS_OF_MANY : MOST_WINDOWS);
    cell = mixture.policies().size() <= 5 ? 34 : many ? 16 : 26;
    double longest =
        IntStream.range(0, mixture.tasks().size())
            .mapToDouble(task -> Canvas.width(rowName(task), 12))
            .max()
            .orElse(0);
    left = Canvas.MARGIN + Math.min(NAMES, longest) + 8;
    across = across(this.mixture.windows().size());
  }

  /** Equally many in every line, if that needs no more lines. */
  private int across(int count) {
    int most = Math.max(1, (int) ((WIDTH - left) / (width() + GAP)));
    int lines = (count + most - 1) / most;
    return (count + lines - 1) / lines;
  }

  public static Picture of(String name, PolicyShares mixture) {
    return new MixtureChart(mixture).picture("Who acts: " + name);
  }

  private double width() {
    return cell * mixture.policies().size();
  }

  private double height() {
    return cell * mixture.tasks().size();
  }

  private String rowName(int task) {
    return task + 1 + " " + mixture.tasks().get(task);
  }

  private Picture picture(String title) {
    int count = mixture.windows().size();
    double right = Math.max(NARROWEST, left + Math.min(count, across) * (width() + GAP));
    double top = canvas.title(Canvas.MARGIN, right, title);
    scale(top);
    double bottom = top + GAP;
    for (int i = 0; i < count; i += across) {
      rowNames(bottom + HEAD);
      for (int j = i; j < Math.min(count, i + across); j++) {
        matrix(mixture.windows().get(j), left + (j - i) * (width() + GAP), bottom);
      }
      bottom += height() + HEAD + GAP;
    }
    return canvas.picture(right + Canvas.MARGIN, bottom, title, caption());
  }

  private String caption() {
    int tasks = mixture.tasks().size();
    List<String> guides =
        IntStream.range(tasks, mixture.policies().size())
            .mapToObj(j -> j + 1 + " " + mixture.policies().get(j))
            .toList();
    return "In % of the steps that policies made for a task (row), by policy (column), between the"
        + " environment steps above each matrix"
        + (many ? "; less than half a percent is left out" : "")
        + ". Columns have the tasks' numbers"
        + (guides.isEmpty() ? "." : "; the others are guides: " + String.join(", ", guides) + ".");
  }

  /** The legend of the shades. */
  private void scale(double y) {
    int steps = 10;
    for (int i = 0; i <= steps; i++) {
      shaded((double) i / steps, Canvas.MARGIN + 36 + 14 * i, y - 10, 14, 12);
    }
    canvas.text(Canvas.MARGIN, y, "0 %", 12, Anchor.START, Style.SOFT);
    canvas.text(Canvas.MARGIN + 58 + 14 * steps, y, "100 %", 12, Anchor.START, Style.SOFT);
  }

  private void rowNames(double y) {
    for (int i = 0; i < mixture.tasks().size(); i++) {
      List<String> lines = Canvas.lines(rowName(i), 12, NAMES);
      String name = lines.size() == 1 ? lines.get(0) : shortened(lines.get(0));
      canvas.text(left - 8, y + cell * (i + 0.5) + 4, name, 12, Anchor.END, Color.INK);
    }
  }

  private static String shortened(String line) {
    return line.substring(0, Math.max(1, line.length() - 2)) + "…";
  }

  private void matrix(PolicyShares.Window window, double x, double y) {
    canvas.text(
        x + width() / 2,
        y + 18,
        Axis.label(window.from()) + "–" + Axis.label(window.to()),
        13,
        Anchor.MIDDLE,
        Color.INK);
    for (int j = 0; j < mixture.policies().size(); j++) {
      canvas.text(
          x + cell * (j + 0.5),
          y + HEAD - 6,
          "" + (j + 1),
          many ? 9 : 11,
          Anchor.MIDDLE,
          Style.SOFT);
    }
    for (int i = 0; i < mixture.tasks().size(); i++) {
      for (int j = 0; j < mixture.policies().size(); j++) {
        share(window.shares()[i][j], x + cell * j, y + HEAD + cell * i);
      }
    }
  }

  private void share(double given, double x, double y) {
    double share = Math.min(1, given); // a sum of shares is rounded
    shaded(share, x + 0.5, y + 0.5, cell - 1, cell - 1);
    long percent = Math.round(100 * share);
    if (many && percent == 0) {
      return;
    }
    canvas.text(
        x + cell / 2,
        y + cell / 2 + (many ? 3 : 4),
        "" + percent,
        cell > 30 ? 12 : many ? 8.5 : 10.5,
        Anchor.MIDDLE,
        Style.on(Style.mixed(NONE, Color.BLUE, share)));
  }

  /**
   * From nearly white to the full colour, which lies over the former, since dark pages change the
   * near-white.
   */
  private void shaded(double share, double x, double y, double width, double height) {
    canvas.box(x, y, width, height, Paint.filled(NONE));
    if (share > 0) {
      canvas.box(x, y, width, height, Paint.filled(Color.BLUE.withOpacity(share)));
    }
  }
}
