package org.qmp.env;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Tasks that differ in what they want, not in what is seen and done: all have the same spaces. */
public final class TaskSuite {
  private final String name;
  private final List<Task> tasks;
  private final Box observations;
  private final Space actions;

  /**
   * A task: something to be done, and how to make worlds in which to do it.
   *
   * @param name unique in its suite
   * @param maker makes a new world, the same one every time
   */
  public record Task(String name, Supplier<? extends Environment> maker) {
    /** A new world of this task. */
    public Environment create() {
      return maker.get();
    }
  }

  /**
   * A suite of tasks, in this order. Makes one world of each to look at its spaces.
   *
   * @throws IllegalArgumentException if there is no task, if two have the same name, or if their
   *     spaces differ
   */
  public TaskSuite(String name, List<Task> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("suite " + name + " has no tasks");
    }
    this.name = name;
    this.tasks = List.copyOf(tasks);
    Environment first = tasks.get(0).create();
    observations = first.observations();
    actions = first.actions();
    Set<String> names = new TreeSet<>();
    for (Task task : this.tasks) {
      if (!names.add(task.name())) {
        throw new IllegalArgumentException("suite " + name + " has two tasks " + task.name());
      }
      Environment world = task.create();
      require(task, "observations", observations, world.observations());
      require(task, "actions", actions, world.actions());
    }
  }

  private void require(Task task, String what, Space expected, Space found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          String.format(
              "suite %s: task %s does not fit task %s: its %s are %s",
              name, task.name(), tasks.get(0).name(), what, difference(expected, found)));
    }
  }

  private static String difference(Space expected, Space found) {
    if (expected instanceof Box a && found instanceof Box b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        if (!a.interval(i).equals(b.interval(i))) {
          return "in " + b.interval(i) + ", not " + a.interval(i) + ", in dimension " + i;
        }
      }
    }
    if (expected.size() != found.size()) {
      return found.size() + " numbers, not " + expected.size();
    }
    return found + ", not " + expected;
  }

  /** What it is called in reports. */
  public String name() {
    return name;
  }

  /** How many tasks there are, at least 1. */
  public int size() {
    return tasks.size();
  }

  /** The tasks in their order. */
  public List<Task> tasks() {
    return tasks;
  }

  /** The observations of every task. */
  public Box observations() {
    return observations;
  }

  /** The actions of every task. */
  public Space actions() {
    return actions;
  }

  /** The suite with every world wrapped, as in {@code suite.wrapped(RescaleAction::new)}. */
  public TaskSuite wrapped(UnaryOperator<Environment> wrapper) {
    return new TaskSuite(
        name,
        tasks.stream()
            .map(task -> new Task(task.name(), () -> wrapper.apply(task.create())))
            .toList());
  }
}
