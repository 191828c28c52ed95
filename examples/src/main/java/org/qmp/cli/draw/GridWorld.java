package org.qmp.cli.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qmp.cli.run.Format;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Shape.Anchor;
import org.qmp.env.draw.Shape.Paint;
import org.qmp.env.draw.Shape.Stroke;
import org.qmp.rl.SpecValue;
import org.qmp.rl.tabular.Mdp;
import org.qmp.rl.tabular.MixtureClaim;
import org.qmp.rl.tabular.MixtureProblem;
import org.qmp.rl.tabular.PolicyImprovement;
import org.qmp.rl.tabular.PolicyMixture;
import org.qmp.rl.tabular.Soft;
import org.qmp.rl.tabular.TabularPolicy;

/**
 * Four rooms and a task in each corner: the policy of the first room's task has learned little,
 * those of the others have learned their goals well, and the theorem's mixture combines them.
 *
 * <pre>
 *   s: the free cells   a: up, right, down, left; into a wall stays   r = −1, and 0 for ever at the goal
 * </pre>
 */
public final class GridWorld {
  private static final String[] ROOMS = {
    "1...#...2",
    "....#....",
    ".........",
    "....#....",
    "##.###.##",
    "....#....",
    ".........",
    "....#....",
    "3...#...4"
  };
  private static final int[][] MOVES = {{-1, 0}, {0, 1}, {1, 0}, {0, -1}};
  private static final double DISCOUNT = 0.95;
  private static final double SMALL_STEP = 0.05;
  private static final double CELL = 34;
  private static final double GAP = 36;

  private final Soft soft;

  /** Row and column of each state. */
  private final List<int[]> cells = new ArrayList<>();

  private final MixtureProblem problem;

  /**
   * The four rooms.
   *
   * @param temperature α &gt; 0
   */
  public GridWorld(double temperature) {
    soft = new Soft(temperature);
    for (int row = 0; row < ROOMS.length; row++) {
      for (int col = 0; col < ROOMS[row].length(); col++) {
        if (ROOMS[row].charAt(col) != '#') {
          cells.add(new int[] {row, col});
        }
      }
    }
    List<TabularPolicy> others = new ArrayList<>();
    for (char goal = '2'; goal <= '4'; goal++) {
      Mdp mdp = mdp(goal);
      double[][] best = soft.optimum(mdp, 1e-9 * Math.max(1, temperature));
      others.add(PolicyImprovement.boltzmann(best, soft));
    }
    double[][] even = new double[cells.size()][MOVES.length];
    for (double[] row : even) {
      Arrays.fill(row, 1.0 / MOVES.length);
    }
    problem = new MixtureProblem(mdp('1'), soft, TabularPolicy.of(even), SMALL_STEP, others);
  }

  private Mdp mdp(char goal) {
    double[][] reward = new double[cells.size()][MOVES.length];
    double[][][] transition = new double[cells.size()][MOVES.length][cells.size()];
    for (int s = 0; s < cells.size(); s++) {
      int[] cell = cells.get(s);
      boolean there = ROOMS[cell[0]].charAt(cell[1]) == goal;
      for (int a = 0; a < MOVES.length; a++) {
        int next = state(cell[0] + MOVES[a][0], cell[1] + MOVES[a][1]);
        transition[s][a][there || next < 0 ? s : next] = 1;
        reward[s][a] = there ? 0 : -1;
      }
    }
    return new Mdp(reward, transition, DISCOUNT);
  }

  /** −1 where there is a wall. */
  private int state(int row, int col) {
    return IntStream.range(0, cells.size())
        .filter(s -> cells.get(s)[0] == row && cells.get(s)[1] == col)
        .findFirst()
        .orElse(-1);
  }

  /** Index of the policy that acts in each state. */
  int[] choices() {
    PolicyMixture mixture = MixtureClaim.THEOREM.candidates(problem);
    double[][] q = problem.value(mixture.candidates().get(0));
    return IntStream.range(0, cells.size()).map(s -> mixture.choice(soft, q, s)).toArray();
  }

  /** V^mix − V^own in each state. */
  double[] gains() {
    TabularPolicy mixture = MixtureClaim.THEOREM.mixture(problem);
    double[] mixed = soft.v(problem.value(mixture), mixture);
    TabularPolicy own = problem.own();
    double[] alone = soft.v(problem.value(own), own);
    return IntStream.range(0, alone.length).mapToDouble(s -> mixed[s] - alone[s]).toArray();
  }

  /** Two panels: whose policy acts in each cell, and what the mixture gains there. */
  public Picture picture() {
    Canvas canvas = new Canvas();
    double side = CELL * ROOMS.length;
    double right = Canvas.MARGIN + 2 * side + GAP;
    String title = "A mixture of four policies in four rooms";
    double top = canvas.title(Canvas.MARGIN, right, title);
    List<Canvas.Entry> entries = new ArrayList<>();
    for (int j = 0; j < 4; j++) {
      entries.add(
          canvas.swatch(
              j + 1 + (j == 0 ? " own policy, hardly trained" : " goes to goal " + (j + 1)), j));
    }
    double bottom = canvas.legend(Canvas.MARGIN, top, right, entries) + 12;
    double[] gains = gains();
    double most = Arrays.stream(gains).max().orElseThrow();
    canvas.text(
        Canvas.MARGIN, bottom, "Who acts on the way to goal 1", 13, Anchor.START, Color.INK);
    double second = Canvas.MARGIN + side + GAP;
    canvas.text(second, bottom, "Value gained over acting alone", 13, Anchor.START, Color.INK);
    bottom += 8;
    walls(canvas, Canvas.MARGIN, bottom);
    walls(canvas, second, bottom);
    int[] choices = choices();
    for (int s = 0; s < choices.length; s++) {
      double x = cells.get(s)[1] * CELL;
      double y = bottom + cells.get(s)[0] * CELL;
      cell(canvas, Canvas.MARGIN + x, y, "" + (choices[s] + 1), Style.color(choices[s]));
      Color shade = Style.mixed(Style.WHITE, Color.BLUE, 0.75 * gains[s] / most);
      cell(canvas, second + x, y, Format.text("%.1f", gains[s]), shade);
    }
    return canvas.picture(
        right + Canvas.MARGIN,
        bottom + side + 12,
        title,
        Format.text(
            "In each cell acts the policy whose E[Q] + α H is highest by the exact critic of the own"
                + " policy (α = %s, discount %s, −1 for each step). The theorem says that no cell loses:"
                + " the least gain is %.2f, the mean %.1f.",
            SpecValue.text(soft.temperature()),
            SpecValue.text(DISCOUNT),
            least(gains),
            Arrays.stream(gains).average().orElseThrow()));
  }

  /** The least gain, without the sign of a loss that is rounded to 0.00. */
  static double least(double[] gains) {
    double least = Arrays.stream(gains).min().orElseThrow();
    return least > -0.005 ? Math.max(0, least) : least;
  }

  private static void walls(Canvas canvas, double x, double y) {
    double side = CELL * ROOMS.length;
    canvas.box(x, y, side, side, new Paint(Color.INK, new Stroke(Color.INK, 2)));
  }

  private void cell(Canvas canvas, double x, double y, String text, Color color) {
    canvas.box(x, y, CELL, CELL, new Paint(color, new Stroke(Color.GREY, 0.5)));
    canvas.text(x + CELL / 2, y + CELL / 2 + 4, text, 11, Anchor.MIDDLE, Style.on(color));
  }
}
