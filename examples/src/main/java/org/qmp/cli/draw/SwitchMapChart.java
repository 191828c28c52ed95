package org.qmp.cli.draw;

import java.util.List;
import org.qmp.cli.run.Format;
import org.qmp.env.draw.Color;

/** A map for each task: a colour for each policy, walls and goal over them. */
public final class SwitchMapChart {
  private static final int MARGIN = 24;
  private static final int GAP = 20;
  private static final int HEAD = 24;
  private static final int MOST_ACROSS = 5;
  private static final double SIDE = 230;
  private static final double SEAM = 0.4; // neighbours overlap, or a pale line shows between them

  private final SwitchMap map;
  private final List<String> policies;
  private final Canvas canvas = new Canvas();
  private final double scale;
  private final int across;

  private SwitchMapChart(SwitchMap map, List<String> policies) {
    this.map = map;
    this.policies = policies;
    scale = SIDE / Math.max(map.bounds().width(), map.bounds().height());
    across = Math.min(MOST_ACROSS, map.tasks().size());
  }

  /**
   * Draws a map.
   *
   * @param policies names of all that may be picked
   */
  public static Scene of(String name, SwitchMap map, List<String> policies) {
    return new SwitchMapChart(map, policies)
        .scene("Whose policy the switch picks where, at rest: " + name);
  }

  private double width() {
    return scale * map.bounds().width();
  }

  private double height() {
    return scale * map.bounds().height();
  }

  private Scene scene(String title) {
    double right = Math.max(620, 2 * MARGIN + across * (width() + GAP) - GAP);
    canvas.text(MARGIN, 30, title, 17, Mark.Anchor.START, Color.INK);
    double top = legend(52, right) + GAP;
    int count = map.tasks().size();
    for (int task = 0; task < count; task++) {
      int row = task / across;
      double x = MARGIN + task % across * (width() + GAP);
      panel(task, x, top + row * (height() + HEAD + GAP));
    }
    int rows = (count + across - 1) / across;
    return canvas.scene(right, top + rows * (height() + HEAD + GAP), title);
  }

  /** Returns where it ends. */
  private double legend(double y, double right) {
    double x = MARGIN;
    double line = y;
    for (int j = 0; j < policies.size(); j++) {
      double needed = 34 + 7.2 * policies.get(j).length();
      if (x + needed > right - MARGIN) {
        x = MARGIN;
        line += 20;
      }
      canvas.box(x, line - 10, 13, 13, Canvas.color(j));
      canvas.text(x + 18, line + 1, policies.get(j), 12.5, Mark.Anchor.START, Color.INK);
      x += needed;
    }
    return line;
  }

  private void panel(int task, double x, double y) {
    canvas.text(
        x,
        y + 16,
        Format.text("%s: own %.0f %%", map.tasks().get(task), 100 * map.own(task)),
        12.5,
        Mark.Anchor.START,
        Color.INK);
    double top = y + HEAD;
    for (int row = 0; row < map.rows(); row++) {
      picks(task, row, x, top);
    }
    Overlay.draw(
        map.suite().tasks().get(task).create().render(), map.bounds(), scale, x, top, canvas);
  }

  /** One rectangle for neighbours that are alike. */
  private void picks(int task, int row, double left, double top) {
    double cellWidth = width() / map.columns();
    double cellHeight = height() / map.rows();
    int column = 0;
    while (column < map.columns()) {
      int first = column;
      int pick = map.picks()[task][row * map.columns() + first];
      while (column < map.columns() && map.picks()[task][row * map.columns() + column] == pick) {
        column++;
      }
      if (pick != SwitchMap.WALL) {
        canvas.box(
            left + first * cellWidth,
            top + row * cellHeight,
            (column - first) * cellWidth + SEAM,
            cellHeight + SEAM,
            Canvas.color(pick));
      }
    }
  }
}
