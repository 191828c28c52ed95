package org.qmp.env.maze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MazeTaskTest {
  private static String refusal(Layout layout, Cell start, Cell goal) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> new MazeTask(layout, start, goal, MazeReward.DENSE))
            .getMessage());
  }

  /** Moves, straight distance and dense reward at the start, as published for the ten tasks. */
  @Test
  void theTenTasksHaveTheirPublishedLengthsDistancesAndRewards() {
    int[] moves = {9, 9, 9, 9, 11, 11, 11, 12, 14, 15};
    double[] distances = {6.403, 6.083, 6.708, 6.708, 6.083, 6.708, 5.385, 7.071, 8.246, 6.083};
    double[] rewards = {
      -.9983, -.9977, -.9988, -.9988, -.9977, -.9988, -.9954, -.9992, -.9997, -.9977
    };
    List<MazeTask> tasks = MazeTask.large(MazeReward.DENSE);
    assertEquals(moves.length, tasks.size());
    for (int i = 0; i < moves.length; i++) {
      MazeTask task = tasks.get(i);
      Cell start = task.start();
      assertEquals(moves[i], task.route().size() - 1, task.name());
      assertEquals(distances[i], task.goal().distanceTo(start.row(), start.column()), 5e-4);
      assertEquals(rewards[i], task.rewardAt(start.row(), start.column()), 5e-5);
    }
  }

  /** Counted in the text of the maze. */
  @Test
  void theThreeMediumTasksHaveTheirLengths() {
    assertEquals(
        List.of(5, 8, 8),
        MazeTask.medium(MazeReward.DENSE).stream().map(t -> t.route().size() - 1).toList());
  }

  @Test
  void aRouteGoesFromStartToGoalThroughOpenSides() {
    for (MazeTask task : MazeTask.medium(MazeReward.DENSE)) {
      List<Cell> way = task.route();
      assertEquals(task.start(), way.get(0));
      assertEquals(task.goal(), way.get(way.size() - 1));
      for (int i = 1; i < way.size(); i++) {
        Cell here = way.get(i);
        assertTrue(task.layout().isOpen(here));
        assertEquals(1, here.distanceTo(way.get(i - 1).row(), way.get(i - 1).column()));
      }
    }
  }

  @Test
  void namesContainStartAndGoal() {
    assertEquals("1,3-to-5,8", MazeTask.large(MazeReward.DENSE).get(0).name());
    assertEquals(
        List.of("5,6-to-5,3", "5,6-to-1,2", "5,6-to-4,1"),
        MazeTask.medium(MazeReward.SPARSE).stream().map(MazeTask::name).toList());
  }

  @Test
  void theGoalIsReachedWithinHalfACell() {
    MazeTask task = MazeTask.large(MazeReward.SPARSE).get(0);
    assertTrue(task.reachedAt(5.5, 8));
    assertTrue(!task.reachedAt(5.5, 8.01));
    assertEquals(1, task.rewardAt(5, 7.5));
    assertEquals(0, task.rewardAt(5, 7.49));
    assertEquals(0, MazeTask.large(MazeReward.DENSE).get(0).rewardAt(5, 8));
  }

  @Test
  void startsAndGoalsInWallsOrOutsideAreRefused() {
    Layout layout = Layout.of("####\n#OO#\n####\n");
    String start = refusal(layout, new Cell(0, 1), new Cell(1, 1));
    assertTrue(start.startsWith("maze task: start 0,1 is not an open cell of this maze:"), start);
    assertTrue(start.contains("#OO#"), start);
    String goal = refusal(layout, new Cell(1, 1), new Cell(1, 7));
    assertTrue(goal.startsWith("maze task: goal 1,7 is not an open cell of this maze:"), goal);
  }

  @Test
  void aGoalThatCannotBeReachedIsRefused() {
    Layout layout = Layout.of("#####\n#O#O#\n#####\n");
    assertEquals(
        "maze task: no way leads from 1,1 to 1,3", refusal(layout, new Cell(1, 1), new Cell(1, 3)));
  }

  @Test
  void routesDoNotPassThroughCorners() {
    Layout layout = Layout.of("####\n#O##\n##O#\n####\n");
    assertEquals(
        "maze task: no way leads from 1,1 to 2,2", refusal(layout, new Cell(1, 1), new Cell(2, 2)));
  }

  @Test
  void aStartAtTheGoalIsRefused() {
    assertEquals(
        "maze task: start and goal are both 1,1",
        refusal(Layout.LARGE, new Cell(1, 1), new Cell(1, 1)));
  }
}
