package org.qmp.env.tabletop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.Outcome.Truncated;
import org.qmp.env.TimeLimit;
import org.qmp.env.contract.EnvironmentContract;

final class TabletopsKeepTheContractTest {

  /** Checks make few steps, but more than an episode has here. */
  private interface Slow extends EnvironmentContract {
    @Override
    default Set<Class<? extends Outcome>> ends() {
      return Set.of(Truncated.class);
    }

    @Override
    default int patience() {
      return 120;
    }

    @Override
    default int continuations() {
      return 3;
    }
  }

  private static Environment world(List<Supplier<TabletopTask>> tasks, String name) {
    return world(tasks, name, TabletopOptions.PUBLISHED);
  }

  private static Environment world(
      List<Supplier<TabletopTask>> tasks, String name, TabletopOptions options) {
    return new TimeLimit(new Tabletop(MetaWorldTasks.named(tasks, name), options), 100);
  }

  @Nested
  final class Drawer implements Slow {
    @Override
    public Environment create() {
      return world(MetaWorldTasks.CDS, "drawer-close");
    }
  }

  @Nested
  final class Puck implements Slow {
    @Override
    public Environment create() {
      return world(MetaWorldTasks.MT10, "push");
    }
  }

  /** Its margins use the start, which is part of the state. */
  @Nested
  final class RepairedBlock implements Slow {
    @Override
    public Environment create() {
      return world(MetaWorldTasks.MT50, "push-back", TabletopOptions.PUBLISHED.withRepairs());
    }
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicNode> allTasksKeepAllOfIt() {
    return Stream.concat(names(MetaWorldTasks.CDS), names(MetaWorldTasks.MT50))
        .map(task -> DynamicContainer.dynamicContainer(task.toString(), contract(task)));
  }

  private static Stream<DynamicTest> contract(EnvironmentContract world) {
    return Arrays.stream(EnvironmentContract.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> method.invoke(world)));
  }

  private static Stream<AnyTask> names(List<Supplier<TabletopTask>> tasks) {
    return tasks.stream().map(maker -> new AnyTask(tasks, maker.get().name));
  }

  private record AnyTask(List<Supplier<TabletopTask>> tasks, String name) implements Slow {
    @Override
    public Environment create() {
      return world(tasks, name);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
