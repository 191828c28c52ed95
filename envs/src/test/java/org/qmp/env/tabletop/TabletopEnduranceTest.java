package org.qmp.env.tabletop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp.env.Environment;
import org.qmp.env.Outcome;
import org.qmp.env.contract.SeededChance;

/**
 * Makes a hundred thousand random steps of every task. Prints the processor time of an action of
 * each, and their sum. To run it alone:
 *
 * <pre>
 *   ./mvnw -q verify -pl envs -am -Dqmp.test.excluded= -Dgroups=long \\
 *       -Dtest=TabletopEnduranceTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@Tag("long")
final class TabletopEnduranceTest {
  private static final int STEPS = 100_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static double sum;

  static Stream<String> names() {
    return Tabletop.mt50().tasks().stream().map(task -> task.name());
  }

  @ParameterizedTest
  @MethodSource("names")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void rewardsAndObservationsOfRandomStepsStayInRange(String name) {
    Environment world = Tabletop.task(name, TabletopOptions.PUBLISHED);
    SeededChance chance = new SeededChance(11);
    double[] observation = new double[39];
    double[] action = new double[4];
    boolean over = true;
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int step = 0; step < STEPS; step++) {
      if (over) {
        world.reset(chance, observation);
      }
      if (step % 8 == 0) {
        world.actions().sample(chance, action);
      }
      Outcome outcome = world.step(action, observation);
      over = outcome.over();
      String where = name + ", step " + step;
      assertTrue(outcome.reward() >= 0 && outcome.reward() <= 10 + 1e-9, where);
      assertTrue(world.observations().contains(observation), where);
      assertTrue(observation[0] > -1 && observation[0] < 1 && observation[2] < 1, where);
    }
    double micros = (THREADS.getCurrentThreadCpuTime() - begin) / 1e3 / STEPS;
    sum += micros;
    System.out.printf(Locale.ROOT, "%-26s %4.0f µs an action%n", name, micros);
  }

  @AfterAll
  static void printSum() {
    System.out.printf(Locale.ROOT, "%-26s %4.1f ms%n", "an action of each", sum / 1e3);
  }
}
