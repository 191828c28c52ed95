package org.qmp.env.maze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qmp.env.Box;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.Relabeling;
import org.qmp.env.ShapesOf;
import org.qmp.env.TaskSuite;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Polygon;
import org.qmp.env.draw.Shape.Role;

final class MazeTest {
  private static final MazeTask FIRST = MazeTask.large(MazeReward.DENSE).get(0);

  @Test
  void theSuitesHaveTheirTasks() {
    assertEquals("maze", Maze.large().name());
    assertEquals(10, Maze.large().size());
    assertEquals("7,2-to-6,8", Maze.large().tasks().get(9).name());
    assertEquals("maze-medium", Maze.medium().name());
    assertEquals(3, Maze.medium().size());
    assertEquals(
        Box.of(new double[] {.3, .3, -8, -8}, new double[] {9 - 1.7, 12 - 1.7, 8, 8}),
        Maze.large().observations());
    assertEquals(Box.cube(2, -1, 1), Maze.large().actions());
  }

  @Test
  void aSuiteOfMazesOfDifferentSizesIsRefused() {
    List<MazeTask> mixed = List.of(FIRST, MazeTask.medium(MazeReward.DENSE).get(0));
    assertThrows(IllegalArgumentException.class, () -> Maze.suite("mixed", mixed));
  }

  /** If all random numbers are ½, the ball starts at the point of its cell and (nearly) at rest. */
  @Test
  void startsLieAroundThePointOfTheirCell() {
    double[] observation = new double[4];
    new Maze(FIRST).reset(() -> 0.5, observation);
    assertArrayEquals(new double[] {1, 3, 0, 0}, observation, 1e-12);
  }

  @Property
  void startsAreSpreadAsStated(@ForAll long seed) {
    SeededChance chance = new SeededChance(seed);
    SeededChance same = chance.copy();
    double[] observation = new double[4];
    new Maze(FIRST).reset(chance, observation);
    assertEquals(1 + same.uniform(-.1, .1), observation[0]);
    assertEquals(3 + same.uniform(-.1, .1), observation[1]);
    assertEquals(.1 * same.normal(), observation[2]);
    assertEquals(.1 * same.normal(), observation[3]);
  }

  @Test
  void theRewardDependsOnWhereAStepEnds() {
    Maze maze = new Maze(FIRST);
    double[] observation = new double[4];
    maze.restoreState(new double[] {5, 6, 0, 4, 1}, () -> 0.5);
    Outcome outcome = maze.step(new double[] {0, 0}, observation);
    assertEquals(6.03990, observation[1], 1e-5);
    assertInstanceOf(Running.class, outcome);
    assertEquals(Math.exp(-(8 - observation[1])) - 1, outcome.reward(), 1e-15);
    double[] metrics = new double[2];
    maze.readMetrics(metrics);
    assertArrayEquals(new double[] {0, 8 - observation[1]}, metrics, 1e-15);
  }

  /** No last step is worth less than e^−½ − 1. */
  @Test
  void reachingTheGoalIsATerminationAndASuccess() {
    Maze maze = new Maze(FIRST);
    double[] observation = new double[4];
    maze.restoreState(new double[] {5, 7.49, 0, 4, 1}, () -> 0.5);
    Outcome outcome = maze.step(new double[] {0, 0}, observation);
    assertInstanceOf(Terminated.class, outcome);
    assertTrue(outcome.reward() > Math.exp(-.5) - 1);
    double[] metrics = new double[2];
    maze.readMetrics(metrics);
    assertEquals(1, metrics[0]);
  }

  @Test
  void episodesAreTruncatedAfterSixHundredSteps() {
    double[] observation = new double[4];
    var maze = Maze.task(FIRST);
    maze.reset(new SeededChance(1), observation);
    for (int step = 1; step < 600; step++) {
      assertInstanceOf(Running.class, maze.step(new double[2], observation));
    }
    assertInstanceOf(Truncated.class, maze.step(new double[2], observation));
  }

  /** The driver is slow; at full speed the ball would move about 5.2 cells per second. */
  @Test
  void everyTaskCanBeSolvedInTime() {
    for (List<MazeTask> tasks :
        List.of(MazeTask.large(MazeReward.DENSE), MazeTask.medium(MazeReward.DENSE))) {
      for (MazeTask task : tasks) {
        Environment world = Maze.task(task);
        double[] observation = new double[4];
        double[] action = new double[2];
        world.reset(new SeededChance(2), observation);
        Outcome outcome;
        do {
          Driver.act(task, observation, action);
          outcome = world.step(action, observation);
        } while (!outcome.over());
        assertInstanceOf(Terminated.class, outcome, task.name());
      }
    }
  }

  @Test
  void relabelingGivesTheRewardOfEveryTaskForAnyStep() {
    TaskSuite suite = Maze.large();
    Relabeling rewards = suite.relabeling().orElseThrow();
    assertEquals(-1, rewards.leastReward());
    SeededChance chance = new SeededChance(3);
    double[] before = new double[4];
    double[] after = new double[4];
    double[] action = new double[2];
    for (int task = 0; task < suite.size(); task++) {
      Environment world = suite.tasks().get(task).create();
      Maze other = new Maze(MazeTask.large(MazeReward.DENSE).get((task + 1) % suite.size()));
      world.reset(chance, after);
      for (int i = 0; i < 50; i++) {
        System.arraycopy(after, 0, before, 0, 4);
        suite.actions().sample(chance, action);
        double own = world.step(action, after).reward();
        assertEquals(own, rewards.reward(task, before, action, after));
        other.restoreState(new double[] {before[0], before[1], before[2], before[3], 1}, () -> 0.5);
        double others = other.step(action, new double[4]).reward();
        assertEquals(others, rewards.reward((task + 1) % suite.size(), before, action, after));
        assertTrue(own > rewards.leastReward());
      }
    }
  }

  @Test
  void theLeastRewardIsZeroOnlyIfAllRewardsAreSparse() {
    List<MazeTask> sparse = MazeTask.large(MazeReward.SPARSE);
    assertEquals(0, Maze.suite("s", sparse).relabeling().orElseThrow().leastReward());
    List<MazeTask> mixed = List.of(FIRST, sparse.get(1));
    assertEquals(-1, Maze.suite("m", mixed).relabeling().orElseThrow().leastReward());
    List<MazeTask> reversed = new ArrayList<>(List.of(sparse.get(1), FIRST));
    Relabeling known = Maze.suite("r", reversed).relabeling().orElseThrow();
    reversed.remove(FIRST);
    assertEquals(-1, known.leastReward());
  }

  /** The picture is oriented like the text: y to the right, x downwards. */
  @Test
  void theBallIsDrawnInFrontOfWallsGoalAndRoute() {
    Maze maze = new Maze(FIRST);
    maze.restoreState(new double[] {3, 4, 0, 0, 1}, () -> 0.5);
    Picture picture = maze.render();
    assertEquals("Maze 1,3-to-5,8", picture.title());
    Circle ball = (Circle) picture.shapes().get(picture.shapes().size() - 1);
    assertEquals(4, ball.centre().x());
    assertEquals(-3, ball.centre().y());
    assertEquals(.1, ball.radius());
    List<Line> ways = ShapesOf.kind(Line.class, maze);
    assertEquals(1, ways.size());
    assertEquals(10, ways.get(0).points().size());
  }

  /** The text begins with ############ and #OOOO#OOOOO#; a cell begins 0.7 before its point. */
  @Test
  void wallsSideBySideAreOneRectangle() {
    List<Polygon> walls = shapes(Role.STILL, Polygon.class);
    assertWall(-.7, 11.3, .7, walls.get(0));
    assertWall(-.7, .3, -.3, walls.get(1));
    assertWall(4.3, 5.3, -.3, walls.get(2));
  }

  private static void assertWall(double left, double right, double top, Polygon wall) {
    Point corner = wall.corners().get(0);
    Point opposite = wall.corners().get(2);
    assertArrayEquals(
        new double[] {left, top - 1, right, top},
        new double[] {corner.x(), corner.y(), opposite.x(), opposite.y()},
        1e-12);
  }

  /** The start is 1,3, the goal 5,8. */
  @Test
  void theGoalIsADiscAndTheStartARing() {
    Circle goal = shapes(Role.GOAL, Circle.class).get(0);
    assertEquals(new Point(8, -5), goal.centre());
    assertEquals(.5, goal.radius());
    assertEquals(new Point(3, -1), shapes(Role.STILL, Circle.class).get(0).centre());
  }

  /** The route passes through the middles of cells, which are 0.2 off their points. */
  @Test
  void floorRouteAndGoalHaveTheirRoles() {
    assertEquals(1, shapes(Role.FLOOR, Polygon.class).size());
    assertEquals(2, shapes(Role.GOAL, Circle.class).size());
    List<Point> way = shapes(Role.STILL, Line.class).get(0).points();
    assertEquals(2.8, way.get(0).x(), 1e-12);
    assertEquals(-.8, way.get(0).y(), 1e-12);
    assertEquals(7.8, way.get(9).x(), 1e-12);
    assertEquals(-4.8, way.get(9).y(), 1e-12);
  }

  private static <T extends Shape> List<T> shapes(Role role, Class<T> kind) {
    return ShapesOf.kind(kind, new Maze(FIRST)).stream()
        .filter(shape -> shape.role() == role)
        .toList();
  }

  @Test
  void invalidStatesAreRefused() {
    Maze maze = new Maze(FIRST);
    assertThrows(
        IllegalArgumentException.class,
        () -> maze.restoreState(new double[] {0, 0, 0, 0, 1}, () -> 0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> maze.restoreState(new double[] {1, 3, 0, 0, 9}, () -> 0.5));
  }
}
