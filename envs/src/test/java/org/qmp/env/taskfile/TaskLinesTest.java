package org.qmp.env.taskfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.ShapesOf;
import org.qmp.env.TaskSuite;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Circle;

/** The effects of single lines of a task file, in a model of two sliding balls. */
final class TaskLinesTest {
  private static final String BALLS =
      """
      <mujoco>
        <option gravity="0 0 0"/>
        <worldbody>
          <body name="near" pos="1 2 4">
            <joint name="i" type="slide" axis="1 0 0"/><geom size="0.1" mass="1"/>
          </body>
          <body name="far">
            <joint name="j" type="slide" axis="1 0 0"/><geom name="o" size="0.1" mass="1"/>
          </body>
          <body name="aim" mocap="true"/>
        </worldbody>
        <actuator><motor name="push" joint="j"/></actuator>
      </mujoco>
      """;

  private static TaskSuite suite(String tasks) {
    return TaskFile.suite("t", "t.txt", tasks, "m", BALLS, file -> null);
  }

  /** The only task of a file with these lines, a model and a reward. */
  private static Environment world(String lines) {
    String more = lines.contains("reward") ? "" : "reward = 1\n";
    return suite("model = m\n" + more + lines + "[one]\n").tasks().get(0).create();
  }

  private static double[] seenFirst(Environment world) {
    double[] seen = new double[world.observations().size()];
    world.reset(() -> 0.5, seen);
    return seen;
  }

  @Test
  void resetsAreAppliedInOrder() {
    String lines =
        """
        observe = position(i), position(j), velocity(j)
        reset position(j) = 0.5
        reset position(i) = 2 * position(j)
        reset velocity(j) = 3
        """;
    assertArrayEquals(new double[] {1, 0.5, 3}, seenFirst(world(lines)));
  }

  @Test
  void aMocapBodyIsPlacedAlongEachAxis() {
    Environment world =
        world("observe = x(aim), y(aim), z(aim)\nreset z(aim) = 3\nreset x(aim) = 1\n");
    assertArrayEquals(new double[] {1, 0, 3}, seenFirst(world));
  }

  /** The ball starts at x = 1. */
  @Test
  void theFirstObservationShowsPlacesAfterTheReset() {
    assertArrayEquals(
        new double[] {1.5}, seenFirst(world("observe = x(near)\nreset position(i) = 0.5\n")));
  }

  @Test
  void anEpisodeBeginsWithoutEffort() {
    Environment world = world("observe = effort()\n");
    double[] seen = seenFirst(world);
    world.step(new double[] {0.5}, seen);
    assertEquals(0.25, seen[0]);
    assertEquals(0, seenFirst(world)[0]);
  }

  @Test
  void anyValueExceptZeroIsASuccessOrAnEnd() {
    Environment world = world("observe = time()\nsuccess = -1\nend = -1\n");
    double[] seen = seenFirst(world);
    assertInstanceOf(Outcome.Terminated.class, world.step(new double[1], seen));
    double[] metrics = new double[1];
    world.readMetrics(metrics);
    assertEquals(1, metrics[0]);
  }

  /** A task's own line may use everything that is set before the first task. */
  @Test
  void ownValuesMayUseCommonOnes() {
    TaskSuite suite =
        suite(
            """
            model = m
            let one = 1
            reward = 1
            observe = 0
            reset position(i) = 4
            [own]
            let two = one + one
            observe = two, position(j)
            reset position(j) = position(i)
            """);
    assertArrayEquals(new double[] {2, 4}, seenFirst(suite.tasks().get(0).create()));
  }

  @Test
  void namesOfTasksMayContainPunctuation() {
    TaskSuite suite =
        suite("model = m\nreward = 1\nobserve = 1\n[ 'left'  (far) ]\n[a = b]\n[a,b] # c\n");
    assertEquals(List.of("'left' (far)", "a = b", "a,b"), suite.taskNames());
  }

  /** From the front along y, from the side along x, from above along z. */
  @ParameterizedTest
  @CsvSource({"'', 1, 4", "view = front, 1, 4", "view = side, 2, 4", "view = top, 1, 2"})
  void aViewIsAlongItsAxis(String view, double right, double up) {
    Environment world = world("observe = 1\n" + view + "\n");
    seenFirst(world);
    assertTrue(
        ShapesOf.kind(Circle.class, world).stream()
            .anyMatch(ball -> ball.centre().equals(new Point(right, up))));
  }

  @Test
  void aSavedActionOutOfBoundsIsRefused() {
    Environment world = world("observe = effort()\n");
    seenFirst(world);
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    state[state.length - 3] = 1.5; // before the phase and the steps
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> world.restoreState(state.clone(), () -> 0.5))
            .getMessage();
    assertEquals("one: a state of 1.5 as an action, expected −1 to 1", message);
  }

  /** The rules of the older release apply only if the file says so. */
  @Test
  void theRulesAreThoseOfTheLaterReleaseByDefault() {
    String limited = BALLS.replace("name=\"j\"", "name=\"j\" range=\"-1 1\"");
    String tasks = "model = m\nreward = 1\nobserve = 1\n[one]\n";
    assertEquals(1, TaskFile.suite("t", "t.txt", tasks, "m", limited, file -> null).size());
  }

  /** The line is the fourth: it follows "model = m", a comment and a blank line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reward =                  | t.txt:4: reward: expected a value: key = value
          reward = 1 = 2            | t.txt:4: reward: '=' has no meaning here
          reward = 1 $ 2            | t.txt:4: reward: '$' has no meaning here
          reward = 1;  2            | t.txt:4: reward: expected the end after '1', found '2'
          observe = 1,;;  x(near); y() | t.txt:4: observe: expected the end after ')', found 'y'
          let 2x = 1                | t.txt:4: let 2x: is not a key
          let x y = 1               | t.txt:4: let x y: is not a key
          resets = 1                | t.txt:4: resets: is not a key
          []                        | t.txt:4: []: expected a new task's name in brackets
          [two] horizon = 9         | t.txt:4: [two] horizon = 9: expected a new task's name
          reward = 1 - time         | t.txt:4: reward: 'time' needs brackets
          observe = x               | t.txt:4: observe: 'x' needs brackets
          horizon = 010             | t.txt:4: horizon: must be a whole number from 1 to 999999999
          horizon = 1000000000      | t.txt:4: horizon: must be a whole number from 1 to 999999999
          frame-skip = 1.5          | t.txt:4: frame-skip: must be a whole number from 1 to
          reset position(j) 2 = 1   | t.txt:4: reset position(j)2: expected the end after ')'
          reset position(1) = 1     | expected the name of a part of the model after '('
          reset velocity(near) = 1  | no joint is called 'near', only [i, j]
          let x = normal(1)         | t.txt:4: let x: 'normal' is not known
          """)
  void theErrorNamesTheLineWhereAMistakeBegins(String line, String message) {
    StringBuilder tasks = new StringBuilder("model = m\n# only\n\n");
    tasks.append(line.replace(";", "\n ")).append('\n');
    for (String other : List.of("observe = 1\n", "reward = 1\n")) {
      tasks.append(line.startsWith(other.substring(0, 6)) ? "" : other);
    }
    String found =
        assertThrows(IllegalArgumentException.class, () -> suite(tasks + "[one]\n")).getMessage();
    assertTrue(found.contains(message), found);
  }
}
