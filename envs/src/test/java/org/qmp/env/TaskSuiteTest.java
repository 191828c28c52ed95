package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp.env.TaskSuite.Task;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;

final class TaskSuiteTest {
  private static Environment withSpaces(Box observations, Space actions) {
    return new Wrapper(new Pendulum()) {
      @Override
      public Box observations() {
        return observations;
      }

      @Override
      public Space actions() {
        return actions;
      }
    };
  }

  private static String refusal(Environment second) {
    Environment first = withSpaces(Box.cube(2, -1, 1), Box.cube(1, -2, 2));
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new TaskSuite(
                        "yard",
                        List.of(new Task("push", () -> first), new Task("pull", () -> second))))
            .getMessage());
  }

  @Test
  void theErrorNamesTheTasksWhoseSpacesDiffer() {
    Box two = Box.cube(2, -1, 1);
    assertEquals(
        "suite yard: task pull does not fit task push: its observations are 3 numbers, not 2",
        refusal(withSpaces(Box.cube(3, -1, 1), Box.cube(1, -2, 2))));
    assertEquals(
        "suite yard: task pull does not fit task push: its observations are in [-5.0, 1.0], not"
            + " [-1.0, 1.0], in dimension 1",
        refusal(
            withSpaces(Box.of(new double[] {-1, -5}, new double[] {1, 1}), Box.cube(1, -2, 2))));
    assertEquals(
        "suite yard: task pull does not fit task push: its observations are in [-1.0, 2.0], not"
            + " [-1.0, 1.0], in dimension 0",
        refusal(withSpaces(Box.of(new double[] {-1, -1}, new double[] {2, 1}), new Discrete(3))));
    assertEquals(
        "suite yard: task pull does not fit task push: its observations are 1 numbers, not 2",
        refusal(withSpaces(Box.cube(1, -1, 1), Box.cube(1, -2, 2))));
    assertEquals(
        "suite yard: task pull does not fit task push: its actions are Discrete[n=3], not Box"
            + " [-2.0, 2.0]",
        refusal(withSpaces(two, new Discrete(3))));
  }

  @Test
  void suitesNeedTasksWithUniqueNames() {
    assertThrows(IllegalArgumentException.class, () -> new TaskSuite("none", List.of()));
    Task task = new Task("swing-up", Pendulum::task);
    assertThrows(IllegalArgumentException.class, () -> new TaskSuite("twice", List.of(task, task)));
  }

  @Test
  void selectedTasksAreASuiteThatKeepsWhatIsKnown() {
    TaskSuite four = PointReach.suite();
    List<String> names = four.taskNames();
    TaskSuite two = four.only(List.of(names.get(3), names.get(1)));
    assertEquals("point:" + names.get(1) + "," + names.get(3), two.name());
    assertEquals(List.of(four.tasks().get(1), four.tasks().get(3)), two.tasks());
    double[] observation = new double[four.observations().size()];
    double[] action = new double[four.actions().size()];
    assertEquals(
        four.relabeling().orElseThrow().reward(3, observation, action, observation),
        two.relabeling().orElseThrow().reward(1, observation, action, observation));
    assertEquals(Optional.empty(), two.relabeling().orElseThrow().unknown(1));
    assertEquals(four.plane(), two.plane());
    TaskSuite guided = PointReach.figureB();
    assertEquals(3, guided.guides().size());
    assertEquals(guided.guides(), guided.only(List.of(guided.tasks().get(0).name())).guides());
    assertEquals(Optional.of("mine 1"), four.from("mine 1").only(names).origin());
    assertEquals(
        "suite point has no task juggle",
        assertThrows(IllegalArgumentException.class, () -> four.only(List.of("juggle")))
            .getMessage());
  }

  @Test
  void aTaskMayBeEvaluatedInAnotherWorld() {
    Task same = new Task("swing-up", Pendulum::task);
    assertEquals(same.maker(), same.tester());
    Environment here = Pendulum.task();
    Environment there = Pendulum.task();
    TaskSuite suite = new TaskSuite("two", List.of(new Task("swing", () -> here, () -> there)));
    assertSame(here, suite.tasks().get(0).create());
    assertSame(there, suite.only(List.of("swing")).tasks().get(0).createForEvaluation());
    Environment wrapped = suite.wrapped(RescaleAction::new).tasks().get(0).createForEvaluation();
    assertSame(there, ((Wrapper) wrapped).inner());
  }

  @Test
  void aSuiteCreatesOneWorldOfEachTaskToReadItsSpaces() {
    int[] made = new int[2];
    Task pendulum = Pendulum.suite().tasks().get(0);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int task = i;
      tasks.add(
          new Task(
              "task-" + task,
              () -> {
                made[task]++;
                return pendulum.create();
              }));
    }
    TaskSuite suite = new TaskSuite("counted", tasks);
    assertArrayEquals(new int[] {1, 1}, made);
    suite.withGuides(List.of());
    assertArrayEquals(new int[] {1, 1}, made);
  }

  @Test
  void everyCallCreatesANewWorld() {
    Task task = Pendulum.suite().tasks().get(0);
    assertNotSame(task.create(), task.create());
  }

  @Test
  void wrappingASuiteWrapsEveryTask() {
    TaskSuite suite = PointReach.suite().wrapped(world -> new TimeLimit(world, 3));
    assertEquals("point", suite.name());
    assertEquals(PointReach.suite().taskNames(), suite.taskNames());
    for (Task task : suite.tasks()) {
      assertEquals(3, ((TimeLimit) task.create()).limit());
    }
    assertEquals(Box.cube(1, -1, 1), Pendulum.suite().wrapped(RescaleAction::new).actions());
  }

  @Test
  void theFigureIsASuiteOfOneTask() {
    assertEquals(1, PointReach.figure().size());
    assertEquals(PointReach.suite().observations(), PointReach.figure().observations());
  }

  @Test
  void aSuiteHasOnlyTasksByDefault() {
    TaskSuite suite = Pendulum.suite();
    assertEquals(List.of(), suite.guides());
    assertEquals(Optional.empty(), suite.relabeling());
    assertEquals(Optional.empty(), suite.domainKnowledge());
    assertEquals(Optional.empty(), suite.plane());
  }

  @Test
  void wrappingAndOtherAdditionsKeepWhatIsKnown() {
    Relabeling rewards = PointReach.figure().relabeling().orElseThrow();
    DomainKnowledge shares = DomainKnowledge.ofOneStage(new double[][] {{0.5, 0.5}});
    List<Guide> guides = List.of(PointReach.DirectionGuide.UP);
    Plane plane = PointReach.figure().plane().orElseThrow();
    TaskSuite suite =
        Pendulum.suite()
            .withPlane(plane)
            .withGuides(guides)
            .withDomainKnowledge(shares)
            .withRelabeling(rewards)
            .wrapped(RescaleAction::new);
    assertEquals(guides, suite.guides());
    assertSame(shares, suite.domainKnowledge().orElseThrow());
    assertSame(rewards, suite.relabeling().orElseThrow());
    assertSame(plane, suite.plane().orElseThrow());
  }

  @Test
  void guidesNeedUniqueNames() {
    List<Guide> twice = List.of(PointReach.DirectionGuide.UP, PointReach.DirectionGuide.UP);
    TaskSuite suite = PointReach.figure();
    assertEquals(
        "suite point-figure has two guides UP",
        assertThrows(IllegalArgumentException.class, () -> suite.withGuides(twice)).getMessage());
  }

  /** Shares of acting are named by task and policy, so a guide must not have a task's name. */
  @Test
  void guidesAndTasksHaveDifferentNames() {
    TaskSuite suite =
        TaskSuite.of(
            "s",
            List.of("UP"),
            task -> task,
            task -> new Pendulum(),
            Pendulum.suite().observations(),
            Pendulum.suite().actions());
    List<Guide> up = List.of(PointReach.DirectionGuide.UP);
    assertEquals(
        "suite s has two policies UP",
        assertThrows(IllegalArgumentException.class, () -> suite.withGuides(up)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "a tab\t"})
  void aNameMustBeANonBlankLine(String name) {
    List<Task> tasks = List.of(new Task(name, Pendulum::new));
    assertEquals(
        "suite s: '"
            + name
            + "' cannot be the name of one of its tasks, expected a line of 1 to"
            + " 200 characters",
        assertThrows(IllegalArgumentException.class, () -> new TaskSuite("s", tasks)).getMessage());
  }

  @Test
  void aNameHasAtMost200Characters() {
    String longest = "a".repeat(200);
    assertEquals(
        longest, new TaskSuite("s", List.of(new Task(longest, Pendulum::new))).taskNames().get(0));
    List<Task> longer = List.of(new Task(longest + "a", Pendulum::new));
    assertThrows(IllegalArgumentException.class, () -> new TaskSuite("s", longer));
  }

  @Test
  void domainKnowledgeMustCoverEveryTaskAndPolicy() {
    TaskSuite suite = PointReach.figureB();
    DomainKnowledge alone = DomainKnowledge.ofOneStage(new double[][] {{1}});
    assertEquals(
        "suite point-figure-b: domain knowledge of 1 tasks and 1 policies, expected 1 tasks and 4"
            + " policies, guides among them",
        assertThrows(IllegalArgumentException.class, () -> suite.withDomainKnowledge(alone))
            .getMessage());
    TaskSuite four = PointReach.suite();
    assertThrows(IllegalArgumentException.class, () -> four.withDomainKnowledge(alone));
    assertThrows(IllegalArgumentException.class, () -> four.withGuides(suite.guides()));
  }

  /** Runs on several threads may use suites with tasks selected from the same suite. */
  @Test
  void rewardsOfSelectedTasksAreComputedUnderTheLockOfTheWholeSuite() {
    Relabeling all =
        new Relabeling() {
          @Override
          public double leastReward() {
            return 0;
          }

          @Override
          public double reward(int task, double[] seen, double[] action, double[] next) {
            assertTrue(Thread.holdsLock(this));
            return task;
          }
        };
    double[] any = new double[1];
    assertEquals(3, all.of(1, 3).reward(1, any, any, any));
  }
}
