package org.qmp.env.maze;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.qmp.env.Chance;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.Space;
import org.qmp.env.contract.EnvironmentContract;

final class MazesKeepTheContractTest {

  /**
   * Waits for ever if the ball starts below the point of its start cell; otherwise drives to the
   * goal, upwards at first.
   */
  private interface Ride extends EnvironmentContract {
    MazeTask task();

    @Override
    default void act(Space actions, double[] observation, Chance chance, double[] actionOut) {
      Cell start = task().start();
      if (start.distanceTo(observation[0], observation[1]) < 0.2 && observation[0] > start.row()) {
        actionOut[0] = Math.min(1, Math.max(-1, -observation[2]));
        actionOut[1] = Math.min(1, Math.max(-1, -observation[3]));
      } else {
        Driver.act(task(), observation, actionOut);
      }
    }

    @Override
    default int patience() {
      return 4000;
    }
  }

  /** With a time limit, within which some episodes reach the goal and some do not. */
  private interface Limited extends Ride {
    @Override
    default Environment create() {
      return Maze.task(task());
    }

    @Override
    default Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class, Truncated.class);
    }
  }

  @Nested
  final class DenseInTheLargeMaze implements Limited {
    @Override
    public MazeTask task() {
      return MazeTask.large(MazeReward.DENSE).get(0);
    }
  }

  @Nested
  final class SparseInTheLargeMaze implements Limited {
    @Override
    public MazeTask task() {
      return MazeTask.large(MazeReward.SPARSE).get(2);
    }
  }

  @Nested
  final class DenseInTheMediumMaze implements Limited {
    @Override
    public MazeTask task() {
      return MazeTask.medium(MazeReward.DENSE).get(0);
    }
  }

  /** Two cells, so that random pushes reach the goal. */
  @Nested
  final class BareInACorridor implements EnvironmentContract {
    @Override
    public Environment create() {
      Layout corridor = Layout.of("####\n#OO#\n####\n");
      return new Maze(new MazeTask(corridor, new Cell(1, 1), new Cell(1, 2), MazeReward.DENSE));
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Terminated.class);
    }
  }
}
