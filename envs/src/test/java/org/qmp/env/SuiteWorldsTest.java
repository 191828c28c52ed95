package org.qmp.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qmp.env.TaskSuite.Task;
import org.qmp.env.classic.Pendulum;
import org.qmp.env.classic.PointReach;

/** Suites and wrappers keep the properties of what they wrap, and close the worlds they create. */
final class SuiteWorldsTest {
  private final List<String> closed = new ArrayList<>();

  private Environment world(String name) {
    return new Wrapper(new Pendulum()) {
      @Override
      public void close() {
        closed.add(name);
        if (name.startsWith("bad")) {
          throw new IllegalStateException(name);
        }
      }
    };
  }

  @Test
  void aWrapperClosesTheWorldThatItWraps() {
    new TimeLimit(world("inner"), 3).close();
    assertEquals(List.of("inner"), closed);
  }

  @Test
  void allAreClosedEvenIfSomeThrow() {
    List<Environment> worlds = List.of(world("a"), world("bad b"), world("c"), world("bad d"));
    assertThrows(IllegalStateException.class, () -> Environment.closeAll(worlds));
    assertEquals(List.of("a", "bad b", "bad d", "c"), closed.stream().sorted().toList());
    Environment.closeAll(List.of());
  }

  /** Even if the second does not fit the first. */
  @Test
  void worldsCreatedToReadTheirSpacesAreClosed() {
    new TaskSuite(
        "s", List.of(new Task("one", () -> world("1")), new Task("two", () -> world("2"))));
    assertEquals(List.of("1", "2"), closed);
    Environment other =
        new Wrapper(world("3")) {
          @Override
          public Box observations() {
            return Box.cube(1, 0, 1);
          }
        };
    List<Task> misfits = List.of(new Task("one", () -> world("1")), new Task("two", () -> other));
    assertThrows(IllegalArgumentException.class, () -> new TaskSuite("s", misfits));
    assertEquals(List.of("1", "2", "1", "3"), closed);
  }

  @Test
  void aWorldThatCannotBeWrappedIsClosed() {
    int[] limit = {1};
    TaskSuite wrapped =
        suite(List.of(new Task("one", () -> world("1"))))
            .wrapped(world -> new TimeLimit(world, limit[0]));
    closed.clear();
    limit[0] = 0;
    assertThrows(IllegalArgumentException.class, () -> wrapped.tasks().get(0).create());
    assertEquals(List.of("1"), closed);
  }

  private static TaskSuite suite(List<Task> tasks) {
    return TaskSuite.of("s", tasks, Pendulum.suite().observations(), Pendulum.suite().actions());
  }

  @Test
  void suitesCopyTheListsThatTheyAreMadeFrom() {
    Task task = new Task("one", Pendulum::task);
    List<Task> tasks = new ArrayList<>(List.of(task));
    TaskSuite looked = new TaskSuite("s", tasks);
    TaskSuite known = suite(tasks);
    List<Guide> guides = new ArrayList<>(List.of(PointReach.DirectionGuide.UP));
    TaskSuite guided = looked.withGuides(guides);
    tasks.clear();
    guides.clear();
    assertEquals(List.of("one"), looked.taskNames());
    assertEquals(List.of("one"), known.taskNames());
    assertEquals(1, guided.guides().size());
    assertThrows(UnsupportedOperationException.class, () -> looked.tasks().clear());
    Map<String, String> settings = new HashMap<>(Map.of("steps", "1k"));
    SuiteProvider.Offer offer = new SuiteProvider.Offer("s", "to turn", () -> looked, settings);
    settings.clear();
    assertEquals(Map.of("steps", "1k"), offer.settings());
  }

  @Test
  void tasksWithGivenSpacesNeedUniqueNamesToo() {
    Task task = new Task("one", Pendulum::task);
    assertEquals(
        "suite s has two tasks one",
        assertThrows(IllegalArgumentException.class, () -> suite(List.of(task, task)))
            .getMessage());
    assertEquals(
        "suite s has no tasks",
        assertThrows(IllegalArgumentException.class, () -> suite(List.of())).getMessage());
  }

  @Test
  void wrappingKeepsFamiliesAndOrigins() {
    Task task = new Task("one", "turns", Pendulum::task, Pendulum::task);
    Plane plane = PointReach.figure().plane().orElseThrow();
    TaskSuite suite = suite(List.of(task)).withPlane(plane).from("mine 1");
    assertEquals(Optional.of("mine 1"), suite.origin());
    assertSame(plane, suite.plane().orElseThrow());
    TaskSuite wrapped = suite.wrapped(RescaleAction::new);
    assertEquals("turns", wrapped.tasks().get(0).family());
    assertEquals(Optional.of("mine 1"), wrapped.origin());
    assertEquals(Optional.of("mine 1"), suite.withGuides(List.of()).origin());
  }

  /** Shares of acting among all tasks do not apply to a selection of them. */
  @Test
  void aSuiteOfSelectedTasksHasNoDomainKnowledge() {
    TaskSuite four = PointReach.suite();
    assertTrue(four.domainKnowledge().isPresent());
    assertEquals(Optional.empty(), four.only(four.taskNames()).domainKnowledge());
    TaskSuite two = four.only(four.taskNames().subList(0, 2));
    DomainKnowledge ofOne = DomainKnowledge.ofOneStage(new double[][] {{0.5, 0.5}});
    assertThrows(IllegalArgumentException.class, () -> two.withDomainKnowledge(ofOne));
  }

  @Test
  void aSelectionUsesTheOriginalIndicesOfItsTasks() {
    Relabeling all =
        new Relabeling() {
          @Override
          public double leastReward() {
            return -7;
          }

          @Override
          public double reward(int task, double[] seen, double[] action, double[] next) {
            return task;
          }

          @Override
          public Optional<String> unknown(int task) {
            return Optional.of("task " + task);
          }
        };
    assertEquals(Optional.of("task 3"), all.of(1, 3).unknown(1));
    assertEquals(-7, all.of(1, 3).leastReward());
  }
}
