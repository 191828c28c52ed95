package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.classic.PointReach;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Picture;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.maze.Cell;
import org.qmp.env.maze.Layout;
import org.qmp.env.maze.Maze;
import org.qmp.env.maze.MazeReward;
import org.qmp.env.maze.MazeTask;

/** The places of a plane have the coordinates of the pictures. */
final class PlaneTest {

  static List<TaskSuite> suites() {
    return List.of(PointReach.suite(), PointReach.figureB(), Maze.large(), Maze.medium());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void theObservationAtTheDrawnPlaceIsThatOfTheWorld(TaskSuite suite) {
    Plane plane = suite.plane().orElseThrow();
    for (TaskSuite.Task task : suite.tasks()) {
      Environment world = task.create();
      double[] seen = new double[suite.observations().size()];
      world.reset(new SeededChance(7), seen);
      double[] there = new double[seen.length];
      for (int step = 0; step < 20; step++) {
        Point mover =
            world.render().shapes().stream()
                .filter(shape -> shape.role() == Shape.Role.MOVER)
                .map(shape -> ((Circle) shape).centre())
                .findFirst()
                .orElseThrow();
        assertTrue(plane.open(mover.x(), mover.y()));
        plane.observationAt(mover.x(), mover.y(), there);
        for (int rate = 2; rate < seen.length; rate++) {
          seen[rate] = 0;
        }
        assertArrayEquals(seen, there, 1e-12, task.name());
        world.step(new double[] {0.6, 0.3}, seen);
      }
    }
  }

  @Test
  void wallsAndPointsOutsideAreNotOpen() {
    Plane maze = Maze.large().plane().orElseThrow();
    assertTrue(maze.open(3, -1));
    assertFalse(maze.open(5, -1));
    assertFalse(maze.open(-3, -1));
    Plane floor = PointReach.suite().plane().orElseThrow();
    assertTrue(floor.open(0, 10));
    assertFalse(floor.open(0, 10.01));
  }

  @Test
  void tasksInDifferentMazesHaveNoPlane() {
    Layout open = Layout.of("####\n#OO#\n####\n");
    Layout longer = Layout.of("####\n#OO#\n#O##\n####\n");
    Layout other = Layout.of("####\n#OO#\n##O#\n####\n");
    assertEquals(1, Maze.suite("one", List.of(task(open))).plane().stream().count());
    assertTrue(Maze.suite("two", List.of(task(longer), task(other, 1, 1, 2, 2))).plane().isEmpty());
  }

  @Test
  void thereIsNoPlaneIfOnlyOneOfThreeMazesDiffers() {
    Layout left = Layout.of("####\n#OO#\n#O##\n####\n");
    Layout right = Layout.of("####\n#OO#\n##O#\n####\n");
    MazeTask first = task(left);
    MazeTask last = task(left, 1, 1, 2, 1);
    assertTrue(Maze.suite("two", List.of(first, last)).plane().isPresent());
    assertTrue(
        Maze.suite("three", List.of(first, task(right, 1, 1, 2, 2), last)).plane().isEmpty());
  }

  /** Whatever the array contained before. */
  @Test
  void theObservationAtAPlaceHasNoVelocity() {
    double[] seen = {7, 7, 7, 7};
    Maze.large().plane().orElseThrow().observationAt(3, -1, seen);
    assertArrayEquals(new double[] {1, 3, 0, 0}, seen);
  }

  @Test
  void theFloorIsTenByTen() {
    Plane floor = PointReach.suite().plane().orElseThrow();
    assertEquals(new Picture.View(0, 0, 10, 10), floor.bounds());
    for (double[] inside : new double[][] {{0, 0}, {10, 10}, {0, 10}}) {
      assertTrue(floor.open(inside[0], inside[1]));
    }
    for (double[] outside : new double[][] {{-.01, 5}, {10.01, 5}, {5, -.01}, {5, 10.01}}) {
      assertFalse(floor.open(outside[0], outside[1]));
    }
  }

  private static MazeTask task(Layout layout) {
    return task(layout, 1, 1, 1, 2);
  }

  private static MazeTask task(Layout layout, int fromRow, int from, int toRow, int to) {
    return new MazeTask(layout, new Cell(fromRow, from), new Cell(toRow, to), MazeReward.DENSE);
  }
}
