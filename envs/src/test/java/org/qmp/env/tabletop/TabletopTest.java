package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.AllocationOf;
import org.qmp.env.Outcome;
import org.qmp.env.ShapesOf;
import org.qmp.env.TaskSuite;
import org.qmp.env.contract.SeededChance;
import org.qmp.env.draw.Point;
import org.qmp.env.draw.Shape.Circle;
import org.qmp.env.physics.scene.Rules;
import org.qmp.env.tabletop.Bounds.Placement;

final class TabletopTest {

  private static Tabletop world(String name, TabletopOptions options) {
    return new Tabletop(MetaWorldTasks.named(MetaWorldTasks.MT50, name), options);
  }

  private static double[] reset(Tabletop world) {
    double[] observation = new double[world.observations().size()];
    world.reset(() -> 0, observation);
    return observation;
  }

  @Test
  void suitesHaveThePublishedTasksInThePublishedOrders() {
    assertEquals(
        List.of("door-open", "door-close", "drawer-open", "drawer-close"),
        Tabletop.cds().taskNames());
    assertEquals(21, Tabletop.cds().observations().size());
    assertEquals(
        List.of(
            "reach",
            "push",
            "pick-place",
            "door-open",
            "drawer-open",
            "drawer-close",
            "button-press-topdown",
            "peg-insert-side",
            "window-open",
            "window-close"),
        Tabletop.mt10().taskNames());
    assertEquals(39, Tabletop.mt10().observations().size());
    List<String> fifty = MetaWorldTasks.MT50.stream().map(maker -> maker.get().name).toList();
    assertEquals(50, fifty.stream().distinct().count());
    assertTrue(fifty.containsAll(Tabletop.mt10().taskNames()));
  }

  @Test
  void tasksHaveTheFamilyOfTheirEnclosingClass() {
    TaskSuite suite = Tabletop.mt50();
    assertEquals(
        List.of("push-back", "push", "push-wall", "sweep-into", "sweep"),
        suite.tasks().stream().filter(t -> t.family().equals("push")).map(t -> t.name()).toList());
    assertEquals(15, suite.tasks().stream().map(TaskSuite.Task::family).distinct().count());
    assertEquals("drawer", Tabletop.cds().tasks().get(2).family());
    assertEquals(
        "push", suite.wrapped(world -> world).only(List.of("sweep")).tasks().get(0).family());
  }

  static Stream<TabletopTask> tasks() {
    return Stream.concat(MetaWorldTasks.CDS.stream(), MetaWorldTasks.MT50.stream())
        .map(Supplier::get);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void fiftyPlacementsLieInTheirBoundsAndFarEnoughApart(TabletopTask task) {
    List<Placement> placements = task.bounds.fifty(task.name, 0, task::tooClose);
    assertEquals(50, placements.size());
    for (Placement v : placements) {
      double[] numbers = {v.a().x, v.a().y, v.a().z, v.b().x, v.b().y, v.b().z};
      for (int i = 0; i < task.bounds.low().length; i++) {
        double low = Math.min(task.bounds.low()[i], task.bounds.high()[i]);
        double high = Math.max(task.bounds.low()[i], task.bounds.high()[i]);
        assertTrue(low <= numbers[i] && numbers[i] <= high, task.name + ", v" + (i + 1));
      }
      assertTrue(!task.tooClose(v), task.name);
    }
  }

  @Test
  void placementsFillTheirBounds() {
    TabletopTask task = MetaWorldTasks.named(MetaWorldTasks.MT50, "button-press-topdown");
    DoubleSummaryStatistics shares =
        task.bounds.fifty(task.name, 0, task::tooClose).stream()
            .mapToDouble(v -> (v.a().x + .1) / .2) // between −0.1 and 0.1
            .summaryStatistics();
    assertTrue(shares.getMin() < .1 && shares.getMax() > .9, shares::toString);
  }

  @Test
  void placementsDifferBetweenTestAndTrainingAndBetweenTasks() {
    TabletopTask task = new ReachTasks.Reach();
    TabletopOptions test = TabletopOptions.PUBLISHED.withTestPlacements();
    double first = task.bounds.fifty(task.name, 0, task::tooClose).get(0).a().x;
    assertEquals(first, task.bounds.fifty("reach", 0, task::tooClose).get(0).a().x);
    assertNotEquals(
        first, task.bounds.fifty("reach", test.placements(), task::tooClose).get(0).a().x);
    assertNotEquals(first, task.bounds.fifty("push", 0, task::tooClose).get(0).a().x);
  }

  @Test
  void suitesAreEvaluatedWithTheTestPlacements() {
    TaskSuite.Task push = Tabletop.mt10().tasks().get(1);
    double[] learned = new double[39];
    double[] evaluated = new double[39];
    double[] expected = new double[39];
    push.create().reset(() -> 0, learned);
    push.createForEvaluation().reset(() -> 0, evaluated);
    Tabletop.task("push", TabletopOptions.PUBLISHED.withTestPlacements()).reset(() -> 0, expected);
    assertArrayEquals(expected, evaluated);
    assertNotEquals(learned[36], evaluated[36]);
  }

  @Test
  void theFirstObservationOfWindowCloseShowsTheWindowClosed() {
    Tabletop published = world("window-close", TabletopOptions.PUBLISHED);
    Tabletop repaired = world("window-close", TabletopOptions.PUBLISHED.withRepairs());
    double[] shown = reset(published);
    assertEquals(0.2, reset(repaired)[4] - shown[4], 1e-12);
    published.step(new double[4], shown);
    assertEquals(0.21, shown[4], 1e-3);
  }

  @Test
  void repairedSuitesHaveTheSameTasksWithoutTheFaults() {
    TaskSuite published = Tabletop.mt10();
    TaskSuite repaired = Tabletop.mt10Repaired();
    assertEquals("mt10-repaired", repaired.name());
    assertEquals(published.taskNames(), repaired.taskNames());
    assertEquals(Tabletop.mt50().taskNames(), Tabletop.mt50Repaired().taskNames());
    double[] shown = new double[39];
    double[] open = new double[39];
    published.only(List.of("window-close")).tasks().get(0).create().reset(() -> 0, shown);
    repaired.only(List.of("window-close")).tasks().get(0).create().reset(() -> 0, open);
    assertEquals(0.2, open[4] - shown[4], 1e-12);
  }

  @Test
  void basketballDisplacesTheArmInsteadOfTheBall() {
    double[] published = reset(world("basketball", TabletopOptions.PUBLISHED));
    double[] repaired = reset(world("basketball", TabletopOptions.PUBLISHED.withRepairs()));
    assertTrue(published[0] < -0.4 && published[1] > 0.8);
    assertEquals(0, published[4]);
    assertEquals(0.006, repaired[0], 1e-3);
    assertNotEquals(0, repaired[4]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coffee-push", "coffee-button"})
  void placingAMugStopsTheArmInsteadOfTheMug(String name) {
    Tabletop published = world(name, TabletopOptions.PUBLISHED);
    Tabletop repaired = world(name, TabletopOptions.PUBLISHED.withRepairs());
    reset(published);
    reset(repaired);
    for (int i = 9; i < 15; i++) {
      assertEquals(0, published.sawyer().simulation().velocity(i));
      assertNotEquals(0, repaired.sawyer().simulation().velocity(i));
    }
    assertEquals(0, repaired.sawyer().simulation().velocity(2));
    assertNotEquals(0, published.sawyer().simulation().velocity(2));
  }

  /** They should use the pads at the start. The repair changes rewards and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"push-back", "sweep", "sweep-into", "soccer", "pick-place", "door-lock"})
  void publishedMarginsFollowThePads(String name) {
    Tabletop published = world(name, TabletopOptions.PUBLISHED);
    Tabletop repaired = world(name, TabletopOptions.PUBLISHED.withRepairs());
    double[] here = reset(published);
    double[] there = reset(repaired);
    double[] down = {0.5, 0.7, -1, 0.5};
    boolean differs = false;
    for (int i = 0; i < 10; i++) {
      double reward = published.step(down, here).reward();
      differs |= Math.abs(repaired.step(down, there).reward() - reward) > 1e-6;
      assertArrayEquals(here, there, name);
    }
    assertTrue(differs, name);
  }

  @Test
  void otherRulesMoveTheArmDifferently() {
    double[] old = reset(world("reach", TabletopOptions.PUBLISHED));
    double[] recent = reset(world("reach", TabletopOptions.PUBLISHED.withRules(Rules.MUJOCO_3)));
    assertTrue(Math.abs(old[2] - recent[2]) > 1e-4);
  }

  @Test
  void aSecondResetGivesTheSameBits() {
    Tabletop world = world("drawer-open", TabletopOptions.PUBLISHED);
    double[] first = reset(world);
    double[] state = new double[world.stateSize()];
    world.saveState(state);
    double[] again = new double[state.length];
    double[] second = reset(world);
    world.saveState(again);
    assertArrayEquals(first, second);
    assertArrayEquals(state, again);
  }

  /** A joint at 10¹² rad/s fails at once: neither the target of the hand nor the fingers move. */
  @Test
  void aFailedStepIsWorthZeroAndChangesNothing() {
    Tabletop world = world("drawer-open", TabletopOptions.PUBLISHED);
    double[] seen = reset(world);
    world.step(new double[] {1, 0, 0, 1}, seen);
    world.sawyer().simulation().setVelocity(0, 1e12);
    double[] before = new double[world.sawyer().stateSize()];
    world.sawyer().saveState(before);
    double[] expected = seen.clone();
    for (int i = 0; i < 3; i++) {
      assertEquals(
          new Outcome.Running(0), world.step(new double[] {-1, 1, 0.5, -1}, seen), "step " + i);
    }
    assertArrayEquals(expected, seen);
    double[] after = new double[before.length];
    world.sawyer().saveState(after);
    double[] metrics = new double[world.metrics().size()];
    world.readMetrics(metrics);
    assertArrayEquals(new double[metrics.length], metrics);
    assertArrayEquals(before, after);
  }

  @Test
  void anEpisodeLastsFiveHundredSteps() {
    assertEquals(500, Tabletop.task("reach", TabletopOptions.PUBLISHED).limit());
  }

  /** Seen from the right and, with the origin at (1.9, 0.05), from above. */
  @Test
  void theRingIsAtTheGoal() {
    Tabletop world = world("push", TabletopOptions.PUBLISHED);
    reset(world);
    Point3 goal = world.task().goal;
    List<Point> rings =
        ShapesOf.kind(Circle.class, world).stream()
            .filter(circle -> circle.radius() == .03)
            .map(Circle::centre)
            .toList();
    assertEquals(List.of(new Point(goal.y, goal.z), new Point(1.9 + goal.x, .05 + goal.y)), rings);
  }

  @Test
  void unknownTasksAreRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Tabletop.task("juggle", TabletopOptions.PUBLISHED));
    assertEquals("no task of the tabletop is juggle", refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "window-open"})
  void aStepAllocatesNothingButItsOutcome(String name) {
    Tabletop world = world(name, TabletopOptions.PUBLISHED);
    assertTrue(AllocationOf.steps(world, 10, 100) <= AllocationOf.OUTCOME);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  @Tag("long")
  void stepsOfAllTasksAllocateNothingButTheirOutcomes(TabletopTask task) {
    Tabletop world = new Tabletop(task, TabletopOptions.PUBLISHED);
    assertTrue(AllocationOf.steps(world, 6, 100) <= AllocationOf.OUTCOME, task.name);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  @Tag("long")
  void randomEpisodesStayWithinBounds(TabletopTask task) {
    Tabletop world = new Tabletop(task, TabletopOptions.PUBLISHED);
    SeededChance chance = new SeededChance(3);
    double[] observation = new double[world.observations().size()];
    double[] action = new double[4];
    for (int episode = 0; episode < 4; episode++) {
      world.reset(chance, observation);
      for (int step = 0; step < 500; step++) {
        world.actions().sample(chance, action);
        double reward = world.step(action, observation).reward();
        assertTrue(reward >= 0 && reward <= 10 + 1e-9, task.name + ": reward " + reward);
        assertTrue(world.observations().contains(observation), task.name);
      }
    }
  }
}
