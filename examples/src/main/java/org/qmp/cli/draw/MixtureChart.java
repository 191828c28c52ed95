package org.qmp.cli.draw;

import java.util.stream.IntStream;
import org.qmp.cli.run.PolicyShares;
import org.qmp.env.draw.Color;

/** A mixture's matrices side by side, the earliest first: heat maps with their numbers. */
public final class MixtureChart {
  private static final int MOST_WINDOWS = 8;
  private static final int WIDTH = 1000;
  private static final int MARGIN = 24;
  private static final int GAP = 22;
  private static final int TOP = 96;
  private static final int HEAD = 44;
  private static final double LETTER = 6.8;
  private static final Color FULL = Color.BLUE;

  private final PolicyShares mixture;
  private final Canvas canvas = new Canvas();
  private final double cell;
  private final double left;
  private final int across;

  private MixtureChart(PolicyShares mixture) {
    this.mixture = mixture.condensed(MOST_WINDOWS);
    cell = mixture.policies().size() <= 5 ? 34 : 26;
    int longest = mixture.tasks().stream().mapToInt(String::length).max().orElse(0);
    left = MARGIN + LETTER * (longest + 4);
    across = across(this.mixture.windows().size());
  }

  /** As many in every line, if that needs no more lines. */
  private int across(int count) {
    int most = Math.max(1, (int) ((WIDTH - left) / (width() + GAP)));
    int lines = (count + most - 1) / most;
    return (count + lines - 1) / lines;
  }

  public static Scene of(String name, PolicyShares mixture) {
    return new MixtureChart(mixture).scene("Who acts: " + name);
  }

  private double width() {
    return cell * mixture.policies().size();
  }

  private double height() {
    return cell * mixture.tasks().size();
  }

  private Scene scene(String title) {
    canvas.text(MARGIN, 30, title, 17, Mark.Anchor.START, Color.INK);
    canvas.text(
        MARGIN,
        50,
        "in % of the steps that policies made for a task (row), by policy (column)",
        12,
        Mark.Anchor.START,
        Canvas.SOFT);
    legend();
    int count = mixture.windows().size();
    for (int i = 0; i < count; i++) {
      int row = i / across;
      double x = left + i % across * (width() + GAP);
      double y = TOP + row * (height() + HEAD + GAP);
      if (i % across == 0) {
        rowNames(y + HEAD);
      }
      matrix(mixture.windows().get(i), x, y);
    }
    int rows = (count + across - 1) / across;
    double bottom = TOP + rows * (height() + HEAD + GAP);
    double right = left + Math.min(count, across) * (width() + GAP);
    guides(bottom);
    return canvas.scene(Math.max(right, 560) + MARGIN, bottom + MARGIN, title);
  }

  private void legend() {
    int steps = 50;
    for (int i = 0; i < steps; i++) {
      canvas.box(MARGIN + 36 + 3 * i, 62, 3.3, 12, shade(i / (steps - 1.0)));
    }
    canvas.text(MARGIN, 72, "0 %", 12, Mark.Anchor.START, Canvas.SOFT);
    canvas.text(MARGIN + 44 + 3 * steps, 72, "100 %", 12, Mark.Anchor.START, Canvas.SOFT);
  }

  private void rowNames(double y) {
    for (int i = 0; i < mixture.tasks().size(); i++) {
      canvas.text(
          left - 8,
          y + cell * (i + 0.5) + 4,
          i + 1 + " " + mixture.tasks().get(i),
          12,
          Mark.Anchor.END,
          Color.INK);
    }
  }

  private void matrix(PolicyShares.Window window, double x, double y) {
    canvas.text(
        x + width() / 2,
        y + 18,
        Axis.label(window.from()) + "–" + Axis.label(window.to()),
        13,
        Mark.Anchor.MIDDLE,
        Color.INK);
    for (int j = 0; j < mixture.policies().size(); j++) {
      canvas.text(
          x + cell * (j + 0.5), y + HEAD - 6, "" + (j + 1), 11, Mark.Anchor.MIDDLE, Canvas.SOFT);
    }
    for (int i = 0; i < mixture.tasks().size(); i++) {
      for (int j = 0; j < mixture.policies().size(); j++) {
        share(window.shares()[i][j], x + cell * j, y + HEAD + cell * i);
      }
    }
  }

  private void share(double share, double x, double y) {
    canvas.box(x + 0.5, y + 0.5, cell - 1, cell - 1, shade(share));
    canvas.text(
        x + cell / 2,
        y + cell / 2 + 4,
        "" + Math.round(100 * share),
        cell > 30 ? 12 : 10.5,
        Mark.Anchor.MIDDLE,
        share > 0.55 ? Color.rgb(0xffffff) : Color.INK);
  }

  /** What the columns beyond the tasks' own policies are. */
  private void guides(double y) {
    int tasks = mixture.tasks().size();
    String names =
        String.join(
            "   ",
            IntStream.range(tasks, mixture.policies().size())
                .mapToObj(j -> j + 1 + " " + mixture.policies().get(j))
                .toList());
    canvas.text(MARGIN, y, names, 12, Mark.Anchor.START, Color.INK);
  }

  /** From nearly white to the full colour. */
  private static Color shade(double share) {
    return new Color(
        mixed(0xf2, FULL.red(), share),
        mixed(0xf5, FULL.green(), share),
        mixed(0xf8, FULL.blue(), share),
        1);
  }

  private static int mixed(int none, int full, double share) {
    return (int) Math.round(none + Math.min(1, Math.max(0, share)) * (full - none));
  }
}
