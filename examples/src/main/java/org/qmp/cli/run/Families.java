package org.qmp.cli.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.qmp.env.TaskSuite;

/**
 * The tasks of a suite by families, for reports on more tasks than one can compare at a glance.
 *
 * @param tasks names, in the order of the suite
 * @param families in the order of their first tasks; none if no task has one
 */
public record Families(List<String> tasks, List<Family> families) {
  /** The most tasks that tables and charts show one by one. */
  private static final int MOST = 12;

  /** The most tasks named at each end of a ranking. */
  private static final int EXTREMES = 5;

  public Families {
    tasks = List.copyOf(tasks);
    families = List.copyOf(families);
  }

  /**
   * Some tasks that resemble each other.
   *
   * @param tasks by their numbers in the suite, in order
   */
  public record Family(String name, List<Integer> tasks) {
    public Family {
      tasks = List.copyOf(tasks);
    }

    /** The name in a row of a table. */
    public String title() {
      return name + ", " + Format.count(tasks.size(), "task");
    }
  }

  public static Families of(TaskSuite suite) {
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int i = 0; i < suite.size(); i++) {
      String family = suite.tasks().get(i).family();
      byName.computeIfAbsent(family.isEmpty() ? "others" : family, n -> new ArrayList<>()).add(i);
    }
    boolean none = suite.tasks().stream().allMatch(task -> task.family().isEmpty());
    return new Families(
        suite.taskNames(),
        none
            ? List.of()
            : byName.entrySet().stream().map(e -> new Family(e.getKey(), e.getValue())).toList());
  }

  /** Whether there are too many tasks to show one by one. */
  public boolean many() {
    return tasks.size() > MOST;
  }

  /** The tasks' numbers in the order of reports: if there are many, families stay together. */
  public List<Integer> order() {
    return many() && !families.isEmpty()
        ? families.stream().flatMap(family -> family.tasks.stream()).toList()
        : IntStream.range(0, tasks.size()).boxed().toList();
  }

  /** A row of a table: a task, or several whose mean it shows. */
  public record Row(String name, List<Integer> tasks) {
    public Row {
      tasks = List.copyOf(tasks);
    }
  }

  /** A row for each task. */
  public List<Row> rows() {
    return order().stream().map(task -> row("", task)).toList();
  }

  /** All tasks together, the families, and the tasks whose values are highest and lowest. */
  public List<Row> overview(IntToDoubleFunction value) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("all tasks", order()));
    families.forEach(family -> rows.add(new Row(family.title(), family.tasks)));
    highest(tasks.size(), value).forEach(task -> rows.add(row("highest: ", task)));
    lowest(tasks.size(), value).forEach(task -> rows.add(row("lowest: ", task)));
    return rows;
  }

  private Row row(String which, int task) {
    return new Row(which + tasks.get(task), List.of(task));
  }

  /** Of some things, the numbers of at most five whose values are lowest, and below the median. */
  public static List<Integer> lowest(int things, IntToDoubleFunction value) {
    double[] ascending = IntStream.range(0, things).mapToDouble(value).sorted().toArray();
    double median = (ascending[(things - 1) / 2] + ascending[things / 2]) / 2;
    return IntStream.range(0, things)
        .filter(i -> value.applyAsDouble(i) < median)
        .boxed()
        .sorted(Comparator.comparingDouble(value::applyAsDouble))
        .limit(EXTREMES)
        .toList();
  }

  /** The same for the highest values, above the median. */
  public static List<Integer> highest(int things, IntToDoubleFunction value) {
    return lowest(things, i -> -value.applyAsDouble(i));
  }
}
