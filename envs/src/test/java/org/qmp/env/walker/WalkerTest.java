package org.qmp.env.walker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.AllocationOf;
import org.qmp.env.Box;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Running;
import org.qmp.env.Outcome.Terminated;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.ShapesOf;
import org.qmp.env.TaskSuite;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Line;
import org.qmp.env.draw.Shape.Text;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.walker.WalkerTask.Terrain;

/** How episodes begin and end, and what is observed, saved, drawn and refused. */
final class WalkerTest {
  static final List<WalkerTask> TASKS =
      List.of(WalkerTask.FORWARD, WalkerTask.BACKWARD, WalkerTask.BALANCE, WalkerTask.CRAWL);
  private static final double[] REST = new double[6];

  private final double[] observation = new double[21];
  private final double[] metrics = new double[3];

  static double[] state(Walker walker) {
    double[] state = new double[walker.stateSize()];
    walker.saveState(state);
    return state;
  }

  /** Puts a walker into an episode, with some numbers of its state changed. */
  static Walker changed(Walker walker, double[]... changes) {
    double[] state = state(walker);
    state[state.length - 1] = 1;
    for (double[] change : changes) {
      state[(int) change[0]] = change[1];
    }
    walker.restoreState(state, () -> 0.5);
    return walker;
  }

  @Test
  void theLiftOfTheTorsoIsMeasuredFromTheFramesOfTheFeet() {
    assertEquals(1.25, new Legs(Terrain.OPEN, Rules.MUJOCO_2_1).lift(), 1e-12);
  }

  /** The walker drops about 0.3 mm in a step. */
  @Test
  void aFallIsATermination() {
    for (WalkerTask task : TASKS) {
      double limit = task.equals(WalkerTask.CRAWL) ? .3 : .8;
      double[] x = {1, -2};
      assertInstanceOf(Running.class, dropped(task, x, limit + .002));
      assertInstanceOf(Terminated.class, dropped(task, x, limit - .002));
    }
  }

  /** Makes one step of a walker that lies on its back at this height. */
  private Outcome dropped(WalkerTask task, double[] x, double height) {
    Walker walker =
        changed(
            new Walker(task), x, new double[] {2, height}, new double[] {3, -StrictMath.PI / 2});
    return walker.step(REST, observation);
  }

  /** An upright torso under the ceiling overlaps it; in front of it, it touches nothing. */
  @Test
  void touchingTheCeilingTerminatesAndCostsTen() {
    Walker under = changed(new Walker(WalkerTask.CRAWL), new double[] {1, 5});
    Outcome hit = under.step(REST, observation);
    assertInstanceOf(Terminated.class, hit);
    assertTrue(hit.reward() < -8, () -> "reward " + hit.reward());
    Walker behind = changed(new Walker(WalkerTask.CRAWL), new double[] {1, -10});
    assertInstanceOf(Terminated.class, behind.step(REST, observation), "the short ones");
    Walker before = changed(new Walker(WalkerTask.CRAWL), new double[] {1, 1.8});
    Outcome free = before.step(REST, observation);
    assertInstanceOf(Running.class, free);
    assertEquals(1.1, free.reward(), 1e-3);
    Walker elsewhere = changed(new Walker(WalkerTask.FORWARD), new double[] {1, 5});
    assertInstanceOf(Running.class, elsewhere.step(REST, observation));
  }

  @Test
  void aCurbIsNoCeiling() {
    Walker walker = changed(new Walker(WalkerTask.CRAWL), new double[] {1, -5.05});
    assertInstanceOf(Running.class, walker.step(REST, observation));
    walker.readMetrics(metrics);
    assertTrue(Math.abs(metrics[1]) > 1e-3, "the curb pushes");
  }

  @Test
  void observedVelocitiesAreClipped() {
    Walker walker = changed(new Walker(WalkerTask.FORWARD), new double[] {10, 15});
    walker.step(REST, observation);
    assertEquals(10, observation[8]);
    assertTrue(state(walker)[10] > 14);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aSuccessIsAThousandStepsWithoutAFall(int task) {
    Walker walker = new Walker(TASKS.get(task));
    int steps = walker.stateSize() - 3;
    changed(walker, new double[] {steps, 998}).step(REST, observation);
    walker.readMetrics(metrics);
    assertEquals(0, metrics[0]);
    walker.step(REST, observation);
    walker.readMetrics(metrics);
    assertEquals(1, metrics[0]);
    changed(walker, new double[] {steps, 999}, new double[] {2, .2}).step(REST, observation);
    walker.readMetrics(metrics);
    assertEquals(0, metrics[0]);
  }

  @Test
  void theLimitTruncatesUnlessAWrapperTerminates() {
    WalkerTask tumble = new WalkerTask("tumble", Terrain.OPEN, WalkerTask.stand(), 0, 0, -1, 0);
    Environment truncated = Walker.task(tumble);
    Environment terminated = new Walker.LimitTerminates(Walker.task(tumble));
    truncated.reset(new SeededChance(1), observation);
    terminated.reset(new SeededChance(1), observation);
    for (int step = 1; step < 1000; step++) {
      assertInstanceOf(Running.class, truncated.step(REST, observation));
      assertInstanceOf(Running.class, terminated.step(REST, observation));
    }
    Outcome cut = truncated.step(REST, observation);
    assertEquals(new Truncated(cut.reward()), cut);
    assertEquals(new Terminated(cut.reward()), terminated.step(REST, observation));
    terminated.readMetrics(metrics);
    assertEquals(1, metrics[0]);
  }

  @Test
  void episodesBeginWithUncountedRandomActions() {
    for (WalkerTask task : TASKS) {
      SeededChance chance = new SeededChance(4);
      SeededChance same = chance.copy();
      Walker walker = new Walker(task);
      walker.reset(chance, observation);
      Legs twin = new Legs(task.terrain(), Rules.MUJOCO_2_1);
      twin.reset(same, 0.01, 0.01);
      for (int shake = 0; shake < (task.equals(WalkerTask.BALANCE) ? 10 : 5); shake++) {
        for (int i = 0; i < 6; i++) {
          twin.push(i, same.uniform(-1, 1));
        }
        twin.move();
      }
      assertEquals(twin.height(), observation[0]);
      assertEquals(twin.position(8), observation[7]);
      assertEquals(0, state(walker)[walker.stateSize() - 3], "no step is counted");
      assertEquals(same.next(), chance.next(), "and no more numbers are taken");
    }
  }

  @Test
  void startsAreSpreadAsStated() {
    SeededChance chance = new SeededChance(5);
    SeededChance same = chance.copy();
    Legs legs = new Legs(Terrain.OPEN, Rules.MUJOCO_2_1);
    legs.reset(chance, 0.01, 0.01);
    for (int i = 0; i < Legs.JOINTS; i++) {
      assertEquals((i == 1 ? 1.25 : 0) + same.uniform(-.01, .01), legs.position(i));
    }
    for (int i = 0; i < Legs.JOINTS; i++) {
      assertEquals(same.uniform(-.01, .01), legs.velocity(i));
    }
  }

  /** Nothing moves, so the reward is that of standing still with these torques. */
  @Test
  void aFailedSimulationTerminatesTheEpisode() {
    Walker walker = changed(new Walker(WalkerTask.CRAWL), new double[] {14, 1e12});
    double[] before = state(walker);
    Outcome outcome = walker.step(new double[] {1, 0, 0, 0, 0, 0}, observation);
    assertInstanceOf(Terminated.class, outcome);
    assertEquals(1.1 - .001, outcome.reward(), 1e-12);
    before[19] = 1; // the first control is set
    before[before.length - 1] = 2; // and the episode is over
    assertArrayEquals(before, state(walker));
  }

  @Test
  void theSuitesHaveTheirTasks() {
    TaskSuite suite = Walker.suite();
    assertEquals("walker", suite.name());
    assertEquals(List.of("forward", "backward", "balance", "crawl"), suite.taskNames());
    assertEquals(21, suite.observations().size());
    assertEquals(Box.cube(6, -1, 1), suite.actions());
    assertEquals("walker-as-published", Walker.suiteAsPublished().name());
    assertInstanceOf(
        Walker.LimitTerminates.class, Walker.suiteAsPublished().tasks().get(0).create());
  }

  @Test
  void invalidStatesAreRefused() {
    Walker walker = changed(new Walker(WalkerTask.FORWARD));
    int size = walker.stateSize();
    double nan = Double.NaN;
    double[][] bad = {
      {2, nan}, {size - 3, .5}, {size - 3, -1}, {size - 3, nan}, {size - 2, nan}, {size - 1, 9}
    };
    for (double[] change : bad) {
      double[] state = state(walker);
      state[(int) change[0]] = change[1];
      assertThrows(IllegalArgumentException.class, () -> walker.restoreState(state, () -> 0.5));
    }
  }

  @Test
  void tasksOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> WalkerTask.run(.5, 1));
    assertThrows(IllegalArgumentException.class, () -> WalkerTask.run(1, 0));
    DoubleUnaryOperator stand = WalkerTask.stand();
    double nan = Double.NaN;
    for (double[] bad :
        new double[][] {{-1, 0, 0, 0}, {0, nan, 0, 0}, {0, 0, nan, 0}, {0, 0, 0, -1}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new WalkerTask("bad", Terrain.OPEN, stand, bad[0], bad[1], bad[2], (int) bad[3]));
    }
  }

  private static Line part(Walker walker, int fromTheEnd) {
    var shapes = walker.render().shapes();
    return (Line) shapes.get(shapes.size() - fromTheEnd);
  }

  private static void assertPoints(Line line, double x, double z, double toX, double toZ) {
    Point from = line.points().get(0);
    Point to = line.points().get(1);
    assertArrayEquals(
        new double[] {x, z, toX, toZ}, new double[] {from.x(), from.y(), to.x(), to.y()}, 1e-12);
  }

  @Test
  void capsulesAreDrawnWhereTheyAre() {
    Walker walker = new Walker(WalkerTask.FORWARD);
    assertPoints(part(walker, 4), 0, 1.05, 0, 1.45);
    assertPoints(part(walker, 3), 0, .6, 0, 1.05);
    assertPoints(part(walker, 2), 0, .1, 0, .6);
    assertPoints(part(walker, 1), .2, .1, 0, .1);
    assertEquals(.12, part(walker, 1).stroke().width(), 1e-15);
  }

  /** In order: thigh, leg and foot of the left leg, the torso, and those of the right leg. */
  @Test
  void theLeftLegIsPaleAndBehindTheRight() {
    Walker walker = new Walker(WalkerTask.FORWARD);
    double[] opacities = {.5, .5, .5, 1, 1, 1, 1};
    for (int i = 0; i < opacities.length; i++) {
      assertEquals(opacities[i], part(walker, opacities.length - i).stroke().color().opacity());
    }
  }

  @Test
  void aWalkerThatLeavesThePictureEntersTheNext() {
    Walker far = changed(new Walker(WalkerTask.FORWARD), new double[] {1, 5.5});
    far.step(REST, observation);
    assertEquals(-.5, part(far, 4).points().get(0).x(), 1e-3);
    assertEquals(
        List.of("5 m", "6 m", "7 m", "8 m", "9 m", "10 m"),
        ShapesOf.kind(Text.class, far).stream().map(Text::text).toList());
    assertEquals(far.render().view(), new Walker(WalkerTask.FORWARD).render().view());
  }

  @Test
  void aStepAllocatesItsOutcomeAndNothingElse() {
    WalkerTask tumble = new WalkerTask("tumble", Terrain.CEILINGS, WalkerTask.stand(), 1, 1, -1, 0);
    assertTrue(AllocationOf.steps(new Walker(tumble)) <= AllocationOf.OUTCOME);
  }
}
