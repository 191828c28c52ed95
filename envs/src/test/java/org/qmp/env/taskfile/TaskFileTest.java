package org.qmp.env.taskfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.TaskSuite;
import org.qmp.env.TimeLimit;
import org.qmp.env.contract.EnvironmentContract;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Shape;
import org.qmp.env.draw.Shape.Role;
import org.qmp.env.physics.Model;
import org.qmp.env.physics.Simulation;
import org.qmp.env.physics.mjcf.Mjcf;
import org.qmp.env.physics.scene.Rules;

final class TaskFileTest {

  static String text(String name) {
    try (InputStream file = TaskFileTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TaskSuite suite(String name, String tasks) {
    String model = TaskFile.model(name + ".txt", tasks);
    return TaskFile.suite(name, name + ".txt", tasks, model, text(name + ".xml"), file -> null);
  }

  static Environment world(String name, int task) {
    return suite(name, text(name + ".txt")).tasks().get(task).create();
  }

  @Nested
  class CartPole implements EnvironmentContract {
    @Override
    public Environment create() {
      return world("cart-pole", 0);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Outcome.Terminated.class);
    }
  }

  @Nested
  class Reacher implements EnvironmentContract {
    @Override
    public Environment create() {
      return world("reacher", 0);
    }

    @Override
    public Set<Class<? extends Outcome>> ends() {
      return Set.of(Outcome.Truncated.class);
    }
  }

  /** A step is two steps of the simulator with the stretched action, observed after them. */
  @Test
  void aStepMatchesThatOfTheSimulator() {
    Environment world = world("reacher", 0);
    double[] seen = new double[7];
    world.reset(new SeededChance(5), seen);
    double shoulder = Math.atan2(seen[0], seen[1]);
    double goalY = seen[6];
    assertTrue(Math.abs(shoulder) <= 3 && Math.abs(goalY) <= 0.2);
    assertEquals(0.3, seen[5]);

    Simulation own =
        new Simulation(
            Model.of(Mjcf.read("r", text("reacher.xml"), Rules.MUJOCO_3, f -> null).scene()));
    own.reset();
    own.setPosition(0, shoulder);
    own.forward();
    own.setControl(0, -0.5); // turn, which has no range
    own.setControl(1, 1.6); // bend, 0.8 of 2
    own.step();
    own.step();
    own.forward();
    double reward = world.step(new double[] {0.8, -0.5}, seen).reward();
    assertEquals(own.position(1), seen[2], 1e-12);
    assertArrayEquals(
        new double[] {own.velocity(0), own.velocity(1)}, new double[] {seen[3], seen[4]}, 1e-12);
    double gap = Math.hypot(own.sitePosition(0, 0) - 0.3, own.sitePosition(0, 1) - goalY);
    assertEquals(-gap, reward, 1e-12);
  }

  /** With the pole upright: 1 for an idle step, less than 1 − 0.001 · 0.25 for an action of ½. */
  @Test
  void rewardsAndEndsFollowTheExpressions() {
    String tasks = text("cart-pole.txt").replace("uniform(-0.05, 0.05)", "0");
    Environment upright = suite("cart-pole", tasks).tasks().get(0).create();
    double[] seen = new double[5];
    upright.reset(() -> 0.5, seen);
    assertArrayEquals(new double[] {0, 0, 0, 1, 0}, seen);
    Outcome outcome = upright.step(new double[] {0}, seen);
    assertInstanceOf(Outcome.Running.class, outcome);
    assertEquals(1, outcome.reward());
    outcome = upright.step(new double[] {0.5}, seen);
    assertTrue(outcome.reward() < 1 - 0.001 * 0.25 && outcome.reward() > 0.999 - 0.001 * 0.25);
    double[] metrics = new double[1];
    upright.readMetrics(metrics);
    assertEquals(1, metrics[0], "the tip is above the cart");

    Environment left = suite("cart-pole", tasks).tasks().get(1).create();
    left.reset(() -> 0.5, seen);
    // 0.4 from the interval, margin 1: 1 / (9 · 0.16 + 1)
    assertEquals(1 / 2.44, left.step(new double[] {0}, seen).reward(), 1e-15);
    Environment leaning =
        suite("cart-pole", tasks.replace("= 0\n", "= 0.7\n")).tasks().get(1).create();
    leaning.reset(() -> 0.5, seen);
    assertInstanceOf(
        Outcome.Terminated.class, leaning.step(new double[] {0}, seen)); // cos 0.7 < 0.8
  }

  @Test
  void withoutAHorizonAnEpisodeLastsAThousandSteps() {
    TaskSuite suite = suite("cart-pole", text("cart-pole.txt").replace("horizon = 200\n", ""));
    assertEquals(1000, ((TimeLimit) suite.tasks().get(0).create()).limit());
  }

  @Test
  void anEndMayHaveTwoConditions() {
    String near =
        text("reacher.txt")
            .replace("position(shoulder) = uniform(-3, 3)", "position(shoulder) = 0")
            .replace("x(goal) = -0.3", "x(goal) = 0.4")
            .replace("y(goal) = uniform(-0.2, 0.2)", "y(goal) = 0");
    Environment world = suite("reacher", near).tasks().get(1).create();
    double[] seen = new double[7];
    world.reset(() -> 0.5, seen);
    for (int step = 1; step <= 5; step++) { // 0.02 s each: no end before 0.1 s have passed
      assertInstanceOf(Outcome.Running.class, world.step(new double[2], seen), "step " + step);
    }
    Outcome end = world.step(new double[2], seen);
    assertInstanceOf(Outcome.Terminated.class, end);
    assertEquals(1, end.reward());
  }

  @Test
  void picturesShowFixedAndMovingPartsAndGoals() {
    Environment world = world("reacher", 1);
    world.reset(new SeededChance(1), new double[7]);
    List<Role> roles = world.render().shapes().stream().map(Shape::role).toList();
    assertEquals(List.of(Role.GOAL, Role.MOVER, Role.MOVER), roles);
    Environment cart = world("cart-pole", 0);
    cart.reset(new SeededChance(1), new double[5]);
    assertEquals(
        List.of(Role.STILL, Role.MOVER, Role.MOVER),
        cart.render().shapes().stream().map(Shape::role).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reward = -gap      | reward = -gp             | reacher.txt:10: reward: 'gp' is not known
          reward = -gap      | reward = -gap +          | expected a number, a quantity or a bracket after '+', found the end
          reward = -gap      | reward = -(gap           | expected ')' after 'gap', found the end
          reward = -gap      | reward = -gap gap        | expected the end after 'gap', found 'gap'
          reward = -gap      | reward = abs(gap, gap)   | 'abs' takes 1 arguments, found 2
          reward = -gap      | reward = position(knee)  | no joint is called 'knee', only [shoulder, elbow]
          reward = -gap      | reward = uniform(0, 1)   | 'uniform' is not known
          reward = -gap      | reward = 1.2.3           | '1.2.3' is not a number
          reward = -gap      | reward = gap # ; $       | x
          success = gap      | succes = gap             | reacher.txt:11: succes: is not a key; expected let NAME, reset QUANTITY, model
          horizon = 50       | horizon = 0              | reacher.txt:4: horizon: must be a whole number from 1 to 999999999; got '0'
          view = top         | view = below             | must be front, side or top; got 'below'
          controls = bend    | controls = lift          | no actuator is called 'lift', only [turn, bend]
          reset y(goal)      | reset y(upper)           | reacher.txt:13: reset y(upper): body 'upper' is not a mocap body
          reset y(goal)      | reset mass(goal)         | 'mass' cannot be set; expected position, velocity, x, y or z
          [left]             | [right]                  | reacher.txt:18: [right]: expected a new task's name in brackets
          [left]             | [left][far]              | reacher.txt:18: [left][far]: expected a new task's name in brackets
          reset y(goal)      | reset position ( 'shoulder' ) | reacher.txt:13: reset position(shoulder): is given twice
          controls = bend, turn | controls = bend,      | no actuator is called '', only [turn, bend]
          frame-skip = 2     | horizon = 2              | reacher.txt:4: horizon: is given twice
          view = top         | rules = 4                | must be 2.1 or 3; got '4'
          [left]             | [left]\\n horizon = 9    | reacher.txt:18: [left]: the line after it begins with a blank; got ' horizon = 9'
          [left]             | [left]\\nrules = 2.1     | reacher.txt:19: rules: is the same for all tasks and stands before the first of them
          [left]             | [left]\\nmodel = a.xml   | reacher.txt:19: model: is the same for all tasks and stands before the first of them
          controls = bend    | controls = turn, bend    | reacher.txt:6: controls: actuator 'turn' is named twice
          reward = -gap      | reward = x(tipp)         | no site, body or geom is called 'tipp', only [finger, world, upper, lower, goal]
          reward = -gap      | reward = upright(tipp)   | no site, body or geom is called 'tipp', only [finger, world, upper, lower, goal]
          """)
  void theErrorNamesEveryMistakeWithItsLine(String old, String wrong, String message) {
    String tasks =
        text("reacher.txt")
            .replaceFirst(
                java.util.regex.Pattern.quote(old),
                java.util.regex.Matcher.quoteReplacement(wrong.replace("\\n", "\n")));
    if (message.equals("x")) {
      suite("reacher", tasks); // text after # is a comment
      return;
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> suite("reacher", tasks));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void theErrorNamesWhatIsMissing() {
    assertEquals(
        "t.txt: 'model' is missing: the model file beside it",
        assertThrows(IllegalArgumentException.class, () -> TaskFile.model("t.txt", "horizon = 1\n"))
            .getMessage());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> suite("reacher", "model = reacher.xml\nobserve = time()\n[one]\n"))
            .getMessage()
            .contains("'reward' is missing"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> suite("reacher", "model = reacher.xml\nobserve = time()\nreward = 1\n"))
            .getMessage()
            .contains("no task; a section begins with [its name]"));
  }

  private static String refusal(String tasks, String model) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> TaskFile.suite("t", "t.txt", tasks, "m", model, file -> null))
        .getMessage();
  }

  /** One number does not determine the position or velocity of these joints. */
  @ParameterizedTest
  @CsvSource({"free, position", "ball, position", "free, velocity", "ball, velocity"})
  void freeAndBallJointsCannotBeReset(String joint, String what) {
    String model =
        "<mujoco><worldbody><body name='b'><joint name='j' type='"
            + joint
            + "'/><geom size='0.1'/></body><body><joint name='k'/><geom size='0.1'/></body>"
            + "</worldbody><actuator><motor joint='k'/></actuator></mujoco>";
    String tasks = "model = m\nobserve = time()\nreward = 1\nreset " + what + "(j) = 1\n[one]\n";
    assertEquals(
        "t.txt:4: reset " + what + "(j): joint 'j' is neither a slide nor a hinge",
        refusal(tasks, model));
  }

  /** The task's own {@code one} is evaluated before {@code two}, like the common one. */
  @Test
  void ownLinesTakeThePlaceOfTheLinesTheyOverride() {
    String tasks =
        """
        model = m
        let one = 1
        let two = one + one
        observe = two
        reward = two
        [plain]
        [own]
        let one = 5
        """;
    String model = text("cart-pole.xml");
    TaskSuite suite = TaskFile.suite("t", "t.txt", tasks, "m", model, file -> null);
    double[] seen = new double[1];
    suite.tasks().get(0).create().reset(() -> 0.5, seen);
    assertEquals(2, seen[0]);
    suite.tasks().get(1).create().reset(() -> 0.5, seen);
    assertEquals(10, seen[0]);
  }

  /** An empty name does not refer to an actuator without a name. */
  @Test
  void anEmptyNameIsNoActuator() {
    String model = text("cart-pole.xml").replaceFirst("<motor name=\"[^\"]*\"", "<motor");
    String tasks = "model = m\ncontrols = ,\nobserve = time()\nreward = 1\n[one]\n";
    assertEquals("t.txt:2: controls: no actuator is called '', only []", refusal(tasks, model));
  }

  /** Only in release 3 and later does a range alone set a limit. */
  @Test
  void theRulesAreThoseOfTheGivenRelease() {
    String model =
        """
        <mujoco><worldbody><body><joint name="j" range="-1 1"/><geom size=".1"/></body></worldbody>
        <actuator><motor joint="j"/></actuator></mujoco>
        """;
    String tasks = "model = m\nrules = 3\nobserve = position(j)\nreward = 1\n[one]\n";
    TaskFile.suite("t", "t.txt", tasks, "m", model, file -> null);
    String old = tasks.replace("rules = 3", "rules = 2.1");
    String why = refusal(old, model);
    assertTrue(why.endsWith("'range' says nothing without 'limited', since autolimits is off"));
  }

  /** With the range 1 to 5, an action of −½ becomes 1 + ¼ · 4. */
  @Test
  void actionsAreStretchedOverAnyControlRange() {
    String model =
        text("cart-pole.xml").replace("-1 1\"/>\n  </actuator>", "1 5\"/>\n  </actuator>");
    String tasks = "model = m\nobserve = velocity(slider)\nreward = 1\n[one]\n";
    Environment world =
        TaskFile.suite("t", "t.txt", tasks, "m", model, file -> null).tasks().get(0).create();
    double[] seen = new double[1];
    world.reset(() -> 0.5, seen);
    world.step(new double[] {-0.5}, seen);
    Simulation own =
        new Simulation(Model.of(Mjcf.read("m", model, Rules.MUJOCO_3, f -> null).scene()));
    own.reset();
    own.setControl(0, 2);
    own.step();
    assertEquals(own.velocity(0), seen[0], 1e-15);
  }

  /** With a motor of 10¹⁴ N the simulation fails at once; the cart stays where it was. */
  @Test
  void aFailedSimulationTruncatesTheEpisodeAndMovesNothing() {
    String model =
        text("cart-pole.xml")
            .replace("gear=\"10\"", "gear=\"1e10\"")
            .replace("ctrlrange=\"-1 1\"", "ctrlrange=\"-1e4 1e4\"");
    String tasks =
        """
        model = m
        observe = position(slider)
        reward = -2 - position(slider)
        reset position(slider) = 0.25
        [one]
        """;
    Environment world =
        TaskFile.suite("t", "t.txt", tasks, "m", model, file -> null).tasks().get(0).create();
    double[] seen = new double[1];
    world.reset(() -> 0.5, seen);
    assertEquals(new Outcome.Truncated(-2.25), world.step(new double[] {1}, seen));
    assertEquals(0.25, seen[0]);
  }
}
