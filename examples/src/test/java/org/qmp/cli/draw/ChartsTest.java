package org.qmp.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.qmp.cli.draw.ChartPlacesTest.shapes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.cli.run.PolicyShares;
import org.qmp.env.TaskSuite;
import org.qmp.env.classic.PointReach;
import org.qmp.env.draw.Color;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.maze.Maze;

/** Charts are readable with names of any length and any number of curves, tasks or policies. */
final class ChartsTest {
  private static final String LONG =
      "separated+qmp with a name that is longer than any line of any legend in any picture that is"
          + " drawn here, and_one_word_that_cannot_be_broken_anywhere_at_all_since_it_has_no_space"
          + "_and_yet_has_to_be";

  private static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i % 4 == 3 ? LONG + i : "WWW method " + i)
        .toList();
  }

  private static Picture curves(List<String> names) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int level = i;
      series.add(
          new Series(
              names.get(i),
              names.get(i),
              1,
              IntStream.range(1, 50)
                  .mapToObj(t -> new Series.Moment(1000.0 * t, -level, -level - 1, 1 - level))
                  .toList()));
    }
    return Chart.of(LONG, LONG, LONG, series);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 40})
  void labelsOfCurvesDoNotOverlap(int count) {
    Picture picture = curves(names(count));
    Labels.requireRoomForAll(picture);
    assertTrue(picture.view().width() <= 720);
  }

  @Test
  void curvesDifferEvenWithoutColours() {
    Set<Object> looks = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      String mark = Style.mark(i, new Point(0, 0)).toString().replaceAll("Color\\[[^]]*]", "");
      assertTrue(looks.add(List.of(Style.line(i).dashes(), mark)), "curve " + i);
    }
  }

  @Test
  void everyCurveHasItsLineStyleInPlotAndLegend() {
    Picture picture = curves(names(5));
    for (int i = 0; i < 5; i++) {
      var stroke = Style.line(i);
      long lines = shapes(picture, Line.class).filter(line -> line.stroke().equals(stroke)).count();
      assertEquals(2, lines, "one in the legend, one in the plot");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12, 50})
  void labelsOfMatricesDoNotOverlap(int count) {
    List<String> tasks = names(count);
    List<String> policies = new ArrayList<>(tasks);
    policies.addAll(names(3));
    List<PolicyShares.Window> windows =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new PolicyShares.Window(
                        1000L * i, 1000L * (i + 1), new double[count][count + 3]))
            .toList();
    windows.get(0).shares()[0][0] = 1;
    Labels.requireRoomForAll(MixtureChart.of(LONG, new PolicyShares(tasks, policies, windows)));
  }

  /** Stripes, single places and walls; each task has different stripes. */
  private static SwitchMap map(TaskSuite suite, int policies) {
    int side = 48;
    int[][] picks = new int[suite.size()][side * side];
    for (int task = 0; task < suite.size(); task++) {
      for (int i = 0; i < side * side; i++) {
        int stripe = (i % side / 4 + task) % policies;
        picks[task][i] = i % 97 == 0 ? SwitchMap.WALL : i % 101 == 0 ? 0 : stripe;
      }
    }
    return new SwitchMap(suite, suite.plane().orElseThrow().bounds(), side, side, picks);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12, 50})
  void labelsOfMapsDoNotOverlap(int policies) {
    for (TaskSuite suite : List.of(PointReach.suite(), Maze.large(), Maze.medium())) {
      Labels.requireRoomForAll(SwitchMapChart.of(LONG, map(suite, policies), names(policies)));
    }
  }

  /** Four steps of two policies; the last two steps are the last episode. */
  @Test
  void pathsShowEveryStepAndNameEveryActingPolicy() {
    List<WayChart.Visit> visits =
        List.of(
            new WayChart.Visit(new Point(0, 0), "own"),
            new WayChart.Visit(new Point(1, 0), "own"),
            new WayChart.Visit(new Point(0, 0), "up"),
            new WayChart.Visit(new Point(0, 1), "own"));
    Picture floor = PointReach.figure().tasks().get(0).create().render();
    WayChart.Panel panel = new WayChart.Panel("(a) alone: 1,224 steps", floor, visits, 2);
    Picture picture = WayChart.of(LONG, LONG, List.of(panel, panel, panel));
    Labels.requireRoomForAll(picture);
    List<Double> radii =
        shapes(picture, Circle.class)
            .filter(circle -> circle.role() == Shape.Role.PLAIN)
            .map(Circle::radius)
            .toList();
    assertEquals(12, radii.size());
    assertEquals(6, radii.stream().filter(radius -> radius > 3).count());
    assertTrue(Labels.of(picture).containsAll(List.of("own", "up")));
  }

  @Test
  void regionsHaveTheNumberOfTheirPolicy() {
    List<String> labels =
        Labels.of(SwitchMapChart.of("map", map(PointReach.suite(), 12), names(12)));
    for (int policy = 1; policy <= 12; policy++) {
      assertTrue(labels.contains("" + policy), "policy " + policy);
    }
  }

  /** A map shows the goal, but neither the floor nor the mover. */
  @Test
  void mapsShowFixedPartsAndTheGoal() {
    Picture picture = SwitchMapChart.of("map", map(PointReach.suite(), 4), names(4));
    Set<Shape.Role> roles = new HashSet<>();
    picture.shapes().forEach(shape -> roles.add(shape.role()));
    assertEquals(Set.of(Shape.Role.PLAIN, Shape.Role.STILL, Shape.Role.GOAL), roles);
    for (Shape shape : picture.shapes()) {
      if (shape instanceof Polygon polygon && shape.role() != Shape.Role.PLAIN) {
        assertTrue(
            polygon.corners().stream().allMatch(p -> p.x() >= 24 && p.y() > -2000), "cut off");
      }
    }
  }

  @Test
  void numbersCanBeReadOnEveryColour() {
    for (int i = 0; i < 14; i++) {
      Color color = Style.color(i);
      assertTrue(Style.contrast(color, Style.on(color)) >= 4.5, "colour " + i);
    }
    assertEquals(21, Style.contrast(Style.BLACK, Style.WHITE), 1e-9);
    for (Color text : List.of(Color.INK, Style.SOFT)) {
      assertTrue(Style.contrast(text, Style.WHITE) >= 7);
    }
  }

  @Test
  void aMapHasACaptionAlsoBelowThePicture() {
    Picture map = SwitchMapChart.of("map", map(PointReach.suite(), 4), names(4));
    assertTrue(map.caption().contains("critic"));
    assertTrue(String.join(" ", Labels.of(map)).contains(map.caption()), "below the picture too");
  }
}
