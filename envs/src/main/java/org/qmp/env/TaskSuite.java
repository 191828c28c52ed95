package org.qmp.env;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tasks that differ in their rewards, while all have the same spaces.
 *
 * <p>A suite may also provide fixed policies, its reward functions, shares of acting, and its
 * places. These are about the environments as they are made here: a wrapper that changes
 * observations or actions does not change them.
 */
public final class TaskSuite {
  private final String name;
  private final List<Task> tasks;
  private final Box observations;
  private final Space actions;
  private final List<Guide> guides;
  private final Optional<Relabeling> relabeling;
  private final Optional<DomainKnowledge> domainKnowledge;
  private final Optional<Plane> plane;
  private final Optional<String> origin;

  /**
   * A task, and how to make its environments.
   *
   * @param name unique in its suite, also among guides: a line of 1 to 200 characters
   * @param family name of a group of similar tasks, which reports list together; empty if none
   * @param maker makes a new environment, the same every time
   * @param tester makes one for evaluation, whose start states may differ
   */
  public record Task(
      String name,
      String family,
      Supplier<? extends Environment> maker,
      Supplier<? extends Environment> tester) {
    /** A task without a family, evaluated in the same environments in which it is learned. */
    public Task(String name, Supplier<? extends Environment> maker) {
      this(name, maker, maker);
    }

    /** A task without a family. */
    public Task(
        String name,
        Supplier<? extends Environment> maker,
        Supplier<? extends Environment> tester) {
      this(name, "", maker, tester);
    }

    public Environment create() {
      return maker.get();
    }

    public Environment createForEvaluation() {
      return tester.get();
    }
  }

  /**
   * A suite of these tasks, in this order. Makes an environment of each to read its spaces.
   *
   * @throws IllegalArgumentException if there is no task, if their spaces differ, if two have the
   *     same name, or if a name is not a line of 1 to 200 characters
   */
  public TaskSuite(String name, List<Task> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("suite " + name + " has no tasks");
    }
    this.name = name;
    this.tasks = List.copyOf(tasks);
    requireNames("tasks", taskNames());
    try (Environment first = this.tasks.get(0).create()) {
      observations = first.observations();
      actions = first.actions();
    }
    for (Task task : this.tasks.subList(1, tasks.size())) {
      try (Environment world = task.create()) {
        require(task, "observations", observations, world.observations());
        require(task, "actions", actions, world.actions());
      }
    }
    guides = List.of();
    relabeling = Optional.empty();
    domainKnowledge = Optional.empty();
    plane = Optional.empty();
    origin = Optional.empty();
  }

  /**
   * A suite of tasks made from descriptions, whose environments are known to have these spaces:
   * none is made.
   *
   * @throws IllegalArgumentException if there is no task, if two have the same name, or if a name
   *     is not a line of 1 to 200 characters
   */
  public static <T> TaskSuite of(
      String name,
      List<T> tasks,
      Function<T, String> nameOf,
      Function<T, ? extends Environment> maker,
      Box observations,
      Space actions) {
    return of(
        name,
        tasks.stream().map(t -> new Task(nameOf.apply(t), () -> maker.apply(t))).toList(),
        observations,
        actions);
  }

  /**
   * A suite of tasks whose environments are known to have these spaces: none is made.
   *
   * @throws IllegalArgumentException if there is no task, if two have the same name, or if a name
   *     is not a line of 1 to 200 characters
   */
  public static TaskSuite of(String name, List<Task> tasks, Box observations, Space actions) {
    return new TaskSuite(name, tasks, observations, actions);
  }

  private TaskSuite(String name, List<Task> tasks, Box observations, Space actions) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("suite " + name + " has no tasks");
    }
    this.name = name;
    this.tasks = List.copyOf(tasks);
    this.observations = observations;
    this.actions = actions;
    requireNames("tasks", taskNames());
    guides = List.of();
    relabeling = Optional.empty();
    domainKnowledge = Optional.empty();
    plane = Optional.empty();
    origin = Optional.empty();
  }

  /** The same tasks, already checked, with what is known about them. */
  private TaskSuite(
      TaskSuite suite,
      List<Guide> guides,
      Optional<Relabeling> relabeling,
      Optional<DomainKnowledge> domainKnowledge,
      Optional<Plane> plane,
      Optional<String> origin) {
    name = suite.name;
    tasks = suite.tasks;
    observations = suite.observations;
    actions = suite.actions;
    this.guides = List.copyOf(guides);
    this.relabeling = relabeling;
    this.domainKnowledge = domainKnowledge;
    this.plane = plane;
    this.origin = origin;
    domainKnowledge.ifPresent(this::requireFitting);
  }

  private void requireNames(String what, List<String> names) {
    Set<String> seen = new TreeSet<>();
    for (String each : names) {
      if (each.isBlank() || !each.matches("\\P{Cntrl}{1,200}")) {
        throw new IllegalArgumentException(
            ("suite " + name + ": '" + each + "' cannot be the name of one of its " + what)
                + ", expected a line of 1 to 200 characters");
      }
      if (!seen.add(each)) {
        throw new IllegalArgumentException("suite " + name + " has two " + what + " " + each);
      }
    }
  }

  private void requireFitting(DomainKnowledge knowledge) {
    if (knowledge.tasks() != size() || knowledge.policies() != size() + guides.size()) {
      throw new IllegalArgumentException(
          ("suite " + name + ": domain knowledge of " + knowledge.tasks() + " tasks and ")
              + (knowledge.policies() + " policies, expected " + size() + " tasks and")
              + (" " + (size() + guides.size()) + " policies, guides among them"));
    }
  }

  private void require(Task task, String what, Space expected, Space found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          ("suite " + name + ": task " + task.name() + " does not fit task " + tasks.get(0).name())
              + (": its " + what + " are " + Box.difference(expected, found)));
    }
  }

  public String name() {
    return name;
  }

  /** The number of tasks, at least 1. */
  public int size() {
    return tasks.size();
  }

  public List<Task> tasks() {
    return tasks;
  }

  /** The names of the tasks, in order. */
  public List<String> taskNames() {
    return tasks.stream().map(Task::name).toList();
  }

  /** The observations of every task. */
  public Box observations() {
    return observations;
  }

  /** The actions of every task. */
  public Space actions() {
    return actions;
  }

  /** The fixed policies that may act besides the learned ones; none unless set. */
  public List<Guide> guides() {
    return guides;
  }

  /** The reward functions, for relabelling; empty unless set. */
  public Optional<Relabeling> relabeling() {
    return relabeling;
  }

  /** Shares of acting set by hand; empty unless set. */
  public Optional<DomainKnowledge> domainKnowledge() {
    return domainKnowledge;
  }

  /** The places of its environments, the same for all tasks; empty unless set. */
  public Optional<Plane> plane() {
    return plane;
  }

  /** Name and version of the {@link SuiteProvider} that offers it; empty for a built-in suite. */
  public Optional<String> origin() {
    return origin;
  }

  /**
   * The suite with these guides in place of its own.
   *
   * @throws IllegalArgumentException if a name is not a line of 1 to 200 characters, or is that of
   *     another guide or of a task, or if there is domain knowledge of another number of policies
   */
  public TaskSuite withGuides(List<? extends Guide> others) {
    List<String> guideNames = others.stream().map(Guide::name).toList();
    requireNames("guides", guideNames);
    requireNames("policies", Stream.concat(taskNames().stream(), guideNames.stream()).toList());
    return new TaskSuite(this, List.copyOf(others), relabeling, domainKnowledge, plane, origin);
  }

  /** The suite with its reward functions. */
  public TaskSuite withRelabeling(Relabeling known) {
    return new TaskSuite(this, guides, Optional.of(known), domainKnowledge, plane, origin);
  }

  /**
   * The suite with shares of acting.
   *
   * @throws IllegalArgumentException unless they are about the tasks of this suite and about as
   *     many policies as it has tasks and guides
   */
  public TaskSuite withDomainKnowledge(DomainKnowledge known) {
    return new TaskSuite(this, guides, relabeling, Optional.of(known), plane, origin);
  }

  /** The suite with the places of its environments. */
  public TaskSuite withPlane(Plane known) {
    return new TaskSuite(this, guides, relabeling, domainKnowledge, Optional.of(known), origin);
  }

  /** The suite as one of a provider's, which runs record. */
  public TaskSuite from(String provider) {
    return new TaskSuite(this, guides, relabeling, domainKnowledge, plane, Optional.of(provider));
  }

  /**
   * Some of the tasks, in the order of this suite, as a suite called {@code mt10:reach,push}.
   * Everything known about the tasks is kept, except shares of acting.
   *
   * @throws IllegalArgumentException if there are no names, or if one is not a task of this suite
   */
  public TaskSuite only(List<String> names) {
    List<String> all = taskNames();
    for (String each : names) {
      if (!all.contains(each)) {
        throw new IllegalArgumentException("suite " + name + " has no task " + each);
      }
    }
    int[] chosen = IntStream.range(0, size()).filter(i -> names.contains(all.get(i))).toArray();
    List<Task> some = IntStream.of(chosen).mapToObj(tasks::get).toList();
    String called = some.stream().map(Task::name).collect(Collectors.joining(",", name + ":", ""));
    return new TaskSuite(
        new TaskSuite(called, some, observations, actions),
        guides,
        relabeling.map(known -> known.of(chosen)),
        Optional.empty(),
        plane,
        origin);
  }

  /**
   * The suite with every environment wrapped, as in {@code suite.wrapped(RescaleAction::new)};
   * everything known about it is kept.
   *
   * @throws IllegalArgumentException if the spaces of wrapped environments differ, or if the
   *     wrapper refuses one
   */
  public TaskSuite wrapped(UnaryOperator<Environment> wrapper) {
    TaskSuite wrapped =
        new TaskSuite(
            name,
            tasks.stream()
                .map(
                    task ->
                        new Task(
                            task.name(),
                            task.family(),
                            () -> wrap(wrapper, task.create()),
                            () -> wrap(wrapper, task.createForEvaluation())))
                .toList());
    return new TaskSuite(wrapped, guides, relabeling, domainKnowledge, plane, origin);
  }

  private static Environment wrap(UnaryOperator<Environment> wrapper, Environment world) {
    try {
      return wrapper.apply(world);
    } catch (RuntimeException | Error e) {
      try (world) {
        throw e;
      }
    }
  }
}
