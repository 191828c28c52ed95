package org.qmp.rl;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.qmp.env.Box;
import org.qmp.env.Environment;
import org.qmp.env.Guide;
import org.qmp.env.Relabeling;
import org.qmp.env.RescaleAction;
import org.qmp.env.Space;
import org.qmp.env.TaskSuite;
import org.qmp.env.TaskSuite.Task;
import org.qmp.rl.behavior.MethodException;

/** Makes a run's worlds: with actions in [−1, 1], and guarded. */
final class Worlds {
  private final TaskSuite suite;

  Worlds(TaskSuite suite) {
    this.suite = suite;
  }

  int tasks() {
    return suite.size();
  }

  List<String> names() {
    return suite.tasks().stream().map(Task::name).toList();
  }

  String task(int index) {
    return suite.tasks().get(index).name();
  }

  /** The suite's guides. */
  List<Guide> guides() {
    suite.guides().stream().findFirst().ifPresent(guide -> requireUnscaled("guides"));
    return suite.guides();
  }

  Optional<Relabeling> relabeling() {
    suite.relabeling().ifPresent(known -> requireUnscaled("reward functions"));
    return suite.relabeling();
  }

  /** What a suite knows is about its own actions, and policies act in [−1, 1]. */
  private void requireUnscaled(String what) {
    if (!suite.actions().equals(Box.cube(actions(), -1, 1))) {
      throw new MethodException(
          String.format(
              Locale.ROOT,
              "suite %s has %s for actions in %s, expected [−1, 1]",
              suite.name(),
              what,
              suite.actions()));
    }
  }

  Box observations() {
    return suite.observations();
  }

  /** Numbers in an action. */
  int actions() {
    return suite.actions().size();
  }

  /**
   * A new world of a task.
   *
   * @param moment such as {@code step 7}, for messages
   * @throws WorldException if it cannot be made, or has other spaces than its suite
   * @throws IllegalArgumentException unless its actions are a box with finite bounds
   */
  Environment create(int index, Supplier<String> moment) {
    Task task = suite.tasks().get(index);
    Supplier<String> where = () -> "task " + task.name() + ", " + moment.get();
    Environment world;
    try {
      world = Objects.requireNonNull(task.create(), "the world is null");
    } catch (RuntimeException e) {
      throw new WorldException(where.get() + ": no world could be made: " + e, e);
    }
    require(where, "observations", suite.observations(), world.observations());
    require(where, "actions", suite.actions(), world.actions());
    return new GuardedWorld(new RescaleAction(world), where);
  }

  private static void require(Supplier<String> where, String what, Space suite, Space world) {
    if (!suite.equals(world)) {
      throw new WorldException(
          String.format(
              Locale.ROOT,
              "%s: the world's %s are %s, the suite's %s",
              where.get(),
              what,
              world,
              suite));
    }
  }
}
